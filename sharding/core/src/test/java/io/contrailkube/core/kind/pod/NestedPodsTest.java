package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Planner;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Spec 02 section 4.8: pods on hosts that are machines of Contrail themselves. */
class NestedPodsTest {
    private static final ObjectNames NESTED =
            settings().nested(FqName.of("default-domain", "admin", "hosts")).names();
    private static final WorkloadNames NAMES = new WorkloadNames(NESTED);
    private static final ObjectKey HOSTS = PodStage.network("admin", "hosts");
    private static final ObjectKey HOST = port("h1");
    private static final Question.InterfaceAt AT_HOST = new Question.InterfaceAt(HOSTS, "10.0.0.5");
    private static final Question.RouterOf ROUTER_OF_HOST = new Question.RouterOf(List.of(), "compute-1.example.com");
    private static final ObjectKey ROUTER = PodStage.router("compute-1");
    private static final PodBuilder WEB = pod("shop", "web");
    private static final ObjectKey PORT = NAMES.podInterface(WEB.fact().id(), 0);

    private final PodWorkload pods = new PodWorkload(uid -> Set.of());
    private final Stage stage = PodStage.of(NESTED, namespace("shop"))
            .with(WEB.fact())
            .seeing(ROUTER_OF_HOST, new Actual(ROUTER, "r1", Given.object("{}")));

    private static ObjectKey port(String name) {
        return ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "default-domain", "admin", name);
    }

    /** The host's interface with sub-interfaces `s1`, `s2`, ... of these tags. */
    private void hostCarries(int... vlans) {
        var carried = new StringBuilder();
        for (int vlan : vlans) {
            carried.append("{to: ['default-domain', 'admin', 's").append(vlan).append("']},");
            stage.seeing(port("s" + vlan), tagged(vlan));
        }
        stage.seeing(AT_HOST, host(carried.toString()));
    }

    private static Actual host(String carried) {
        return new Actual(
                HOST,
                "host",
                Given.object("{virtual_machine_interface_bindings: {key_value_pair:"
                        + " [{key: 'host_id', value: 'compute-1.example.com'}]}, virtual_machine_interface_refs: ["
                        + (carried.isEmpty() ? "" : carried.substring(0, carried.length() - 1)) + "]}"));
    }

    private static String tagged(int vlan) {
        return "{virtual_machine_interface_properties: {sub_interface_vlan_tag: " + vlan + "}}";
    }

    private Want want() {
        return pods.want(WEB.owner(), stage);
    }

    private int vlan(PodBuilder pod) {
        Want want = pods.want(pod.owner(), stage);
        ObjectKey key = NAMES.podInterface(pod.fact().id(), 0);
        return DesiredObjects.of(want.objects())
                .property(key, "virtual_machine_interface_properties")
                .path("sub_interface_vlan_tag")
                .asInt();
    }

    @Test
    @Spec("POD-26")
    void aPodIsTheLowestFreeVlanOnItsHost() {
        hostCarries(1, 2);
        Want want = want();
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(vlan(WEB)).isEqualTo(3);
        assertThat(desired.references(PORT, "virtual_machine_interface_refs"))
                .containsExactly(HOST.fqName().toString());
        assertThat(desired.get(ROUTER).needs())
                .contains(PORT, NAMES.podAddress(WEB.fact().id(), 0, "v4"));
        assertThat(want.objects())
                .hasSize(4)
                .allSatisfy(object -> assertThat(Schema.read().faults(object)).isEmpty());
    }

    @Test
    void whatStandsKeepsItsVlan() {
        hostCarries(1);
        for (ContrailObject object : want().objects()) {
            stage.letStand(
                    WEB.owner(),
                    object,
                    object.key().equals(PORT)
                            ? Map.of(VirtualMachineInterface.VLAN, "2")
                            : Map.of("/instance_ip_address", "10.47.0.1", "/subnet_uuid", PodStage.SUBNET));
        }
        hostCarries();
        assertThat(Planner.steps(want().objects(), stage.standing(WEB.owner()), Set.of()))
                .isEmpty();
        PodWorkload restarted = new PodWorkload(uid -> Set.of());
        assertThat(Planner.steps(restarted.want(WEB.owner(), stage).objects(), stage.standing(WEB.owner()), Set.of()))
                .isEmpty();
        stage.missing(AT_HOST);
        assertThat(Planner.steps(want().objects(), stage.standing(WEB.owner()), Set.of()))
                .isEmpty();
    }

    @Test
    void whatWasMadeBeforeACrashIsFoundAgain() {
        hostCarries(1);
        stage.seeing(PORT, tagged(7))
                .seeing(
                        AT_HOST,
                        host("{to: ['" + String.join("', '", PORT.fqName().parts()) + "']},"));
        assertThat(vlan(WEB)).isEqualTo(7);
    }

    @Test
    void podsOfANamespaceDoNotTakeTheSameVlan() {
        hostCarries();
        PodBuilder other = pod("shop", "other");
        stage.with(other.fact());
        assertThat(vlan(WEB)).isEqualTo(1);
        assertThat(vlan(other)).isEqualTo(2);
        assertThat(vlan(WEB)).isEqualTo(1);
        stage.without(WEB.fact());
        assertThat(vlan(pod("shop", "other"))).isEqualTo(2);
        PodBuilder third = pod("shop", "third");
        stage.with(third.fact());
        assertThat(vlan(third)).isEqualTo(1);
    }

    @Test
    void whenAnotherNamespaceWasFasterTheNextVlanIsTaken() {
        hostCarries();
        assertThat(vlan(WEB)).isEqualTo(1);
        hostCarries(1);
        assertThat(vlan(WEB)).isEqualTo(2);
    }

    @Test
    @Spec("POD-27")
    void aPodIsOnTheHostOfItsAddress() {
        hostCarries();
        PodBuilder other = WEB.on("node-2", "10.0.0.6");
        stage.with(other.fact());
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        stage.missing(new Question.InterfaceAt(HOSTS, "10.0.0.6"));
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(want().problems())).containsExactly("VRouterNotFound");
        stage.seeing(new Question.InterfaceAt(HOSTS, "10.0.0.6"), new Actual(port("h2"), "h2", Given.object("{}")));
        assertThat(DesiredObjects.of(want().objects()).references(PORT, "virtual_machine_interface_refs"))
                .containsExactly("default-domain:admin:h2");
    }

    @Test
    void theHostIsLookedForInTheNetworkOfTheCustomaryNameUnlessToldOtherwise() {
        ObjectNames plain = settings().nested(null).names();
        Stage there = PodStage.of(plain, namespace("shop")).with(WEB.fact());
        there.missing(new Question.InterfaceAt(PodStage.network("k8s-default", "cluster-network"), "10.0.0.5"));
        assertThat(pods.want(WEB.owner(), there).waitsFor()).contains("default-domain:k8s-default:cluster-network");
        there.with(WEB.on("node-1").fact());
        Want silent = pods.want(WEB.owner(), there);
        assertThat(silent.stance()).isEqualTo(Stance.PARK);
        assertThat(silent.problems()).isEmpty();
    }

    @Test
    @Spec("POD-28")
    void aFullHostTakesNoMore() {
        int[] all = new int[4094];
        for (int i = 0; i < all.length; i++) {
            all[i] = i + 1;
        }
        hostCarries(all);
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(want().objects()).isEmpty();
        assertThat(reasons(want().problems())).containsExactly("VlanExhausted");
        all[16] = 1;
        hostCarries(all);
        assertThat(vlan(WEB)).isEqualTo(17);
    }

    @Test
    @Spec("POD-28")
    void whatOurOwnDeletedPodHadIsFreeWhateverWasSeenBefore() {
        hostCarries();
        assertThat(vlan(WEB)).isEqualTo(1);
        stage.seeing(PORT, tagged(1))
                .seeing(
                        AT_HOST,
                        host("{to: ['" + String.join("', '", PORT.fqName().parts()) + "']},"));
        PodBuilder other = pod("shop", "other");
        stage.with(other.fact());
        assertThat(vlan(other)).isEqualTo(2);
        stage.without(WEB.fact()).without(other.fact());
        PodBuilder third = pod("shop", "third");
        stage.with(third.fact());
        assertThat(vlan(third)).isEqualTo(1);
        assertThat(vlan(third)).isEqualTo(1);
    }

    @Test
    void nothingIsChosenBeforeTheTagsInUseAreKnown() {
        stage.seeing(AT_HOST, host("{to: ['default-domain', 'admin', 'unread']},"));
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        stage.missing(new Question.Named(port("unread")));
        assertThat(vlan(WEB)).isEqualTo(1);
    }

    @Test
    @Spec("POD-29")
    void withoutVrouterOfTheHostOnlyTheLinkWaits() {
        hostCarries();
        stage.missing(ROUTER_OF_HOST);
        Want want = want();
        assertThat(DesiredObjects.of(want.objects()).leaves(ContrailTypes.INSTANCE_IP))
                .hasSize(1);
        assertThat(DesiredObjects.of(want.objects()).leaves(ContrailTypes.VIRTUAL_ROUTER))
                .isEmpty();
        assertThat(reasons(want.problems())).containsExactly("VRouterNotFound");
        stage.seeing(AT_HOST, new Actual(HOST, "host", Given.object("{}")));
        assertThat(want().objects()).hasSize(3);
        assertThat(want().problems().get(0).message()).contains("host_id");
    }
}
