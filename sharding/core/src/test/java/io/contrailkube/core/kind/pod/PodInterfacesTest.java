package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.kind.pod.PodStage.NODE_1;
import static io.contrailkube.core.kind.pod.PodStage.ROUTER;
import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.attachment;
import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.attachment.AttachmentWorkload;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.port.Question.FactNamed;
import io.contrailkube.core.reconcile.Planner;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.testing.AttachmentBuilder;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Spec 02 section 4.9: pods with several interfaces. */
class PodInterfacesTest {
    private static final WorkloadNames NAMES = new WorkloadNames(names());
    private static final PodBuilder WEB = pod("shop", "web").networks("a, ns2/b");
    private static final AttachmentBuilder A = attachment("shop", "a").cidr("10.1.0.0/24");
    private static final AttachmentBuilder B = attachment("ns2", "b").network("{'project':'p','name':'net'}");
    private static final FactNamed NAMED_B = new FactNamed("NetworkAttachmentDefinition", "ns2", "b");
    private static final ObjectKey NETWORK_A = NAMES.attachmentNetwork(A.fact().id());
    private static final ObjectKey NETWORK_B = PodStage.network("p", "net");

    private final PodWorkload pods = new PodWorkload(uid -> Set.of());
    private final Stage stage = PodStage.of(namespace("shop")).with(WEB.fact());

    private Want want() {
        return pods.want(WEB.owner(), stage);
    }

    private static ObjectKey port(int index) {
        return NAMES.podInterface(WEB.fact().id(), index);
    }

    private static List<ObjectKey> links(Want want) {
        return want.objects().stream()
                .map(ContrailObject::key)
                .filter(key -> key.type().equals(ContrailTypes.VIRTUAL_ROUTER))
                .toList();
    }

    /** Both networks stand, a made by the namespace itself. */
    private void networksStand() {
        attachmentStands();
        stage.seeing(NETWORK_A, PodStage.withPrefixes("10.1.0.0"))
                .seeing(NAMED_B, B.fact())
                .seeing(NETWORK_B, PodStage.withPrefixes("10.2.0.0"));
    }

    private void attachmentStands() {
        stage.with(A.fact()).deciding("/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix", "10.1.0.0");
        stage.deciding("/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix_len", "24");
        stage.settle(new AttachmentWorkload(names()), A.owner());
    }

    /** Lets all stand, with an address and a MAC of its own for each interface. */
    private void letAllStand() {
        Map<ObjectKey, Integer> index = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            index.put(port(i), i);
            index.put(NAMES.podAddress(WEB.fact().id(), i, "v4"), i);
        }
        want().objects().forEach(object -> {
            int i = index.getOrDefault(object.key(), 0);
            stage.letStand(
                    WEB.owner(),
                    object,
                    object.key().type().equals(ContrailTypes.INSTANCE_IP)
                            ? Map.of(
                                    InstanceIp.ADDRESS,
                                    "10." + i + ".0.9",
                                    InstanceIp.SUBNET,
                                    i == 0 ? PodStage.SUBNET : "own")
                            : Map.of(VirtualMachineInterface.MAC, "02:00:00:00:00:0" + i));
        });
    }

    @Test
    @Spec({"POD-30", "NP-44"})
    void everyNetworkIsAnInterface() {
        networksStand();
        Want want = want();
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(desired.leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE)).hasSize(3);
        assertThat(desired.leaves(ContrailTypes.INSTANCE_IP)).hasSize(3);
        List<String> networks = List.of("default", "a", "b");
        for (int i = 0; i < 3; i++) {
            assertThat(desired.annotations(port(i)))
                    .containsEntry("index", i + "/3")
                    .containsEntry("network", networks.get(i))
                    .doesNotContainKey("interface");
            assertThat(desired.references(port(i), "security_group_refs"))
                    .containsExactly("default-domain:k8s-shop:k8s-shop-default-sg");
            assertThat(desired.references(port(i), "tag_refs"))
                    .isEqualTo(desired.references(port(0), "tag_refs"))
                    .isNotEmpty();
            assertThat(desired.get(ROUTER).needs()).contains(port(i));
        }
        assertThat(desired.references(port(1), "virtual_network_refs"))
                .containsExactly(NETWORK_A.fqName().toString());
        assertThat(desired.references(port(2), "virtual_network_refs"))
                .containsExactly(NETWORK_B.fqName().toString());
        assertThat(reasons(want.problems())).containsExactly("CustomNetworkUnconnected", "CustomNetworkUnconnected");
        assertThat(want.writes()).isEmpty();
    }

    @Test
    @Spec("POD-30")
    void thePodShowsAllItsInterfacesOnce() {
        networksStand();
        letAllStand();
        Want want = want();
        assertThat(Planner.steps(want.objects(), stage.standing(WEB.owner()), Set.of()))
                .isEmpty();
        assertThat(want.writes()).hasSize(1);
        KubeWrite write = want.writes().get(0);
        assertThat(write.place()).isEqualTo(Place.ANNOTATIONS);
        assertThat(write.about()).isEqualTo(WEB.fact().id());
        String text = write.patch()
                .at("/metadata/annotations")
                .path(PodAnnotations.NETWORK_STATUS)
                .asText();
        assertThat(json(text))
                .isEqualTo(json(
                        "[{name: 'cluster-wide-default', interface: 'eth0', ips: ['10.0.0.9'], mac: '02:00:00:00:00:00', default: true},"
                                + "{name: 'shop/a', interface: 'eth1', ips: ['10.1.0.9'], mac: '02:00:00:00:00:01'},"
                                + "{name: 'ns2/b', interface: 'eth2', ips: ['10.2.0.9'], mac: '02:00:00:00:00:02'}]"));
        stage.with(WEB.annotation(PodAnnotations.NETWORK_STATUS, text.replace(",", " , "))
                .fact());
        assertThat(want().writes()).isEmpty();
        stage.with(WEB.annotation(PodAnnotations.NETWORK_STATUS, "no JSON").fact());
        assertThat(want().writes()).hasSize(1);
    }

    @Test
    @Spec("POD-31")
    void theLinkWaitsForTheLastInterface() {
        networksStand();
        stage.missing(NAMED_B);
        Want want = want();
        assertThat(want.stance()).isEqualTo(Stance.STAND);
        assertThat(DesiredObjects.of(want.objects()).leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .hasSize(2);
        assertThat(DesiredObjects.of(want.objects()).annotations(port(1))).containsEntry("index", "1/3");
        assertThat(links(want)).isEmpty();
        assertThat(reasons(want.problems())).contains("NetworkNotFound");
        assertThat(want.waitsFor()).isEqualTo("network ns2/b");
        stage.settle(pods, WEB.owner());
        stage.seeing(NAMED_B, B.fact()).missing(new Question.Named(NETWORK_B));
        assertThat(links(want())).isEmpty();
        assertThat(reasons(want().problems())).contains("NetworkNotFound");
        stage.seeing(NETWORK_B, PodStage.withPrefixes("10.2.0.0"));
        assertThat(links(want())).containsExactly(ROUTER);
        assertThat(reasons(want().problems())).doesNotContain("NetworkNotFound");
    }

    @Test
    void aNetworkInTheMakingIsWaitedForWithoutComplaint() {
        stage.with(A.fact()).seeing(NAMED_B, B.fact()).seeing(NETWORK_B, PodStage.withPrefixes("10.2.0.0"));
        Want want = want();
        assertThat(reasons(want.problems())).doesNotContain("NetworkNotFound");
        assertThat(want.waitsFor()).isEqualTo("network shop/a");
        assertThat(links(want)).isEmpty();
    }

    @Test
    void nothingIsDecidedBeforeEveryNetworkWasLookedFor() {
        networksStand();
        stage.settle(pods, WEB.owner());
        Stage fresh = PodStage.of(namespace("shop")).with(WEB.fact(), A.fact());
        stage.standing(WEB.owner()).values().forEach(entry -> fresh.letStand(WEB.owner(), entry));
        assertThat(pods.want(WEB.owner(), fresh).stance()).isEqualTo(Stance.PARK);
    }

    @Test
    @Spec("POD-32")
    void networksOfOtherPluginsDoNotCount() {
        networksStand();
        stage.seeing(NAMED_B, B.plugin("macvlan").fact());
        Want want = want();
        assertThat(DesiredObjects.of(want.objects()).annotations(port(1))).containsEntry("index", "1/2");
        assertThat(links(want)).containsExactly(ROUTER);
    }

    @Test
    void theOrderOfAJsonListAndItsInterfacesCount() {
        networksStand();
        stage.with(WEB.networks("[{\"name\":\"b\",\"namespace\":\"ns2\",\"interface\":\"net0\"},"
                        + "{\"name\":\"a\",\"mac\":\"02:00:00:00:00:01\"}]")
                .fact());
        Want want = want();
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(desired.annotations(port(1)))
                .containsEntry("network", "b")
                .containsEntry("interface", "net0")
                .containsEntry("index", "1/3");
        assertThat(desired.references(port(2), "virtual_network_refs"))
                .containsExactly(NETWORK_A.fqName().toString());
        assertThat(want.problems())
                .filteredOn(problem -> problem.reason().equals("AnnotationIgnored"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'mac'"));
    }

    @Test
    void oneNetworkMayBeJoinedTwice() {
        networksStand();
        stage.with(WEB.networks("a,a").fact());
        DesiredObjects desired = DesiredObjects.of(want().objects());
        assertThat(desired.references(port(1), "virtual_network_refs"))
                .isEqualTo(desired.references(port(2), "virtual_network_refs"));
        assertThat(desired.leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE)).hasSize(3);
    }

    @Test
    void whatCannotBeReadMakesNothingAndTakesNothingAway() {
        networksStand();
        stage.with(WEB.networks("a,,b").fact());
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(want().problems())).containsExactly("InvalidAnnotation");
        stage.with(WEB.fact());
        letAllStand();
        stage.with(WEB.networks("[").fact());
        Want want = want();
        assertThat(DesiredObjects.of(want.objects()).leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .hasSize(3);
        assertThat(links(want)).containsExactly(ROUTER);
    }

    @Test
    void aRunningPodKeepsItsInterfaces() {
        networksStand();
        letAllStand();
        stage.without(A.fact()).missing(new FactNamed("NetworkAttachmentDefinition", "shop", "a"));
        Want deleted = want();
        assertThat(Planner.steps(deleted.objects(), stage.standing(WEB.owner()), Set.of()))
                .isEmpty();
        assertThat(reasons(deleted.problems())).doesNotContain("NetworkNotFound");
        stage.with(A.fact(), WEB.networks("ns2/b").fact());
        Want changed = want();
        assertThat(DesiredObjects.of(changed.objects()).references(port(1), "virtual_network_refs"))
                .containsExactly(NETWORK_A.fqName().toString());
        assertThat(DesiredObjects.of(changed.objects()).leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .hasSize(3);
        assertThat(reasons(changed.problems())).contains("AnnotationIgnored");
    }

    @Test
    void beforeItRunsAPodMayStillChangeItsMind() {
        networksStand();
        stage.missing(NODE_1);
        letAllStand();
        stage.with(WEB.networks("a").fact());
        assertThat(DesiredObjects.of(want().objects()).leaves(ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .hasSize(2);
    }
}
