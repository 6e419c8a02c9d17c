package io.contrailkube.core.kind.service;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.KubernetesApi;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.endpoints.EndpointIndex;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services inside the cluster: virtual address, load balancer, listeners and pools (spec 02 sections 5.1 to 5.3, 5.5). */
class ServiceCasesTest {
    private static final ObjectKey APPLIANCES = BalancerNames.applianceSet("native");
    private static final String LINKED =
            """
            {network_ipam_refs: [
              {to: ['default-domain', 'k8s-default', 'other'], attr: {ipam_subnets: [{subnet_uuid: 'u0'}]}},
              {to: ['default-domain', 'k8s-default', 'k8s-service-ipam'], attr: {ipam_subnets: [{subnet_uuid: 'u1'}]}}]}""";

    private final EndpointIndex index = new EndpointIndex();
    private final ServiceWorkload workload = new ServiceWorkload(index);
    private final ServiceBuilder web = service("shop", "web").port("http", "TCP", 80);

    private static Stage stage(SettingsBuilder settings, NamespaceBuilder namespace) {
        var names = settings.names();
        return Stage.of(names, namespace)
                .seeing(names.defaultServiceNetwork(), LINKED)
                .seeing(names.serviceNetwork(namespace.name()), LINKED)
                .missing(new Question.Named(APPLIANCES))
                .deciding("/subnet_uuid", "any");
    }

    private static Stage stage() {
        return stage(settings(), namespace("shop"));
    }

    private DesiredObjects settled(Stage stage, ServiceBuilder service) {
        return DesiredObjects.of(
                stage.with(service.fact()).settle(workload, service.owner()).objects());
    }

    private static BalancerNames names(Stage stage, ServiceBuilder service) {
        return new BalancerNames(stage.names(), service.fact().id());
    }

    private Want want(Stage stage, ServiceBuilder service) {
        return workload.want(service.owner(), stage.with(service.fact()));
    }

    @Test
    @Spec("SVC-1")
    void aClusterIpHasEveryPartWithEveryField() {
        Stage stage = stage();
        DesiredObjects objects = settled(stage, web);
        BalancerNames names = names(stage, web);
        String uid = web.fact().id().uid();

        ObjectKey vip = names.vip().key();
        assertThat(vip.fqName()).isEqualTo(FqName.of("default-domain", "k8s-shop", "k8s__Service__web__" + uid));
        assertThat(objects.get(vip).properties())
                .hasToString("{\"display_name\":\"shop__web\",\"port_security_enabled\":true,"
                        + "\"virtual_machine_interface_device_owner\":\"K8S:LOADBALANCER\"}");
        assertThat(objects.references(vip, "virtual_network_refs"))
                .containsExactly("default-domain:k8s-default:k8s-default-service-network");
        assertThat(objects.references(vip, "security_group_refs"))
                .containsExactly("default-domain:k8s-shop:k8s-shop-default-sg");
        assertThat(objects.references(vip, "tag_refs")).isEmpty();
        assertThat(objects.annotations(vip)).containsEntry("role", "vip").containsEntry("kind", "Service");

        ObjectKey address = names.vipAddress("v4").key();
        assertThat(address.fqName().leaf())
                .isEqualTo("web__" + objects.get(address).uuid());
        assertThat(objects.get(address).properties())
                .hasToString("{\"display_name\":\"web\",\"subnet_uuid\":\"u1\",\"instance_ip_address\":\"10.96.3.7\"}");
        assertThat(objects.get(address).owner()).isEqualTo(stage.names().project("shop"));
        assertThat(objects.get(address).fixedFields()).contains("instance_ip_address");

        ObjectKey balancer = names.loadBalancer().key();
        assertThat(objects.get(balancer).uuid()).isEqualTo(uid);
        assertThat(balancer.fqName().leaf()).isEqualTo("web__" + uid);
        assertThat(objects.get(balancer).properties())
                .hasToString("{\"loadbalancer_provider\":\"native\",\"loadbalancer_properties\":"
                        + "{\"provisioning_status\":\"ACTIVE\",\"operating_status\":\"ONLINE\","
                        + "\"vip_address\":\"10.96.3.7\",\"vip_subnet_id\":null,\"admin_state\":true,\"status\":null},"
                        + "\"display_name\":\"shop__web\"}");
        assertThat(objects.references(balancer, "service_appliance_set_refs")).isEmpty();
        assertThat(objects.annotations(balancer))
                .containsEntry("kind", "Service")
                .containsEntry("name", "web")
                .containsEntry("namespace", "shop")
                .containsEntry("project", "k8s-shop");

        ObjectKey listener = names.frontend("TCP", 80).listener().key();
        assertThat(listener.fqName().leaf())
                .isEqualTo("web__" + uid + "-TCP-80-" + objects.get(listener).uuid());
        assertThat(objects.get(listener).properties())
                .hasToString("{\"id_perms\":{\"enable\":true},\"loadbalancer_listener_properties\":"
                        + "{\"protocol\":\"TCP\",\"protocol_port\":80,\"admin_state\":true,\"connection_limit\":null,"
                        + "\"default_tls_container\":null,\"sni_containers\":[]}}");
        assertThat(objects.annotations(listener)).containsEntry("portName", "http");

        ObjectKey pool = names.frontend("TCP", 80).pool().key();
        assertThat(pool.fqName()).isEqualTo(listener.fqName());
        assertThat(objects.get(pool).properties())
                .hasToString("{\"id_perms\":{\"enable\":true},\"loadbalancer_pool_properties\":"
                        + "{\"protocol\":\"TCP\",\"admin_state\":true,\"loadbalancer_method\":null,\"subnet_id\":null,"
                        + "\"session_persistence\":null,\"persistence_cookie_name\":null,\"status\":null,"
                        + "\"status_description\":null}}");
        assertThat(objects.keys()).hasSize(5);
    }

    @Test
    void theSchemaKnowsAllOfIt() {
        Schema schema = Schema.read();
        Stage stage = stage().seeing(APPLIANCES, "{}");
        DesiredObjects objects = settled(stage, web);
        assertThat(objects.keys())
                .allSatisfy(key -> assertThat(schema.faults(objects.get(key))).isEmpty());
        assertThat(objects.references(names(stage, web).loadBalancer().key(), "service_appliance_set_refs"))
                .containsExactly("default-global-system-config:native");
    }

    @Test
    @Spec("SVC-2")
    void theAddressIsInTheServiceNetworkOfAnIsolatedNamespaceAlone() {
        Stage isolated = stage(settings(), namespace("shop").isolated());
        assertThat(settled(isolated, web).references(names(isolated, web).vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:k8s-shop:k8s-shop-service-network");
        Stage custom = stage(settings(), namespace("shop").network("{'domain':'d','project':'p','name':'n'}"));
        assertThat(settled(custom, web).references(names(custom, web).vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:k8s-default:k8s-default-service-network");
    }

    @Test
    @Spec("SVC-3")
    void aServiceWaitsForItsNamespace() {
        Stage stage = stage().namespaceStands(false);
        Want waits = want(stage, web);
        assertThat(waits.stance()).isEqualTo(Want.Stance.PARK);
        assertThat(waits.problems()).extracting(Problem::reason).containsExactly("NamespaceNotReady");
        assertThat(settled(stage.namespaceStands(true), web).keys()).hasSize(5);
    }

    @Test
    void aServiceWaitsForItsNetwork() {
        Stage stage = stage();
        ObjectKey network = stage.names().defaultServiceNetwork();
        Want missing = want(stage.missing(new Question.Named(network)), web);
        assertThat(missing.stance()).isEqualTo(Want.Stance.PARK);
        assertThat(missing.problems()).extracting(Problem::reason).containsExactly("NetworkNotFound");
    }

    @Test
    @Spec("SVC-4")
    void oneNumberInTwoProtocolsIsTwoListeners() {
        DesiredObjects objects = settled(
                stage(),
                service("shop", "dns")
                        .port("dns", "UDP", 53)
                        .port("dns-tcp", "TCP", 53)
                        .port("x", "UDP", 53));
        assertThat(objects.leaves(ContrailTypes.LOADBALANCER_LISTENER)).hasSize(2);
        assertThat(objects.leaves(ContrailTypes.LOADBALANCER_POOL)).hasSize(2);
    }

    @Test
    @Spec("SVC-5")
    void aPortMoreOrLessLeavesTheOthers() {
        Stage stage = stage();
        DesiredObjects before = settled(stage, web);
        DesiredObjects more = settled(stage, web.port("metrics", "TCP", 9100));
        assertThat(more.keys()).containsAll(before.keys()).hasSize(7);
        assertThat(settled(stage, web).keys()).isEqualTo(before.keys());
    }

    @Test
    @Spec("SVC-6")
    void aPortRenamedKeepsItsListener() {
        Stage stage = stage();
        ObjectKey listener = names(stage, web).frontend("TCP", 80).listener().key();
        settled(stage, web);
        DesiredObjects renamed = settled(stage, web.withoutPorts().port("www", "TCP", 80));
        assertThat(renamed.annotations(listener)).containsEntry("portName", "www");
        assertThat(renamed.keys()).hasSize(5);
    }

    @Test
    @Spec("SVC-8")
    void sctpIsRefusedAndTheRestServed() {
        Stage stage = stage();
        ServiceBuilder mixed = web.port("sig", "SCTP", 3868);
        DesiredObjects objects = settled(stage, mixed);
        assertThat(objects.leaves(ContrailTypes.LOADBALANCER_LISTENER)).hasSize(1);
        Want again = want(stage, mixed);
        assertThat(again.problems()).extracting(Problem::reason).containsExactly("UnsupportedProtocol");
        assertThat(DesiredObjects.of(again.objects()).keys()).isEqualTo(objects.keys());
    }

    @Test
    @Spec("SVC-9")
    void aHeadlessServiceHasNothingAndIsNoTrouble() {
        assertThat(want(stage(), web.headless())).isEqualTo(Want.nothing());
    }

    @Test
    @Spec("SVC-10")
    void anExternalNameHasNothing() {
        Stage stage = stage();
        ServiceBuilder external = web.clusterIps().type(Type.EXTERNAL_NAME);
        assertThat(want(stage, external)).isEqualTo(Want.nothing());
        assertThat(settled(stage, web).keys()).hasSize(5);
        assertThat(want(stage, external).objects()).isEmpty();
    }

    @Test
    @Spec("SVC-11")
    void anotherAddressIsAnotherStart() {
        Stage stage = stage();
        settled(stage, web);
        Want changed = want(stage, web.clusterIps("10.96.9.9"));
        assertThat(changed.objects()).isEmpty();
        assertThat(changed.stance()).isEqualTo(Want.Stance.STAND);
        assertThat(changed.waitsFor()).isNotEmpty();
        DesiredObjects anew = settled(stage.clear(web.owner()), web.clusterIps("10.96.9.9"));
        assertThat(anew.property(names(stage, web).vipAddress("v4").key(), "instance_ip_address")
                        .asText())
                .isEqualTo("10.96.9.9");
        assertThat(workload.rebuilds()).isTrue();
    }

    @Test
    @Spec("SVC-11")
    void anotherNetworkIsAnotherStart() {
        Stage stage = stage();
        settled(stage, web);
        stage.namespace(namespace("shop").isolated());
        assertThat(want(stage, web).objects()).isEmpty();
        assertThat(settled(stage.clear(web.owner()), web)
                        .references(names(stage, web).vip().key(), "virtual_network_refs"))
                .containsExactly("default-domain:k8s-shop:k8s-shop-service-network");
    }

    @Test
    @Spec("SVC-26")
    void whatIsMissingAfterACrashIsAdded() {
        Stage stage = stage();
        BalancerNames names = names(stage, web);
        Want first = want(stage, web);
        stage.letStand(web.owner(), first.objects().get(0), Map.of());
        DesiredObjects objects = settled(stage, web);
        assertThat(objects.keys()).hasSize(5).contains(names.vip().key());
    }

    @Test
    void whatStandsIsNotAskedForAgain() {
        Stage stage = stage();
        settled(stage, web);
        Stage later = Stage.of(stage.names(), namespace("shop")).missing(new Question.Named(APPLIANCES));
        stage.standing(web.owner()).values().forEach(entry -> later.letStand(web.owner(), entry));
        Want want = want(later, web);
        assertThat(want.stance()).isEqualTo(Want.Stance.STAND);
        assertThat(want.objects()).allSatisfy(object -> assertThat(
                        stage.surely(web.owner(), object.key()).orElseThrow().fingerprint())
                .isEqualTo(object.fingerprint()));
    }

    @Test
    @Spec({"SVC-27", "SVC-28"})
    void withoutTheServiceAllIsGone() {
        Stage stage = stage();
        settled(stage, web);
        assertThat(workload.want(web.owner(), stage.without(web.fact())).stance())
                .isEqualTo(Want.Stance.GONE);
        assertThat(workload.sources()).containsExactly("Service");
    }

    @Test
    @Spec("SVC-30")
    void theOwnerIsTheConfiguredOne() {
        Stage stage = stage();
        DesiredObjects objects = settled(stage, web);
        String owner = stage.names().settings().owner();
        assertThat(objects.keys())
                .allSatisfy(key -> assertThat(objects.annotations(key)).containsEntry("owner", owner));
    }

    @Test
    @Spec("SVC-31")
    void anotherServiceOfTheSameNameIsAnotherBalancer() {
        Stage stage = stage();
        ServiceBuilder next = web.uid("next");
        DesiredObjects first = settled(stage, web);
        assertThat(settled(stage, next).keys()).doesNotContainAnyElementsOf(first.keys());
        Failure taken = new Failure(
                names(stage, next).vipAddress("v4").key(), Nature.TRANSIENT, "409 IP address already in use");
        assertThat(workload.explain(next.owner(), taken).map(Problem::reason)).contains("VipConflict");
    }

    @Test
    @Spec("SVC-33")
    void anAddressOutsideOfTheSubnetsNamesTheOption() {
        Failure outside = new Failure(
                names(stage(), web).vipAddress("v4").key(),
                Nature.REFUSED,
                "400 Virtual-Network([..]) has exhausted subnet([..])",
                400);
        Problem problem = workload.explain(web.owner(), outside).orElseThrow();
        assertThat(problem.reason()).isEqualTo("AddressAllocationFailed");
        assertThat(problem.message()).contains("service_subnets");
        Failure other = new Failure(names(stage(), web).vipAddress("v4").key(), Nature.REFUSED, "400 no such", 400);
        assertThat(workload.explain(web.owner(), other)).isEmpty();
    }

    @Test
    @Spec("FAB-3")
    void aNodePortIsNoDifference() {
        DesiredObjects plain = settled(stage(), web);
        DesiredObjects node = settled(stage(), web.type(Type.NODE_PORT));
        assertThat(node.keys()).isEqualTo(plain.keys());
        assertThat(node.keys()).allSatisfy(key -> assertThat(node.get(key)).isEqualTo(plain.get(key)));
    }

    @Test
    @Spec("DS-1")
    void anAddressOfAFamilyThatIsNotConfiguredIsNotServed() {
        Stage stage = stage();
        ServiceBuilder dual = web.clusterIps("fd00::7", "10.96.3.7");
        DesiredObjects objects = settled(stage, dual);
        assertThat(objects.leaves(ContrailTypes.INSTANCE_IP)).hasSize(1);
        assertThat(objects.property(names(stage, dual).loadBalancer().key(), "loadbalancer_properties")
                        .path("vip_address")
                        .asText())
                .isEqualTo("10.96.3.7");
        assertThat(want(stage, dual).problems()).extracting(Problem::reason).containsExactly("UnsupportedIPFamily");
        assertThat(want(stage, web.clusterIps("fd00::7")).objects()).isEmpty();
    }

    @Test
    @Spec("DS-2")
    void bothFamiliesAreServedIfBothAreConfigured() {
        Stage stage = stage(settings().serviceSubnets("10.96.0.0/12", "fd00::/108"), namespace("shop"));
        ServiceBuilder dual = web.clusterIps("fd00::7", "10.96.3.7");
        DesiredObjects objects = settled(stage, dual);
        BalancerNames names = names(stage, dual);
        assertThat(objects.property(names.vipAddress("v6").key(), "instance_ip_family")
                        .asText())
                .isEqualTo("v6");
        assertThat(objects.get(names.vipAddress("v4").key()).properties().has("instance_ip_family"))
                .isFalse();
        assertThat(objects.property(names.loadBalancer().key(), "loadbalancer_properties")
                        .path("vip_address")
                        .asText())
                .isEqualTo("fd00::7");
        assertThat(want(stage, dual).problems()).isEmpty();
    }

    @Test
    @Spec({"SVC-23", "SVC-24"})
    void podsReachTheKubernetesApiByItsService() {
        ServiceBuilder api =
                service("default", "kubernetes").clusterIps("10.96.0.1").port("https", "TCP", 443);
        Stage stage = stage(settings(), namespace("default"));
        var entry =
                new LinkLocalService("default-domain-k8s-default-kubernetes-443", "10.96.0.1", 443, "10.0.0.5", 6443);
        assertThat(want(stage, api).linkLocal()).containsExactly(entry);
        assertThat(want(stage.namespaceStands(false), api).linkLocal()).containsExactly(entry);
        assertThat(workload.want(api.owner(), stage.without(api.fact())).linkLocal())
                .isEmpty();
        assertThat(want(stage(), service("shop", "kubernetes").port("https", "TCP", 443))
                        .linkLocal())
                .isEmpty();
    }

    @Test
    @Spec("SVC-25")
    void theApiMayBeAHostNameOrUnknown() {
        ServiceBuilder api = service("default", "kubernetes").port("https", "TCP", 443);
        var named = new KubernetesApi("api.example.com", 8443, "kubernetes", true);
        assertThat(want(stage(settings().kubernetesApi(named), namespace("default")), api)
                        .linkLocal())
                .extracting(LinkLocalService::fabricHost)
                .containsExactly("api.example.com");
        for (SettingsBuilder without : List.of(
                settings().kubernetesApi(new KubernetesApi("", 8443, "kubernetes", true)),
                settings().kubernetesApi(new KubernetesApi("10.0.0.5", 8443, "kubernetes", false)),
                settings().nested(FqName.of("d", "p", "hosts")))) {
            assertThat(want(stage(without, namespace("default")), api).linkLocal())
                    .isEmpty();
        }
    }

    @Test
    void whatHasNoEffectIsSaid() {
        Want want = want(stage(), web.ignoring("spec.sessionAffinity", "metadata.annotations[x]"));
        assertThat(want.problems()).extracting(Problem::reason).containsExactly("FieldIgnored", "AnnotationIgnored");
    }

    @Test
    void aNewServiceIsLookedAt() {
        assertThat(workload.learn(null, web.fact())).containsExactly(web.owner());
        assertThat(workload.learn(web.fact(), null)).containsExactly(web.owner());
        assertThat(workload.kind()).isEqualTo("Service");
    }
}
