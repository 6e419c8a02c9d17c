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
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Public addresses of ingresses, and how they are shown (spec 02 section 7.5). */
class IngressAddressCasesTest {
    private static final FqName NETWORK = FqName.of("default-domain", "admin", "public");
    private static final ObjectKey POOL = new ObjectKey(ContrailTypes.FLOATING_IP_POOL, NETWORK.child("pool"));
    private static final ObjectKey OTHER = new ObjectKey(ContrailTypes.FLOATING_IP_POOL, NETWORK.child("other"));
    private static final String NAMING_OTHER =
            "{'domain':'default-domain','project':'admin','network':'public','name':'other'}";
    private static final String SUBNETS =
            "{network_ipam_refs: [{to: ['d', 'p', 'ipam'], attr: {ipam_subnets: [{subnet_uuid: 's1', "
                    + "subnet: {ip_prefix: '203.0.113.0', ip_prefix_len: 24}}]}}]}";
    private static final String VIP = "10.47.255.200";
    private static final String ANY = "203.0.113.252";

    private final IngressWorkload workload = new IngressWorkload();
    private final IngressBuilder edge = ingress("shop", "edge").defaultBackend("nginx", 80);
    private final BalancerNames names =
            new BalancerNames(Given.names(), edge.fact().id());

    private static Stage unlooked(SettingsBuilder settings, NamespaceBuilder namespace) {
        var names = settings.names();
        return Stage.of(names, namespace)
                .seeing(names.defaultPodNetwork(), "{}")
                .missing(new Question.Named(BalancerNames.applianceSet("opencontrail")))
                .with(service("shop", "nginx").port("http", "TCP", 80).fact())
                .deciding("/subnet_uuid", "pods")
                .deciding("/instance_ip_address", VIP)
                .deciding("/floating_ip_address", ANY);
    }

    private static Stage stage() {
        return unlooked(settings().publicFipPool(POOL.fqName()), namespace("shop"))
                .seeing(POOL, "{}")
                .seeing(new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, NETWORK), SUBNETS);
    }

    private Want settled(Stage stage, IngressBuilder ingress) {
        return stage.with(ingress.fact()).settle(workload, ingress.owner());
    }

    private static List<ContrailObject> floatingIps(Want want) {
        return want.objects().stream()
                .filter(object -> object.key().type().equals(ContrailTypes.FLOATING_IP))
                .toList();
    }

    private static List<String> status(Want want) {
        return want.writes().stream()
                .map(write -> write.patch().at("/status/loadBalancer/ingress").toString())
                .toList();
    }

    private static String shown(String... addresses) {
        return List.of(addresses).stream()
                .map(address -> "{\"ip\":\"" + address + "\"}")
                .toList()
                .toString()
                .replace(", ", ",");
    }

    private String externalIp(Want want) {
        return DesiredObjects.of(want.objects())
                .annotations(names.loadBalancer().key())
                .getOrDefault("externalIP", "none");
    }

    @Test
    @Spec("ING-19")
    void anAddressOfThePublicPool() {
        Want want = settled(stage(), edge);
        ContrailObject floatingIp = floatingIps(want).get(0);
        assertThat(floatingIps(want)).hasSize(1);
        assertThat(floatingIp.key().fqName().parent()).isEqualTo(POOL.fqName());
        assertThat(floatingIp.key().fqName().leaf()).isEqualTo("edge__" + floatingIp.uuid());
        DesiredObjects objects = DesiredObjects.of(want.objects());
        assertThat(objects.references(floatingIp.key(), "virtual_machine_interface_refs"))
                .containsExactly(names.vip().key().fqName().toString());
        assertThat(objects.references(floatingIp.key(), "project_refs")).containsExactly("default-domain:k8s-shop");
        assertThat(status(want)).containsExactly(shown(ANY, VIP));
        assertThat(externalIp(want)).isEqualTo("null");
        assertThat(want.problems()).isEmpty();
    }

    @Test
    @Spec("ING-26")
    void theStatusIsWrittenWheneverItIsAnother() {
        Stage stage = stage();
        settled(stage, edge);
        assertThat(settled(stage, edge.showing(ANY, VIP)).writes()).isEmpty();
        assertThat(status(settled(stage, edge.showing(VIP, ANY)))).containsExactly(shown(ANY, VIP));
        assertThat(status(settled(stage, edge.showing()))).containsExactly(shown(ANY, VIP));
    }

    @Test
    @Spec("ING-20")
    void anAddressThatIsAskedFor() {
        Stage stage = stage();
        Want a = settled(stage, edge.annotation("externalIP", "203.0.113.7"));
        assertThat(floatingIps(a)).singleElement().satisfies(one -> assertThat(
                        one.properties().path("floating_ip_address").asText())
                .isEqualTo("203.0.113.7"));
        assertThat(status(a)).containsExactly(shown("203.0.113.7", VIP));
        assertThat(externalIp(a)).isEqualTo("203.0.113.7");

        Want b = settled(stage, edge.annotation("externalIP", " 203.0.113.8 "));
        assertThat(status(b)).containsExactly(shown("203.0.113.8", VIP));
        assertThat(floatingIps(b)).hasSize(1).doesNotContainAnyElementsOf(floatingIps(a));
        assertThat(externalIp(b)).isEqualTo("203.0.113.8");

        Want any = settled(stage, edge);
        assertThat(floatingIps(any)).hasSize(1);
        assertThat(externalIp(any)).isEqualTo("null");
    }

    @Test
    @Spec("ING-21")
    void anAddressThatCannotBeHad() {
        Want outside = settled(stage(), edge.annotation("externalIP", "198.51.100.1"));
        assertThat(floatingIps(outside)).isEmpty();
        assertThat(reasons(outside.problems())).containsExactly("ExternalIPNotInPool");
        assertThat(status(outside)).containsExactly(shown(VIP));
        assertThat(externalIp(outside)).isEqualTo("null");
        assertThat(DesiredObjects.of(outside.objects()).leaves(ContrailTypes.LOADBALANCER_MEMBER))
                .hasSize(1);

        IngressBuilder taken = edge.annotation("externalIP", "203.0.113.7");
        Stage stage = stage().with(taken.fact());
        Want first = workload.want(taken.owner(), stage);
        for (ContrailObject object : first.objects()) {
            if (object.key().type().equals(ContrailTypes.INSTANCE_IP)) {
                stage.letStand(taken.owner(), object, Map.of("/instance_ip_address", VIP, "/subnet_uuid", "pods"));
            } else if (!object.key().type().equals(ContrailTypes.FLOATING_IP)) {
                stage.letStand(taken.owner(), object, Map.of());
            }
        }
        Want inUse = workload.want(taken.owner(), stage);
        assertThat(status(inUse)).containsExactly(shown(VIP));
        assertThat(inUse.waitsFor()).contains("an address of floating-ip pool");
        assertThat(workload.explain(
                        taken.owner(),
                        new Failure(floatingIps(inUse).get(0).key(), Nature.REFUSED, "Ip address already in use", 409)))
                .map(Problem::reason)
                .contains("ExternalIPInUse");
    }

    @Test
    void anAnnotationThatIsNoAddressIsToldAndCountsAsNotSet() {
        Want want = settled(stage(), edge.annotation("externalIP", "soon"));
        assertThat(reasons(want.problems())).containsExactly("InvalidAnnotation");
        assertThat(status(want)).containsExactly(shown(ANY, VIP));
        assertThat(externalIp(want)).isEqualTo("null");
    }

    @Test
    @Spec("ING-22")
    void aMissingPoolOfTheIngressLeavesTheNamespaces() {
        Stage stage = unlooked(settings(), namespace("shop").annotation("opencontrail.org/fip-pool", NAMING_OTHER))
                .seeing(OTHER, "{}")
                .missing(new Question.Named(POOL));
        Want want = settled(
                stage,
                edge.annotation(
                        IngressAnnotations.FIP_POOL,
                        "{'domain':'default-domain','project':'admin','network':'public','name':'pool'}"));
        assertThat(floatingIps(want))
                .singleElement()
                .satisfies(one -> assertThat(one.key().fqName().parent()).isEqualTo(OTHER.fqName()));
        assertThat(reasons(want.problems())).containsExactly("FipPoolNotFound");
    }

    @Test
    @Spec("ING-23")
    void anotherPoolMeansAnotherAddress() {
        Stage stage = stage().seeing(OTHER, "{}");
        settled(stage, edge);
        Want want = settled(
                stage.deciding("/floating_ip_address", "203.0.113.99"),
                edge.annotation(IngressAnnotations.FIP_POOL, NAMING_OTHER));
        assertThat(floatingIps(want))
                .singleElement()
                .satisfies(one -> assertThat(one.key().fqName().parent()).isEqualTo(OTHER.fqName()));
        assertThat(status(want)).containsExactly(shown("203.0.113.99", VIP));
    }

    @Test
    @Spec("ING-36")
    void aMalformedPoolIsTold() {
        Want want = settled(
                unlooked(settings(), namespace("shop")), edge.annotation(IngressAnnotations.FIP_POOL, "public"));
        assertThat(reasons(want.problems())).containsExactly("InvalidAnnotation");
        assertThat(status(want)).containsExactly(shown(VIP));
        assertThat(DesiredObjects.of(want.objects()).leaves(ContrailTypes.LOADBALANCER_MEMBER))
                .hasSize(1);
    }

    @Test
    void withoutAPoolThereIsNothingToTell() {
        Want want = settled(unlooked(settings(), namespace("shop")), edge);
        assertThat(want.problems()).isEmpty();
        assertThat(status(want)).containsExactly(shown(VIP));
    }

    @Test
    void whileThePoolIsLookedUpNothingIsShownAndNothingIsTakenAway() {
        Stage stage = unlooked(settings().publicFipPool(POOL.fqName()), namespace("shop"));
        Want want = settled(stage, edge);
        assertThat(DesiredObjects.of(want.objects()).has(names.loadBalancer().key()))
                .isTrue();
        assertThat(want.writes()).isEmpty();
        assertThat(want.waitsFor()).isEqualTo("floating-ip pool default-domain:admin:public:pool");

        settled(stage.seeing(POOL, "{}"), edge);
        Stage restarted = unlooked(settings().publicFipPool(POOL.fqName()), namespace("shop"));
        stage.standing(edge.owner()).values().forEach(entry -> restarted.letStand(edge.owner(), entry));
        assertThat(settled(restarted, edge).stance()).isEqualTo(Stance.PARK);
    }
}
