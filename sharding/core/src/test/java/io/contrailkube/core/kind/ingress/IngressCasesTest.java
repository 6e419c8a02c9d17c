package io.contrailkube.core.kind.ingress;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The load balancers of ingresses and what they serve (spec 02 section 7.8); addresses and classes have tests of their own. */
class IngressCasesTest {
    private static final String POD_NETWORK =
            "{network_ipam_refs: [{to: ['default-domain', 'k8s-default', 'k8s-pod-ipam'], attr: {ipam_subnets: "
                    + "[{subnet_uuid: 'pods'}]}}]}";
    private static final String FABRIC_NETWORK =
            "{virtual_network_refs: [{to: ['default-domain', 'default-project', 'ip-fabric']}], network_ipam_refs: ["
                    + "{to: ['default-domain', 'k8s-default', 'k8s-pod-ipam'], attr: {ipam_subnets: [{subnet_uuid: 'pods'}]}}, "
                    + "{to: ['default-domain', 'k8s-default', 'k8s-ip-fabric-ipam'], attr: {ipam_subnets: "
                    + "[{subnet_uuid: 'fabric'}]}}]}";
    private static final String VIP = "10.47.255.200";
    private static final ObjectKey POLICY =
            ObjectKey.of(ContrailTypes.FIREWALL_POLICY, "default-policy-management", "k8s-Ingress");

    private final IngressWorkload workload = new IngressWorkload();
    private final ServiceBuilder nginx =
            service("shop", "nginx").clusterIps("10.96.1.1").port("http", "TCP", 80);
    private final ServiceBuilder api =
            service("shop", "api").clusterIps("10.96.1.2").port("http", "TCP", 8080);
    private final IngressBuilder edge = ingress("shop", "edge");
    private final IngressBuilder simple = edge.defaultBackend("nginx", 80);
    private final IngressBuilder fanout = edge.path("", "/a", "nginx", 80).path("", "/b", "api", 8080);
    private final BalancerNames names =
            new BalancerNames(Given.names(), edge.fact().id());

    private static Stage stage(SettingsBuilder settings, NamespaceBuilder namespace) {
        var names = settings.names();
        return Stage.of(names, namespace)
                .seeing(names.defaultPodNetwork(), POD_NETWORK)
                .missing(new Question.Named(BalancerNames.applianceSet("opencontrail")))
                .deciding("/subnet_uuid", "pods")
                .deciding("/instance_ip_address", VIP);
    }

    private Stage stage() {
        return stage(settings(), namespace("shop")).with(nginx.fact(), api.fact());
    }

    private Want settled(Stage stage, IngressBuilder ingress) {
        return stage.with(ingress.fact()).settle(workload, ingress.owner());
    }

    private static DesiredObjects objects(Want want) {
        return DesiredObjects.of(want.objects());
    }

    private static ObjectKey only(Want want, String type) {
        List<ObjectKey> keys = want.objects().stream()
                .map(ContrailObject::key)
                .filter(key -> key.type().equals(type))
                .toList();
        assertThat(keys).as(type).hasSize(1);
        return keys.get(0);
    }

    private static List<String> rules(Want want) {
        return objects(want).leaves(ContrailTypes.FIREWALL_RULE);
    }

    private static Map<ObjectKey, String> fingerprints(Want want) {
        return want.objects().stream().collect(Collectors.toMap(ContrailObject::key, ContrailObject::fingerprint));
    }

    /** Where the members are, as port of the listener and address and port of the member. */
    private static List<String> members(Want want) {
        DesiredObjects objects = objects(want);
        return objects.keys().stream()
                .filter(key -> key.type().equals(ContrailTypes.LOADBALANCER_MEMBER))
                .map(key -> objects.property(key, "loadbalancer_member_properties"))
                .map(member -> member.path("address").asText() + ':' + member.path("protocol_port"))
                .toList();
    }

    @Test
    void firstTheVirtualAddressThenTheRest() {
        Stage stage = stage().with(simple.fact());
        Want first = workload.want(simple.owner(), stage);
        assertThat(first.objects())
                .extracting(object -> object.key().type())
                .containsExactly(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, ContrailTypes.INSTANCE_IP);
        assertThat(first.waitsFor()).contains("an address of virtual network");
        assertThat(first.writes()).isEmpty();
    }

    @Test
    @Spec("ING-1")
    void anIngressWithADefaultBackend() {
        Want want = settled(stage(), simple);
        DesiredObjects objects = objects(want);
        ObjectKey balancer = names.loadBalancer().key();
        assertThat(objects.get(balancer).uuid()).isEqualTo(edge.fact().id().uid());
        assertThat(objects.property(balancer, "loadbalancer_provider").asText()).isEqualTo("opencontrail");
        assertThat(objects.property(balancer, "display_name").asText()).isEqualTo("shop__edge");
        assertThat(objects.get(balancer)
                        .properties()
                        .at("/loadbalancer_properties/vip_address")
                        .asText())
                .isEqualTo(VIP);
        assertThat(objects.annotations(balancer))
                .containsEntry("kind", "Ingress")
                .containsEntry("externalIP", "null");

        ObjectKey vip = names.vip().key();
        assertThat(vip.fqName().leaf())
                .isEqualTo("k8s__Ingress__edge__" + edge.fact().id().uid());
        assertThat(objects.references(vip, "virtual_network_refs"))
                .containsExactly("default-domain:k8s-default:k8s-default-pod-network");
        assertThat(objects.references(vip, "security_group_refs"))
                .containsExactly("default-domain:k8s-shop:k8s-shop-default-sg");
        assertThat(objects.references(vip, "tag_refs")).containsExactly("ingress=k8s-shop-edge", "namespace=shop");
        assertThat(objects.annotations(vip)).containsEntry("role", "vip");
        ObjectKey address = names.vipAddress("v4").key();
        assertThat(objects.property(address, "subnet_uuid").asText()).isEqualTo("pods");
        assertThat(objects.property(address, "instance_ip_address").isMissingNode())
                .isTrue();
        assertThat(objects.get(address).owner()).isEqualTo(names.project());

        ObjectKey listener = only(want, ContrailTypes.LOADBALANCER_LISTENER);
        var listens = objects.property(listener, "loadbalancer_listener_properties");
        assertThat(listens.path("protocol").asText()).isEqualTo("HTTP");
        assertThat(listens.path("protocol_port").isInt()).isTrue();
        assertThat(listens.path("protocol_port").asInt()).isEqualTo(80);
        assertThat(listener.fqName().leaf())
                .isEqualTo("edge__" + edge.fact().id().uid() + "-HTTP-80-"
                        + objects.get(listener).uuid());
        ObjectKey pool = only(want, ContrailTypes.LOADBALANCER_POOL);
        assertThat(objects.property(pool, "loadbalancer_pool_properties")
                        .path("loadbalancer_method")
                        .asText())
                .isEqualTo("ROUND_ROBIN");
        assertThat(objects.annotations(pool)).containsEntry("type", "default").doesNotContainKeys("host", "path");
        assertThat(members(want)).containsExactly("10.96.1.1:80");
        assertThat(objects.annotations(only(want, ContrailTypes.LOADBALANCER_MEMBER)))
                .containsEntry("serviceName", "nginx");
        assertThat(rules(want)).containsExactly("k8s-Ingress-shop-edge-nginx");
        assertThat(want.writes()).singleElement().satisfies(write -> assertThat(write.patch())
                .hasToString("{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + VIP + "\"}]}}}"));
        assertThat(want.problems()).isEmpty();
        assertThat(want.waitsFor()).isEmpty();
    }

    @Test
    void theRuleLetsTheLoadBalancerReachTheMembersOfTheService() {
        Want want = settled(stage(), simple);
        DesiredObjects objects = objects(want);
        ObjectKey rule = only(want, ContrailTypes.FIREWALL_RULE);
        assertThat(objects.property(rule, "endpoint_1")).hasToString("{\"tags\":[\"ingress=k8s-shop-edge\"]}");
        String members = objects.property(rule, "endpoint_2").at("/tags/0").asText();
        assertThat(members).matches("label=k8s\\.k8s\\.svc\\.[0-9a-f]{12}");
        assertThat(objects.get(rule).needs()).contains(ObjectKey.of(ContrailTypes.TAG, members));
        assertThat(objects.property(rule, "direction").asText()).isEqualTo(">");
        assertThat(objects.references(POLICY, "firewall_rule_refs"))
                .containsExactly(rule.fqName().toString());
        assertThat(objects.get(POLICY).claim()).isEqualTo(ContrailObject.Claim.PART);
    }

    @Test
    @Spec("ING-2")
    void fanout() {
        Want want = settled(stage(), fanout);
        DesiredObjects objects = objects(want);
        assertThat(objects.leaves(ContrailTypes.LOADBALANCER_LISTENER))
                .hasSize(2)
                .allMatch(leaf -> leaf.contains("-HTTP-80-"));
        assertThat(objects.keys().stream()
                        .filter(key -> key.type().equals(ContrailTypes.LOADBALANCER_POOL))
                        .map(key -> objects.annotations(key).get("type")
                                + objects.annotations(key).get("path")))
                .containsExactly("acl/a", "acl/b");
        assertThat(members(want)).containsExactly("10.96.1.1:80", "10.96.1.2:8080");
        assertThat(rules(want)).containsExactly("k8s-Ingress-shop-edge-nginx", "k8s-Ingress-shop-edge-api");
    }

    @Test
    void everythingIsAsTheSchemaHasIt() {
        Want want = settled(
                stage().seeing(BalancerNames.applianceSet("opencontrail"), "{}"),
                fanout.path("h.example", "/x", "api", 8080)
                        .tls("cert", "h.example")
                        .defaultBackend("nginx", 80));
        Schema schema = Schema.read();
        assertThat(want.objects().stream().flatMap(object -> schema.faults(object).stream()))
                .isEmpty();
        assertThat(objects(want).references(names.loadBalancer().key(), "service_appliance_set_refs"))
                .containsExactly("default-global-system-config:opencontrail");
    }

    @Test
    @Spec("ING-7")
    void anIngressBeforeItsService() {
        Stage stage = stage().without(nginx.fact());
        Want want = settled(stage, simple);
        assertThat(objects(want).has(names.loadBalancer().key())).isTrue();
        assertThat(objects(want).leaves(ContrailTypes.LOADBALANCER_LISTENER)).isEmpty();
        assertThat(objects(want).has(POLICY)).isFalse();
        assertThat(want.writes()).hasSize(1);
        assertThat(reasons(want.problems())).containsExactly("BackendServiceNotFound");
        assertThat(want.waitsFor()).isEqualTo("service nginx");
        Want later = settled(stage.with(nginx.fact()), simple);
        assertThat(members(later)).containsExactly("10.96.1.1:80");
        assertThat(later.problems()).isEmpty();
    }

    @Test
    @Spec({"ING-8", "ING-9"})
    void aServiceThatGoesAndComesAgain() {
        Stage stage = stage();
        Want before = settled(stage, fanout);
        Want without = settled(stage.without(nginx.fact()), fanout);
        assertThat(members(without)).containsExactly("10.96.1.2:8080");
        assertThat(rules(without)).containsExactly("k8s-Ingress-shop-edge-api");
        Want again = settled(stage.with(nginx.clusterIps("10.96.9.9").fact()), fanout);
        assertThat(members(again)).containsExactly("10.96.9.9:80", "10.96.1.2:8080");
        assertThat(objects(again).keys())
                .containsExactlyInAnyOrderElementsOf(objects(before).keys());
    }

    @Test
    @Spec({"ING-10", "ING-13", "ING-30"})
    void tlsComesAndGoes() {
        Stage stage = stage();
        Want with = settled(stage, edge.path("h.example", "/a", "nginx", 80).tls("cert", "h.example"));
        DesiredObjects objects = objects(with);
        assertThat(objects.keys().stream()
                        .filter(key -> key.type().equals(ContrailTypes.LOADBALANCER_LISTENER))
                        .map(key -> objects.property(key, "loadbalancer_listener_properties"))
                        .map(listener -> listener.path("protocol").asText()
                                + listener.path("protocol_port").numberType()
                                + listener.path("sni_containers")
                                + listener.path("default_tls_container")))
                .containsExactly("HTTPINT[]null", "TERMINATED_HTTPSINT[\"shop__cert\"]null");
        assertThat(rules(with)).hasSize(1);
        Want without = settled(stage, edge.path("h.example", "/a", "nginx", 80));
        assertThat(fingerprints(with)).containsAllEntriesOf(fingerprints(without));
        assertThat(with.objects()).hasSize(without.objects().size() + 3);
    }

    @Test
    @Spec({"ING-12", "ING-29", "ING-31"})
    void theSameIngressMeansTheSameObjects() {
        IngressBuilder ingress = edge.path("h.example", "/a", "nginx", 80).tls("cert", "h.example");
        Want one = settled(stage(), ingress);
        Want other = settled(stage(), ingress.ignoring("metadata.annotations[nginx.ingress.kubernetes.io/x]"));
        assertThat(fingerprints(other)).isEqualTo(fingerprints(one));
        assertThat(reasons(other.problems())).containsExactly("AnnotationIgnored");
    }

    @Test
    @Spec("ING-14")
    void aPathMovesToAnotherService() {
        Stage stage = stage();
        Want before = settled(stage, edge.path("", "/a", "nginx", 80));
        Want after = settled(stage, edge.path("", "/a", "api", 8080));
        ObjectKey member = only(after, ContrailTypes.LOADBALANCER_MEMBER);
        assertThat(member).isEqualTo(only(before, ContrailTypes.LOADBALANCER_MEMBER));
        assertThat(members(after)).containsExactly("10.96.1.2:8080");
        assertThat(objects(after).annotations(member)).containsEntry("serviceName", "api");
        assertThat(rules(after)).containsExactly("k8s-Ingress-shop-edge-api");
    }

    @Test
    @Spec("ING-44")
    void aPortThatIsNamed() {
        Stage stage = stage();
        IngressBuilder named = edge.path(new Path("", "/a", "Exact", new Backend("api", 0, "http")));
        assertThat(members(settled(stage, named))).containsExactly("10.96.1.2:8080");
        stage.with(api.withoutPorts().port("http", "TCP", 9090).fact());
        assertThat(members(settled(stage, named))).containsExactly("10.96.1.2:9090");
        stage.with(api.withoutPorts().port("web", "TCP", 9090).fact());
        Want renamed = settled(stage, named);
        assertThat(members(renamed)).isEmpty();
        assertThat(reasons(renamed.problems())).containsExactly("BackendPortNotFound");
    }

    @Test
    @Spec("ING-33")
    void twoPathsAndTwoIngressesOfOneService() {
        Stage stage = stage();
        IngressBuilder both = edge.path("", "/a", "nginx", 80).path("", "/b", "nginx", 80);
        assertThat(rules(settled(stage, both))).containsExactly("k8s-Ingress-shop-edge-nginx");
        assertThat(rules(settled(stage, edge.path("", "/b", "nginx", 80))))
                .containsExactly("k8s-Ingress-shop-edge-nginx");
        Want other = settled(stage, ingress("shop", "other").path("", "/b", "nginx", 80));
        assertThat(rules(other)).containsExactly("k8s-Ingress-shop-other-nginx");
        assertThat(objects(other).keys().stream().filter(key -> !key.equals(POLICY)))
                .doesNotContainAnyElementsOf(objects(settled(stage, both)).keys());
    }

    @Test
    void ofTwoIngressesWhoseRulesWouldHaveOneNameTheShorterHasIt() {
        Stage stage = stage().with(
                        service("shop", "c-d").port("http", "TCP", 80).fact())
                .with(service("shop", "d").port("http", "TCP", 80).fact());
        IngressBuilder shorter = ingress("shop", "b").defaultBackend("c-d", 80);
        IngressBuilder longer = ingress("shop", "b-c").defaultBackend("d", 80);
        assertThat(rules(settled(stage, longer))).containsExactly("k8s-Ingress-shop-b-c-d");
        assertThat(rules(settled(stage, shorter))).containsExactly("k8s-Ingress-shop-b-c-d");
        assertThat(rules(settled(stage, longer)))
                .singleElement()
                .asString()
                .matches("k8s-Ingress-shop-b-c-d-[0-9a-f]{8}");
    }

    @Test
    @Spec("ING-24")
    void theNetworkOfTheVirtualAddress() {
        var ours = Given.names();
        Stage isolated = stage(settings(), namespace("shop").isolated())
                .seeing(ours.podNetwork("shop"), POD_NETWORK)
                .with(nginx.fact());
        assertThat(objects(settled(isolated, simple)).references(names.vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:k8s-shop:k8s-shop-pod-network");

        Stage onFabric = stage(settings(), namespace("shop")).seeing(ours.defaultPodNetwork(), FABRIC_NETWORK);
        Want first = workload.want(simple.owner(), onFabric.with(simple.fact()));
        assertThat(objects(first)
                        .property(names.vipAddress("v4").key(), "subnet_uuid")
                        .asText())
                .isEqualTo("fabric");

        String custom = "{'domain':'default-domain','project':'admin','name':'blue'}";
        Stage named = stage(settings(), namespace("shop").isolated().network(custom))
                .seeing(ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "admin", "blue"), "{}")
                .with(simple.fact());
        Want there = workload.want(simple.owner(), named);
        assertThat(objects(there).references(names.vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:admin:blue");
        assertThat(objects(there)
                        .property(names.vipAddress("v4").key(), "subnet_uuid")
                        .isMissingNode())
                .isTrue();
        assertThat(reasons(there.problems())).containsExactly("BackendServiceNotFound");
    }

    @Test
    void anIngressWaitsForItsNetwork() {
        String custom = "{'domain':'default-domain','project':'admin','name':'blue'}";
        ObjectKey blue = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "admin", "blue");
        Stage stage = stage();
        settled(stage, simple);
        stage.namespace(namespace("shop").network(custom));
        assertThat(workload.want(simple.owner(), stage).stance()).isEqualTo(Stance.PARK);
        Want missing = workload.want(simple.owner(), stage.missing(new Question.Named(blue)));
        assertThat(missing.stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(missing.problems())).containsExactly("NetworkNotFound");

        // Once it is there, everything goes and is made anew in it.
        Want between = workload.want(simple.owner(), stage.seeing(blue, "{}"));
        assertThat(between.stance()).isEqualTo(Stance.STAND);
        assertThat(between.objects()).isEmpty();
        Want moved = settled(stage.clear(simple.owner()), simple);
        assertThat(objects(moved).references(names.vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:admin:blue");

        stage.namespace(namespace("shop").network("nonsense"));
        assertThat(workload.want(simple.owner(), stage).stance()).isEqualTo(Stance.PARK);
    }

    @Test
    @Spec("ING-25")
    void anIngressWaitsForItsNamespace() {
        Stage stage = stage().namespaceStands(false).with(simple.fact());
        Want want = workload.want(simple.owner(), stage);
        assertThat(want.stance()).isEqualTo(Stance.PARK);
        assertThat(reasons(want.problems())).containsExactly("NamespaceNotReady");
        assertThat(settled(stage.namespaceStands(true), simple).objects()).isNotEmpty();
        assertThat(workload.want(simple.owner(), stage.namespaceStands(false)).problems())
                .isEmpty();
    }

    @Test
    void nothingIsDecidedBeforeTheAppliancesAreLookedUp() {
        Stage stage = Stage.of(namespace("shop"))
                .seeing(Given.names().defaultPodNetwork(), POD_NETWORK)
                .with(simple.fact());
        assertThat(workload.want(simple.owner(), stage).stance()).isEqualTo(Stance.PARK);
    }

    @Test
    @Spec({"ING-27", "ING-28"})
    void aDeletedIngressIsGone() {
        Stage stage = stage();
        settled(stage, simple);
        assertThat(workload.want(simple.owner(), stage.without(simple.fact())).stance())
                .isEqualTo(Stance.GONE);
    }

    @Test
    @Spec("ING-35")
    void secretsAreNotLookedFor() {
        assertThat(settled(stage(), edge.path("h.example", "/a", "nginx", 80).tls("nowhere", "h.example"))
                        .problems())
                .isEmpty();
    }

    @Test
    void fieldsWithoutEffectAreTold() {
        Want want = settled(stage(), simple.ignoring("spec.tls[0]", "metadata.annotations[a.ingress.kubernetes.io/b]"));
        assertThat(reasons(want.problems())).containsExactly("FieldIgnored", "AnnotationIgnored");
    }

    @Test
    void anIngressIsLookedAtWhenItChanges() {
        OwnerKey owner = simple.owner();
        IngressBuilder another = simple.uid("another life");
        assertThat(workload.learn(null, simple.fact())).containsExactly(owner);
        assertThat(workload.learn(simple.fact(), null)).containsExactly(owner);
        assertThat(workload.learn(simple.fact(), another.fact())).isEqualTo(Set.of(owner, another.owner()));
        assertThat(workload.learn(null, nginx.fact())).isEmpty();
        assertThat(workload.rebuilds()).isTrue();
        assertThat(workload.sources()).containsExactly("Ingress");
    }

    @Test
    void failuresOfAddressesAreExplained() {
        var full = new Failure(
                names.vipAddress("v4").key(), Nature.REFUSED, "Virtual-Network(a:b:c) has exhausted subnet(all)", 409);
        assertThat(workload.explain(simple.owner(), full))
                .get()
                .extracting(problem -> problem.reason())
                .isEqualTo("AddressAllocationFailed");
        assertThat(workload.explain(
                        simple.owner(), new Failure(names.vipAddress("v4").key(), Nature.TRANSIENT, "timeout")))
                .isEmpty();
        assertThat(workload.explain(simple.owner(), new Failure(names.vip().key(), Nature.REFUSED, "exhausted", 400)))
                .isEmpty();
    }
}
