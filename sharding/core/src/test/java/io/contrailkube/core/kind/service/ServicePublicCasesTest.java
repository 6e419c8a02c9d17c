package io.contrailkube.core.kind.service;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.endpoints.EndpointIndex;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Public addresses of services (spec 02 section 5.4). */
class ServicePublicCasesTest {
    private static final FqName NETWORK = FqName.of("default-domain", "admin", "public");
    private static final FqName POOL = NETWORK.child("pool");
    private static final FqName OTHER = NETWORK.child("other");
    private static final String SUBNETS =
            "{network_ipam_refs: [{to: ['d', 'p', 'ipam'], attr: {ipam_subnets: [{subnet_uuid: 's1', "
                    + "subnet: {ip_prefix: '203.0.113.0', ip_prefix_len: 24}}]}}]}";
    private static final String NAMING_OTHER =
            "{'domain':'default-domain','project':'admin','network':'public','name':'other'}";

    private final ServiceWorkload workload = new ServiceWorkload(new EndpointIndex());
    private final ServiceBuilder web = service("shop", "web").port("http", "TCP", 80);
    private final ServiceBuilder exposed = web.type(Type.LOAD_BALANCER);

    private static Question.Named pool(FqName name) {
        return new Question.Named(new ObjectKey(ContrailTypes.FLOATING_IP_POOL, name));
    }

    private static Stage stage(SettingsBuilder settings, NamespaceBuilder namespace) {
        var names = settings.names();
        return Stage.of(names, namespace)
                .seeing(names.defaultServiceNetwork(), "{}")
                .missing(new Question.Named(BalancerNames.applianceSet("native")))
                .seeing(pool(POOL).key(), "{}")
                .seeing(new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, NETWORK), SUBNETS)
                .deciding("/subnet_uuid", "any")
                .deciding("/floating_ip_address", "203.0.113.252");
    }

    private static Stage stage() {
        return stage(settings().publicFipPool(POOL), namespace("shop"));
    }

    private Want settled(Stage stage, ServiceBuilder service) {
        return stage.with(service.fact()).settle(workload, service.owner());
    }

    private Want want(Stage stage, ServiceBuilder service) {
        return workload.want(service.owner(), stage.with(service.fact()));
    }

    private static List<ContrailObject> floatingIps(Want want) {
        return want.objects().stream()
                .filter(object -> object.key().type().equals(ContrailTypes.FLOATING_IP))
                .toList();
    }

    private static List<String> leaves(Want want) {
        return floatingIps(want).stream().map(one -> one.key().fqName().leaf()).toList();
    }

    private String leaf(String asked) {
        return "web__" + web.fact().id().uid() + asked + "-externalIP";
    }

    private static List<String> patches(Want want, Place place) {
        return want.writes().stream()
                .filter(write -> write.place() == place)
                .map(KubeWrite::patch)
                .map(Object::toString)
                .toList();
    }

    private static String showing(String addresses) {
        return "{\"status\":{\"loadBalancer\":{\"ingress\":" + addresses + "}}}";
    }

    @Test
    @Spec("SVC-12")
    void aLoadBalancerGetsAnAddressAndShowsIt() {
        Stage stage = stage();
        Want want = settled(stage, exposed);
        assertThat(leaves(want)).containsExactly(leaf("None"));
        ContrailObject address = floatingIps(want).get(0);
        assertThat(address.key().fqName().parent()).isEqualTo(POOL);
        assertThat(address.references())
                .extracting(reference -> reference.to().fqName().leaf())
                .containsExactly("k8s__Service__web__" + web.fact().id().uid(), "k8s-shop");
        assertThat(address.properties()).isEmpty();
        assertThat(patches(want, Place.STATUS)).containsExactly(showing("[{\"ip\":\"203.0.113.252\"}]"));
        assertThat(patches(want, Place.EXTERNAL_IPS)).isEmpty();
        assertThat(want(stage, exposed.showing("203.0.113.252")).writes()).isEmpty();
    }

    @Test
    @Spec("SVC-12")
    void withTheOptionItIsAlsoWrittenToTheSpec() {
        Workloads plain = Workloads.DEFAULTS;
        var option = new Workloads(plain.vmNaming(), plain.releaseCompletedPods(), true, plain.ingresses());
        Stage stage = stage(settings().publicFipPool(POOL).workloads(option), namespace("shop"));
        Want want = settled(stage, exposed);
        assertThat(patches(want, Place.EXTERNAL_IPS))
                .containsExactly("{\"spec\":{\"externalIPs\":[\"203.0.113.252\"]}}");
        ObjectKey balancer =
                new BalancerNames(stage.names(), web.fact().id()).loadBalancer().key();
        String marks = "{annotations: {key_value_pair: [{key: 'wroteExternalIPs', value: '203.0.113.252'}]}}";
        assertThat(want.objects())
                .filteredOn(object -> object.key().equals(balancer))
                .allSatisfy(object -> assertThat(object.entries().toString()).contains("wroteExternalIPs"));

        ServiceBuilder written = exposed.showing("203.0.113.252").externalIps("203.0.113.252");
        Want same = want(stage.seeing(balancer, marks), written);
        assertThat(leaves(same)).containsExactly(leaf("None"));
        assertThat(same.writes()).isEmpty();
        Want closed = want(stage, written.type(Type.CLUSTER_IP).showing());
        assertThat(floatingIps(closed)).isEmpty();
        assertThat(patches(closed, Place.EXTERNAL_IPS)).containsExactly("{\"spec\":{\"externalIPs\":[]}}");
    }

    @Test
    @Spec("SVC-13")
    void anAddressAskedForMustBeInThePool() {
        Want inside = settled(stage(), exposed.loadBalancer("203.0.113.7"));
        assertThat(leaves(inside)).containsExactly(leaf("203.0.113.7"));
        assertThat(floatingIps(inside).get(0).properties()).hasToString("{\"floating_ip_address\":\"203.0.113.7\"}");
        assertThat(patches(inside, Place.STATUS)).containsExactly(showing("[{\"ip\":\"203.0.113.7\"}]"));

        Want outside = settled(stage(), exposed.loadBalancer("198.51.100.1"));
        assertThat(floatingIps(outside)).isEmpty();
        assertThat(outside.objects()).hasSize(5);
        assertThat(outside.problems()).extracting(Problem::reason).containsExactly("ExternalIPNotInPool");
        assertThat(settled(stage(), exposed.loadBalancer("pretty-please")).problems())
                .extracting(Problem::reason)
                .containsExactly("ExternalIPNotInPool");
    }

    @Test
    @Spec({"SVC-14", "SVC-22"})
    void refusalsOfTheServerAreTold() {
        ObjectKey address = new ObjectKey(ContrailTypes.FLOATING_IP, POOL.child(leaf("203.0.113.7")));
        assertThat(workload.explain(
                                web.owner(), new Failure(address, Nature.TRANSIENT, "409 Ip address already in use"))
                        .map(Problem::reason))
                .contains("ExternalIPInUse");
        assertThat(workload.explain(
                                web.owner(), new Failure(address, Nature.TRANSIENT, "500 has exhausted subnet(all)"))
                        .map(Problem::reason))
                .contains("FipPoolExhausted");
        assertThat(workload.explain(web.owner(), new Failure(address, Nature.CONFLICT, "another's", 409)))
                .isEmpty();
    }

    @Test
    @Spec("SVC-15")
    void whatStandsStays() {
        Stage stage = stage();
        Want first = settled(stage, exposed);
        stage.deciding("/floating_ip_address", "203.0.113.1");
        for (int event = 0; event < 10; event++) {
            Want again = want(stage, exposed.showing("203.0.113.252").created("2024-01-01T00:00:0" + event + "Z"));
            assertThat(again.objects()).isEqualTo(first.objects());
            assertThat(again.writes()).isEmpty();
        }
        Want asked = want(stage, exposed.loadBalancer("203.0.113.252"));
        assertThat(floatingIps(asked)).isEqualTo(floatingIps(first));
    }

    @Test
    @Spec("SVC-16")
    void externalAddressesComeAndGoOneByOne() {
        Stage stage = stage();
        Want both = settled(stage, web.externalIps("203.0.113.7", "203.0.113.8", "203.0.113.7"));
        assertThat(leaves(both)).containsExactly(leaf("203.0.113.7"), leaf("203.0.113.8"));
        assertThat(both.writes()).isEmpty();
        Want one = settled(stage, web.externalIps("203.0.113.8"));
        assertThat(floatingIps(one)).containsExactly(floatingIps(both).get(1));
        assertThat(floatingIps(settled(stage, web))).isEmpty();
    }

    @Test
    @Spec({"SVC-17", "SVC-18"})
    void whoNeedsItNoMoreGivesItBack() {
        for (Type other : List.of(Type.CLUSTER_IP, Type.NODE_PORT)) {
            Stage stage = stage();
            settled(stage, exposed);
            Want want = settled(stage, exposed.type(other).showing("203.0.113.252"));
            assertThat(floatingIps(want)).isEmpty();
            assertThat(patches(want, Place.STATUS)).containsExactly(showing("null"));
        }
        Stage stage = stage();
        settled(stage, exposed);
        Want headless = want(stage, exposed.headless().type(Type.CLUSTER_IP).showing("203.0.113.252"));
        assertThat(headless.objects()).isEmpty();
        assertThat(patches(headless, Place.STATUS)).containsExactly(showing("null"));
        assertThat(floatingIps(want(stage(), web.type(Type.NODE_PORT).externalIps("203.0.113.7"))))
                .isEmpty();
    }

    @Test
    @Spec("SVC-19")
    void aMissingPoolIsToldAndTheNextIsTaken() {
        NamespaceBuilder namespace = namespace("shop")
                .annotation(
                        "opencontrail.org/fip-pool",
                        "{'domain':'default-domain','project':'admin','network':'public','name':'pool'}");
        Stage stage = stage(settings(), namespace).missing(pool(OTHER));
        Want want = settled(stage, exposed.fipPool(NAMING_OTHER));
        assertThat(leaves(want)).hasSize(1);
        assertThat(want.problems()).extracting(Problem::reason).containsExactly("FipPoolNotFound");
    }

    @Test
    @Spec("SVC-20")
    void aMalformedAnnotationDisturbsNothingElse() {
        Want want = settled(stage(settings(), namespace("shop")), exposed.fipPool("{domain:x"));
        assertThat(want.objects()).hasSize(5);
        assertThat(want.problems()).extracting(Problem::reason).containsExactly("InvalidAnnotation", "FipPoolNotFound");
    }

    @Test
    @Spec("SVC-21")
    void withoutAPoolThereIsOneEventAndAnAddressLater() {
        Stage stage = stage().missing(pool(POOL));
        Want without = settled(stage, exposed);
        assertThat(floatingIps(without)).isEmpty();
        assertThat(without.problems()).extracting(Problem::reason).containsExactly("FipPoolNotFound");
        assertThat(leaves(settled(stage.seeing(pool(POOL).key(), "{}"), exposed)))
                .hasSize(1);

        Want nowhere = settled(stage(settings(), namespace("shop")), exposed);
        assertThat(nowhere.problems()).extracting(Problem::reason).containsExactly("FipPoolNotFound");
    }

    @Test
    void anotherPoolIsAnotherAddress() {
        Stage stage = stage();
        settled(stage, exposed);
        stage.seeing(pool(OTHER).key(), "{}").deciding("/floating_ip_address", "198.51.100.9");
        Want moved = settled(stage, exposed.fipPool(NAMING_OTHER).showing("203.0.113.252"));
        assertThat(floatingIps(moved))
                .extracting(one -> one.key().fqName().parent())
                .containsExactly(OTHER);
        assertThat(patches(moved, Place.STATUS)).containsExactly(showing("[{\"ip\":\"198.51.100.9\"}]"));
    }

    @Test
    void whatStandsIsLeftWhileThePoolIsLookedFor() {
        Stage stage = stage();
        settled(stage, exposed);
        Want unsure = want(stage, exposed.fipPool(NAMING_OTHER).showing("203.0.113.252"));
        assertThat(unsure.stance()).isEqualTo(Want.Stance.PARK);
        assertThat(unsure.writes()).isEmpty();
        assertThat(want(stage(), exposed.fipPool(NAMING_OTHER)).objects()).hasSize(5);
    }

    @Test
    @Spec("SVC-13")
    void subnetsOfASharedIpamAndThoseThePoolIsLimitedToCount() {
        Stage stage = stage().seeing(
                        new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, NETWORK),
                        "{network_ipam_refs: [{to: ['d', 'p', 'flat'], attr: {ipam_subnets: [{subnet_uuid: 's2'}]}},"
                                + "{to: ['d', 'p', 'ipam'], attr: {ipam_subnets: [{subnet_uuid: 's1', subnet: "
                                + "{ip_prefix: '203.0.113.0', ip_prefix_len: 24}}]}}]}")
                .seeing(
                        ObjectKey.of(ContrailTypes.NETWORK_IPAM, "d", "p", "flat"),
                        "{ipam_subnets: {subnets: [{subnet: {ip_prefix: '198.51.100.0', ip_prefix_len: 24}}]}}");
        assertThat(leaves(settled(stage, web.externalIps("198.51.100.4", "203.0.113.4"))))
                .hasSize(2);
        stage.clear(web.owner()).seeing(pool(POOL).key(), "{floating_ip_pool_subnets: {subnet_uuid: ['s2']}}");
        Want limited = settled(stage, web.externalIps("198.51.100.4", "203.0.113.4"));
        assertThat(leaves(limited)).containsExactly(leaf("198.51.100.4"));
        assertThat(limited.problems()).extracting(Problem::reason).containsExactly("ExternalIPNotInPool");
    }

    @Test
    void aForeignClassIsLeftAlone() {
        Want want =
                settled(stage(), exposed.loadBalancerClass("metallb.io/metallb").showing("192.0.2.1"));
        assertThat(floatingIps(want)).isEmpty();
        assertThat(want.writes()).isEmpty();
    }

    @Test
    void anAddressThatIsNotOursIsLeftInTheStatusButOursIsTakenOut() {
        Stage stage = stage();
        settled(stage, exposed);
        stage.missing(pool(POOL));
        assertThat(patches(want(stage, exposed.showing("203.0.113.252")), Place.STATUS))
                .containsExactly(showing("null"));
        Stage other = stage().missing(pool(POOL));
        assertThat(want(other, exposed.showing("192.0.2.1")).writes()).isEmpty();
    }

    @Test
    void anAddressThatIsNotAllocatedYetIsNotShown() {
        Stage stage = stage();
        Want first = want(stage, exposed.showing("203.0.113.9"));
        assertThat(first.writes()).isEmpty();
        assertThat(first.waitsFor()).contains("pool");
        stage.letStand(exposed.owner(), floatingIps(first).get(0), Map.of("/floating_ip_address", "203.0.113.3"));
        assertThat(patches(want(stage, exposed), Place.STATUS)).containsExactly(showing("[{\"ip\":\"203.0.113.3\"}]"));
    }
}
