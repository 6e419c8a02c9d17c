package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.kind.pod.PodStage.NODE_1;
import static io.contrailkube.core.kind.pod.PodStage.ROUTER;
import static io.contrailkube.core.kind.pod.PodStage.SUBNET;
import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Planner;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.testing.CreateBody;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Spec 02 sections 4.1 to 4.7: pods with one interface. */
class PodWorkloadTest {
    private static final WorkloadNames NAMES = new WorkloadNames(names());
    private static final Schema SCHEMA = Schema.read();
    private static final PodBuilder WEB = pod("shop", "web-0").label("app", "web");
    private static final ObjectKey MACHINE = NAMES.machine(WEB.fact().id());
    private static final ObjectKey PORT = NAMES.podInterface(WEB.fact().id(), 0);
    private static final ObjectKey ADDRESS = NAMES.podAddress(WEB.fact().id(), 0, "v4");

    private final PodWorkload pods = new PodWorkload(uid -> Set.of());
    private final Stage stage = PodStage.of(namespace("shop")).with(WEB.fact());

    private Want want() {
        return pods.want(WEB.owner(), stage);
    }

    private Want settle() {
        return stage.settle(pods, WEB.owner());
    }

    private static List<ObjectKey> keys(Want want) {
        return want.objects().stream().map(ContrailObject::key).toList();
    }

    private static List<Step> steps(Want want, Stage stage) {
        return Planner.steps(want.objects(), stage.standing(WEB.owner()), Set.of());
    }

    @Test
    @Spec({"POD-1", "POD-5"})
    void aPodIsAMachineAPortAnAddressAndALinkThatComesLast() {
        Want want = want();
        assertThat(keys(want)).containsExactly(MACHINE, PORT, ADDRESS, ROUTER);
        assertThat(want.stance()).isEqualTo(Stance.STAND);
        assertThat(want.waitsFor()).isEmpty();
        assertThat(want.problems()).isEmpty();
        assertThat(want.writes()).isEmpty();
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(desired.get(MACHINE).uuid()).isEqualTo(WEB.fact().id().uid());
        assertThat(desired.get(ROUTER).claim()).isEqualTo(Claim.PART);
        assertThat(desired.get(ROUTER).uuid()).isEqualTo("uuid-of-node-1");
        assertThat(desired.get(ROUTER).claims()).containsExactly("virtual_machine_refs/" + MACHINE.fqName());
        assertThat(desired.get(ROUTER).needs()).contains(MACHINE, PORT, ADDRESS);
        assertThat(desired.get(ADDRESS).learns()).contains(InstanceIp.ADDRESS);
        assertThat(want.objects())
                .allSatisfy(object -> assertThat(SCHEMA.faults(object)).isEmpty());
    }

    @Test
    void eachObjectIsCompleteInTheRequestThatCreatesIt() {
        DesiredObjects desired = DesiredObjects.of(want().objects());
        String marks = "{key: 'cluster', value: 'k8s'}, {key: 'kind', value: 'Pod'}, {key: 'name', value: 'web-0'},"
                + "{key: 'namespace', value: 'shop'}, {key: 'owner', value: 'k8s'},"
                + "{key: 'project', value: 'k8s-shop'}";
        String port = PORT.fqName().leaf();
        assertThat(port).startsWith("web-0__");
        assertThat(CreateBody.of(desired.get(PORT)))
                .isEqualTo(json("{uuid: '" + port.substring(7) + "',"
                        + "fq_name: ['default-domain', 'k8s-shop', '" + port + "'], parent_type: 'project',"
                        + "display_name: '" + port + "', port_security_enabled: true,"
                        + "virtual_network_refs: [{to: ['default-domain', 'k8s-default', 'k8s-default-pod-network'],"
                        + " attr: null}],"
                        + "security_group_refs: [{to: ['default-domain', 'k8s-shop', 'k8s-shop-default-sg'], attr: null}],"
                        + "virtual_machine_refs: [{to: ['k8s__shop__web-0'], attr: null}],"
                        + "tag_refs: [{to: ['app=web'], attr: null}, {to: ['application=k8s'], attr: null},"
                        + " {to: ['kubernetes.io__slash__metadata.name=shop'], attr: null},"
                        + " {to: ['label=k8s.k8s.pod'], attr: null}, {to: ['namespace=shop'], attr: null}],"
                        + "annotations: {key_value_pair: [{key: 'cluster', value: 'k8s'}, {key: 'index', value: '0/1'},"
                        + "{key: 'kind', value: 'Pod'}, {key: 'name', value: 'web-0'},"
                        + "{key: 'namespace', value: 'shop'}, {key: 'network', value: 'default'},"
                        + "{key: 'owner', value: 'k8s'}, {key: 'project', value: 'k8s-shop'}]}}"));
        String address = ADDRESS.fqName().leaf();
        assertThat(CreateBody.of(desired.get(ADDRESS)))
                .isEqualTo(json("{uuid: '" + address.substring(7) + "', fq_name: ['" + address + "'],"
                        + "display_name: '" + address + "', subnet_uuid: '" + SUBNET + "',"
                        + "virtual_network_refs: [{to: ['default-domain', 'k8s-default', 'k8s-default-pod-network'],"
                        + " attr: null}],"
                        + "virtual_machine_interface_refs: [{to: ['default-domain', 'k8s-shop', '" + port
                        + "'], attr: null}],"
                        + "annotations: {key_value_pair: [" + marks + "]}}"));
        assertThat(desired.get(ADDRESS).owner()).isEqualTo(names().project("shop"));
        assertThat(CreateBody.of(desired.get(MACHINE)))
                .isEqualTo(json("{uuid: '" + WEB.fact().id().uid() + "', fq_name: ['k8s__shop__web-0'],"
                        + "server_type: 'container', display_name: 'k8s__shop__web-0',"
                        + "annotations: {key_value_pair: [{key: 'cluster', value: 'k8s'},"
                        + "{key: 'k8s_uuid', value: '" + WEB.fact().id().uid() + "'}, {key: 'kind', value: 'Pod'},"
                        + "{key: 'labels', value: '{\\\"app\\\":\\\"web\\\",\\\"kubernetes.io/metadata.name\\\":\\\"shop\\\","
                        + "\\\"namespace\\\":\\\"shop\\\"}'}, {key: 'name', value: 'web-0'},"
                        + "{key: 'namespace', value: 'shop'}, {key: 'owner', value: 'k8s'},"
                        + "{key: 'project', value: 'k8s-shop'}]}}"));
        assertThat(desired.get(MACHINE).owner()).isEqualTo(names().project("shop"));
    }

    @Test
    @Spec("POD-4")
    void whatStandsIsWantedAsItStands() {
        Want rest = settle();
        assertThat(steps(rest, stage)).isEmpty();
        assertThat(keys(rest)).containsExactly(MACHINE, PORT, ADDRESS, ROUTER);
    }

    @Test
    void anAddressKeepsItsSubnetWhateverTheNetworkIsLinkedToLater() {
        settle();
        stage.seeing(names().defaultPodNetwork(), PodStage.linkedTo("k8s-pod-ipam", "another"));
        assertThat(steps(want(), stage)).isEmpty();
        stage.seeing(names().defaultPodNetwork(), "{}");
        assertThat(steps(want(), stage)).isEmpty();
    }

    @Test
    @Spec({"POD-6", "NP-43"})
    void theNearestAnnotationNamesTheNetwork() {
        PodBuilder own = WEB.network("{\"domain\":\"default-domain\",\"project\":\"p\",\"name\":\"a\"}");
        String theirs = "{'domain':'default-domain','project':'p','name':'b'}";
        stage.seeing(PodStage.network("p", "a"), "{}")
                .seeing(PodStage.network("p", "b"), "{}")
                .seeing(names().podNetwork("shop"), "{}");
        stage.namespace(namespace("shop").isolated().network(theirs)).with(own.fact());
        assertNetwork("default-domain:p:a");
        stage.with(WEB.fact());
        assertNetwork("default-domain:p:b");
        stage.namespace(namespace("shop").isolated());
        assertNetwork("default-domain:k8s-shop:k8s-shop-pod-network");
        stage.namespace(namespace("shop"));
        assertNetwork("default-domain:k8s-default:k8s-default-pod-network");
    }

    private void assertNetwork(String name) {
        DesiredObjects desired = DesiredObjects.of(want().objects());
        assertThat(desired.references(PORT, "virtual_network_refs")).containsExactly(name);
        assertThat(desired.references(ADDRESS, "virtual_network_refs")).containsExactly(name);
        assertThat(desired.references(PORT, "tag_refs"))
                .as("it is under the policies of the cluster, whatever its network")
                .contains("application=k8s");
    }

    @Test
    @Spec("POD-7")
    void aNetworkWithoutOurPoolGivesAnyAddress() {
        ObjectKey network = PodStage.network("p", "a");
        stage.seeing(network, PodStage.withPrefixes("10.9.0.0"))
                .with(WEB.network("{'domain':'default-domain','project':'p','name':'a'}")
                        .fact());
        assertThat(DesiredObjects.of(want().objects()).get(ADDRESS).properties().has("subnet_uuid"))
                .isFalse();
        Want rest = settle();
        assertThat(steps(rest, stage)).isEmpty();
        stage.seeing(network, PodStage.linkedTo("k8s-pod-ipam", "later"));
        assertThat(steps(want(), stage)).isEmpty();
    }

    @Test
    @Spec("POD-8")
    void thePoolIsTheOneThatTheNetworkIsLinkedTo() {
        stage.namespace(namespace("shop").isolated().forwarding(true))
                .seeing(
                        names().podNetwork("shop"),
                        "{virtual_network_refs: [{to: ['default-domain', 'default-project', 'ip-fabric']}],"
                                + "network_ipam_refs: [{to: ['default-domain', 'k8s-default', 'k8s-pod-ipam'],"
                                + " attr: {ipam_subnets: [{subnet_uuid: 'pods'}]}},"
                                + "{to: ['default-domain', 'k8s-default', 'k8s-ip-fabric-ipam'],"
                                + " attr: {ipam_subnets: [{subnet_uuid: 'fabric'}]}}]}");
        assertThat(DesiredObjects.of(want().objects())
                        .property(ADDRESS, "subnet_uuid")
                        .asText())
                .isEqualTo("fabric");
    }

    @Test
    @Spec("POD-10")
    void aBrokenAnnotationMakesNothing() {
        stage.with(WEB.network("{domain:x").fact());
        Want want = want();
        assertThat(want.objects()).isEmpty();
        assertThat(reasons(want.problems())).containsExactly("InvalidAnnotation");
        assertThat(want.problems().get(0).message()).contains("opencontrail.org/network", "position");
    }

    @Test
    void aNamespaceWhoseAnnotationIsBrokenGetsNoOtherNetworkForItsPods() {
        stage.namespace(namespace("shop").network("{broken"));
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(want().waitsFor()).contains("annotation");
    }

    @Test
    @Spec("POD-11")
    void aPodWaitsForItsNetwork() {
        ObjectKey network = PodStage.network("p", "a");
        stage.with(WEB.network("{'domain':'default-domain','project':'p','name':'a'}")
                .fact());
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(want().problems()).isEmpty();
        stage.missing(new Question.Named(network));
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(want().problems())).containsExactly("NetworkNotFound");
        assertThat(want().waitsFor()).isEqualTo("network default-domain:p:a");
        stage.seeing(network, "{}");
        assertThat(keys(want())).containsExactly(MACHINE, PORT, ADDRESS, ROUTER);
    }

    @Test
    @Spec({"POD-12", "POD-35"})
    void aPodWaitsForItsNamespaceAndNeverTakesTheDefaultNetworkInstead() {
        stage.namespace(namespace("shop").isolated()).namespaceStands(false);
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(want().problems())).containsExactly("NamespaceNotReady");
        stage.namespaceStands(true);
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        assertThat(want().problems()).isEmpty();
        stage.missing(new Question.Named(names().podNetwork("shop")));
        assertThat(want().stance()).isEqualTo(Stance.PARK);
        stage.seeing(names().podNetwork("shop"), PodStage.linkedTo("k8s-pod-ipam", SUBNET));
        assertNetwork("default-domain:k8s-shop:k8s-shop-pod-network");
    }

    @Test
    @Spec({"POD-13", "POD-14"})
    void whatIsMissingOfAPodIsAddedAndNothingElse() {
        Want want = want();
        want.objects().stream()
                .filter(object -> !object.key().equals(ADDRESS))
                .forEach(object -> stage.letStand(WEB.owner(), object, Map.of()));
        assertThat(steps(want(), stage)).extracting(Step::key).containsExactly(ADDRESS);
        // Its creation was tried and not heard of.
        stage.letStand(
                WEB.owner(), LedgerEntry.begun(DesiredObjects.of(want.objects()).get(ADDRESS)));
        assertThat(steps(want(), stage)).singleElement().satisfies(step -> assertThat(((Step.Ensure) step).knownUuid())
                .isEqualTo(ADDRESS.fqName().leaf().substring(7)));
    }

    @Test
    @Spec("POD-15")
    void aPodWithoutVrouterWaitsForItAlone() {
        stage.missing(NODE_1);
        Want want = settle();
        assertThat(keys(want)).containsExactly(MACHINE, PORT, ADDRESS);
        assertThat(reasons(want.problems())).containsExactly("VRouterNotFound");
        assertThat(want.waitsFor()).isEqualTo("virtual-router of node node-1");
        stage.seeing(NODE_1, new Actual(ROUTER, "r1", Given.object("{}")));
        assertThat(steps(want(), stage)).extracting(Step::key).containsExactly(ROUTER);
    }

    @Test
    @Spec("POD-16")
    void aNodeWithoutAddressIsFoundByItsName() {
        stage.with(WEB.on("node-7").fact());
        assertThat(keys(want())).containsExactly(MACHINE, PORT, ADDRESS);
        assertThat(want().problems()).isEmpty();
        stage.missing(new Question.RouterOf(List.of(), "node-7"));
        assertThat(want().problems()).isEmpty();
        assertThat(want().waitsFor()).isEqualTo("virtual-router of node node-7");
        stage.seeing(
                new Question.RouterOf(List.of(), "node-7"),
                new Actual(PodStage.router("Node-7.example.com"), "r7", Given.object("{}")));
        assertThat(keys(want())).contains(PodStage.router("Node-7.example.com"));
    }

    @Test
    void aLinkMovesToTheVrouterOfTheNodeAndStaysWhileThatIsNotKnown() {
        settle();
        PodBuilder moved = WEB.on("node-1", "10.0.0.6");
        var question = new Question.RouterOf(List.of("10.0.0.6"), "node-1");
        stage.with(moved.fact());
        assertThat(steps(want(), stage)).isEmpty();
        stage.missing(question);
        assertThat(steps(want(), stage)).isEmpty();
        assertThat(reasons(want().problems())).containsExactly("VRouterNotFound");
        ObjectKey other = PodStage.router("node-1b");
        stage.seeing(question, new Actual(other, "r2", Given.object("{}")));
        assertThat(steps(want(), stage))
                .hasSize(2)
                .satisfiesExactly(
                        step -> assertThat(step)
                                .isInstanceOf(Step.Ensure.class)
                                .extracting(Step::key)
                                .isEqualTo(other),
                        step -> assertThat(((Step.Withdraw) step).claims())
                                .containsExactly("virtual_machine_refs/" + MACHINE.fqName()));
    }

    @Test
    @Spec("POD-17")
    void tagsFollowTheLabelsOfThePod() {
        settle();
        stage.with(WEB.label("app", "b").fact());
        Want changed = want();
        assertThat(DesiredObjects.of(changed.objects()).references(PORT, "tag_refs"))
                .contains("app=b")
                .doesNotContain("app=web");
        assertThat(steps(changed, stage)).extracting(Step::key).containsExactly(MACHINE, PORT);
        assertThat(((Step.Ensure) steps(changed, stage).get(1)).released()).containsExactly("tag_refs/app=web");
        stage.with(WEB.unlabelled("app").fact());
        assertThat(((Step.Ensure) steps(want(), stage).get(1)).released()).containsExactly("tag_refs/app=web");
    }

    @Test
    @Spec("POD-18")
    void tagsFollowTheLabelsOfTheNamespace() {
        settle();
        stage.namespace(namespace("shop").label("team", "net"));
        DesiredObjects desired = DesiredObjects.of(want().objects());
        assertThat(desired.references(PORT, "tag_refs")).contains("team=net");
        assertThat(desired.annotations(MACHINE).get("labels")).contains("\"team\":\"net\"");
    }

    @Test
    @Spec({"POD-19", "POD-20"})
    void aDeletedPodIsTakenAwayInTheReverseOrder() {
        settle();
        stage.without(WEB.fact());
        Want want = want();
        assertThat(want.stance()).isEqualTo(Stance.GONE);
        assertThat(steps(want, stage))
                .extracting(step -> step.key().type())
                .containsExactly(
                        ContrailTypes.VIRTUAL_ROUTER,
                        ContrailTypes.INSTANCE_IP,
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                        ContrailTypes.VIRTUAL_MACHINE);
    }

    @Test
    @Spec("POD-24")
    void aPodOfTheSameNameHasAMachineOfTheSameNameAndPortsOfItsOwn() {
        PodBuilder again = WEB.uid("second life");
        stage.with(again.fact());
        List<ObjectKey> keys = keys(pods.want(again.owner(), stage));
        assertThat(keys).contains(MACHINE).doesNotContain(PORT, ADDRESS);
    }

    @Test
    @Spec("POD-25")
    void aCompletedPodGivesEverythingBack() {
        settle();
        stage.with(WEB.completed().fact());
        assertThat(want()).isEqualTo(Want.nothing());
        stage.clear(WEB.owner());
        assertThat(want()).isEqualTo(Want.nothing());
        stage.without(WEB.fact());
        assertThat(want()).isEqualTo(Want.gone());
    }

    @Test
    void whereCompletedPodsKeepTheirAddressesNoneIsMadeForThemAnew() {
        Workloads defaults = Workloads.DEFAULTS;
        ObjectNames keeping = settings()
                .workloads(new Workloads(defaults.vmNaming(), false, false, defaults.ingresses()))
                .names();
        Stage there = PodStage.of(keeping, namespace("shop")).with(WEB.fact());
        there.settle(pods, WEB.owner());
        there.with(WEB.completed().fact());
        assertThat(pods.want(WEB.owner(), there).objects()).hasSize(4);
        there.clear(WEB.owner());
        assertThat(pods.want(WEB.owner(), there).objects()).isEmpty();
    }

    @Test
    @Spec("POD-36")
    void anExhaustedNetworkIsSaidSo() {
        for (String reason : List.of(
                "400 Virtual-Network([..]) has exhausted subnet([..])",
                "400 Virtual-Network([..]) has no defined subnets")) {
            assertThat(pods.explain(WEB.owner(), new Failure(ADDRESS, Nature.REFUSED, reason, 400)))
                    .hasValueSatisfying(problem -> {
                        assertThat(problem.reason()).isEqualTo("AddressAllocationFailed");
                        assertThat(problem.message()).contains(reason);
                    });
        }
        assertThat(pods.explain(WEB.owner(), new Failure(PORT, Nature.REFUSED, "400 has exhausted", 400)))
                .isEmpty();
    }

    @Test
    void aRunningPodStaysInItsNetwork() {
        settle();
        stage.with(WEB.network("{'domain':'default-domain','project':'p','name':'a'}")
                .fact());
        assertThat(steps(want(), stage)).isEmpty();
        assertThat(reasons(want().problems())).containsExactly("AnnotationIgnored");
        stage.with(WEB.network("{broken").fact());
        assertThat(steps(want(), stage)).isEmpty();
        assertThat(reasons(want().problems())).containsExactly("InvalidAnnotation");
    }

    @Test
    @Spec("FAB-5")
    void theFirstPodInANetworkOfAUserIsToldWhatThatLacks() {
        ObjectKey network = PodStage.network("p", "a");
        String annotation = "{'domain':'default-domain','project':'p','name':'a'}";
        PodBuilder first = pod("shop", "first").network(annotation);
        PodBuilder second = pod("shop", "second").network(annotation);
        stage.seeing(network, "{}").with(first.fact(), second.fact());
        Want told = pods.want(first.owner(), stage);
        assertThat(reasons(told.problems())).containsExactly("CustomNetworkUnconnected");
        assertThat(told.problems().get(0).severity()).hasToString("NORMAL");
        assertThat(pods.want(second.owner(), stage).problems()).isEmpty();
        assertThat(keys(told)).doesNotContain(network);
        assertThat(stage.settle(pods, first.owner()).problems()).hasSize(1);
        // After a restart it stands, and nobody is the first.
        assertThat(new PodWorkload(uid -> Set.of()).want(first.owner(), stage).problems())
                .isEmpty();
    }

    @Test
    void aNetworkOfAUserThatIsJoinedWithTheNodesLacksNothing() {
        stage.seeing(
                        PodStage.network("p", "a"),
                        "{network_policy_refs: [{to: ['default-domain', 'k8s-default', 'k8s-default-ip-fabric-np']}]}")
                .with(WEB.network("{'domain':'default-domain','project':'p','name':'a'}")
                        .fact());
        assertThat(want().problems()).isEmpty();
    }

    @Test
    void whatIsNotImplementedIsSaid() {
        stage.with(WEB.ignoring(
                        "spec.containers[0].ports[0].hostPort", "metadata.annotations[kubernetes.io/egress-bandwidth]")
                .fact());
        assertThat(reasons(want().problems())).containsExactly("FieldIgnored", "AnnotationIgnored");
    }

    @Test
    @Spec("DS-2")
    void everyFamilyOfThePodSubnetsGivesAnAddress() {
        ObjectNames both = settings().podSubnets("10.32.0.0/12", "fd00::/64").names();
        Stage there = PodStage.of(both, namespace("shop")).with(WEB.fact());
        ObjectKey second = NAMES.podAddress(WEB.fact().id(), 0, "v6");
        Want want = pods.want(WEB.owner(), there);
        assertThat(keys(want)).containsExactly(MACHINE, PORT, ADDRESS, second, ROUTER);
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(desired.property(second, "instance_ip_family").asText()).isEqualTo("v6");
        assertThat(desired.get(ADDRESS).properties().has("instance_ip_family")).isFalse();
        assertThat(desired.annotations(PORT)).containsEntry("index", "0/1");
        assertThat(desired.get(ROUTER).needs()).contains(second);
    }

    @Test
    void annotationsOfPortsHoldNothingThatBreaksTheReadingOfThePlugin() {
        DesiredObjects desired = DesiredObjects.of(want().objects());
        assertThat(new ArrayList<>(desired.annotations(PORT).values()))
                .allSatisfy(value -> assertThat(value).doesNotContain(":", "{", "}", "\""));
    }

    @Test
    void aPodIsLookedAtWhenItAppearsChangesOrVanishes() {
        assertThat(pods.learn(null, WEB.fact())).containsExactly(WEB.owner());
        assertThat(pods.learn(WEB.fact(), WEB.completed().fact())).containsExactly(WEB.owner());
        assertThat(pods.learn(WEB.fact(), null)).containsExactly(WEB.owner());
        assertThat(pods.learn(null, namespace("shop").fact())).isEmpty();
        assertThat(pods.sources()).containsExactly(pods.kind());
    }
}
