package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.node.acceptance.Contrail.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services, their public addresses and their members (spec 02 sections 5.7 and 6.5). */
class ServicesIT {
    static final String POOL = "default-domain:public:net:pool";
    private static final String VROUTER_CONFIG = "default-global-system-config:default-global-vrouter-config";
    private static final String WITH_POOL =
            """
            [VNC]
            public_fip_pool = {'domain': 'default-domain', 'project': 'public', 'network': 'net', 'name': 'pool'}
            [KUBERNETES]
            kubernetes_api_server = 192.0.2.10
            """;
    private static final Installation HERE = Installation.withNodes(WITH_POOL);

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    @BeforeAll
    static void publish() {
        publish(HERE.contrail());
    }

    static void publish(Contrail contrail) {
        contrail.create("project", "default-domain:public", "domain", "");
        contrail.create(
                "virtual-network",
                "default-domain:public:net",
                "project",
                "network_ipam_refs: [{to: ['default-domain', 'default-project', 'default-network-ipam'], attr:"
                        + " {ipam_subnets: [{subnet: {ip_prefix: '203.0.113.0', ip_prefix_len: 24}}]}}]");
        contrail.create("floating-ip-pool", POOL, "virtual-network", "");
    }

    @AfterAll
    static void close() {
        HERE.close();
    }

    @AfterEach
    void heal() {
        contrail.heal();
        kubernetes.server().faults().clear();
    }

    private Contents served(String namespace) {
        kubernetes.create(namespace);
        HERE.awaitServed(namespace);
        return kubernetes.in(namespace);
    }

    /** @param spec more of it */
    private static void service(Contents here, String name, String spec) {
        here.create(
                "services",
                name,
                "spec: {selector: {app: '" + name + "'}, ports: [{name: 'http', port: 80, targetPort: 8080}]" + spec
                        + '}');
    }

    private List<JsonNode> members(String service) {
        return contrail.like("loadbalancer-member", ':' + service + "__");
    }

    private void awaitPools(String service, int pools) {
        eventually(() -> assertThat(contrail.like("loadbalancer-pool", ':' + service + "__"))
                .hasSize(pools));
    }

    @Spec("SVC-1")
    @Test
    void aServiceIsALoadBalancerWithEveryFieldThatConsumersRead() {
        Contents here = served("plain");
        service(here, "web", "");
        awaitPools("web", 1);

        String uid = here.uid("services", "web");
        String vip = here.get("services", "web").at("/spec/clusterIP").asText();
        JsonNode balancer = contrail.byUuid("loadbalancer", uid);
        assertThat(balancer.path("loadbalancer_provider").asText()).isEqualTo("native");
        assertThat(balancer.at("/loadbalancer_properties/vip_address").asText()).isEqualTo(vip);
        for (String field : List.of(
                "provisioning_status", "operating_status", "vip_address", "vip_subnet_id", "admin_state", "status")) {
            assertThat(balancer.path("loadbalancer_properties").has(field))
                    .as(field)
                    .isTrue();
        }
        assertThat(contrail.like("loadbalancer-listener", ":web__" + uid))
                .singleElement()
                .satisfies(listener -> {
                    assertThat(listener.path("annotations").toString()).contains("portName", "http");
                    assertThat(listener.at("/loadbalancer_listener_properties").findValuesAsText("protocol_port"))
                            .containsExactly("80");
                });
        JsonNode port = contrail.get("virtual-machine-interface", "default-domain:k8s-plain:k8s__Service__web__" + uid);
        assertThat(port.path("virtual_machine_interface_device_owner").asText()).isEqualTo("K8S:LOADBALANCER");
        assertThat(port.at("/virtual_network_refs/0/to/2").asText()).isEqualTo("k8s-default-service-network");
    }

    @Spec({"SVC-12", "SVC-16", "SVC-17"})
    @Test
    void publicAddressesFollowTheServiceAndItsStatusShowsThem() {
        Contents here = served("public");
        service(here, "shown", ", type: 'LoadBalancer'");
        eventually(() -> assertThat(here.addresses("services", "shown")).hasSize(1));
        String address = here.addresses("services", "shown").get(0);
        assertThat(address).startsWith("203.0.113.");
        assertThat(contrail.like("floating-ip", ":shown__")).singleElement().satisfies(floating -> {
            assertThat(floating.path("floating_ip_address").asText()).isEqualTo(address);
            assertThat(floating.at("/project_refs/0/to/1").asText()).isEqualTo("k8s-public");
            assertThat(floating.at("/virtual_machine_interface_refs/0/to/2").asText())
                    .startsWith("k8s__Service__shown__");
        });

        here.patch("services", "shown", "spec: {type: 'ClusterIP'}");
        eventually(() -> assertThat(contrail.like("floating-ip", ":shown__")).isEmpty());
        eventually(() -> assertThat(here.addresses("services", "shown")).isEmpty());

        here.patch("services", "shown", "spec: {externalIPs: ['203.0.113.77', '203.0.113.78']}");
        eventually(() -> assertThat(contrail.like("floating-ip", ":shown__")).hasSize(2));
        String kept = uuidOf("203.0.113.78");
        here.patch("services", "shown", "spec: {externalIPs: ['203.0.113.78']}");
        eventually(() -> assertThat(contrail.like("floating-ip", ":shown__")).hasSize(1));
        assertThat(uuidOf("203.0.113.78")).isEqualTo(kept);
        here.patch("services", "shown", "spec: {externalIPs: null}");
        eventually(() -> assertThat(contrail.like("floating-ip", ":shown__")).isEmpty());
    }

    private String uuidOf(String address) {
        return contrail.like("floating-ip", ":shown__").stream()
                .filter(each -> each.path("floating_ip_address").asText().equals(address))
                .findFirst()
                .orElseThrow()
                .path("uuid")
                .asText();
    }

    @Spec("SVC-23")
    @Test
    void theServiceOfTheApiHasALinkLocalEntryBesideThatOfOthers() {
        eventually(() -> assertThat(linkLocal().findValuesAsText("linklocal_service_name"))
                .containsExactly("default-domain-k8s-default-kubernetes-443"));
        JsonNode ours = linkLocal().get(0);
        contrail.update(
                "global-vrouter-config",
                VROUTER_CONFIG,
                "linklocal_services: {linklocal_service_entry: [" + ours
                        + ", {linklocal_service_name: 'metadata', linklocal_service_ip: '169.254.169.254',"
                        + " linklocal_service_port: 80, ip_fabric_service_ip: ['192.0.2.1'],"
                        + " ip_fabric_service_port: 8775}]}");
        Contents system = kubernetes.in("default");
        assertThat(ours.path("linklocal_service_ip").asText())
                .isEqualTo(system.get("services", "kubernetes")
                        .at("/spec/clusterIP")
                        .asText());
        assertThat(ours.at("/ip_fabric_service_ip/0").asText()).isEqualTo("192.0.2.10");

        system.delete("services", "kubernetes");

        eventually(() -> assertThat(linkLocal().findValuesAsText("linklocal_service_name"))
                .containsExactly("metadata"));
    }

    private JsonNode linkLocal() {
        return contrail.get("global-vrouter-config", VROUTER_CONFIG).at("/linklocal_services/linklocal_service_entry");
    }

    @Spec("SVC-27")
    @Test
    void aServiceGoesInOrderAndItsAddressIsFree() {
        Contents here = served("leaving");
        here.pod("target", "app: 'leaves'");
        here.awaitRunning("target");
        service(here, "leaves", ", type: 'LoadBalancer', clusterIP: '10.96.77.7'");
        eventually(() -> assertThat(members("leaves")).hasSize(1));
        eventually(() -> assertThat(here.addresses("services", "leaves")).hasSize(1));
        long mark = contrail.mark();

        here.delete("services", "leaves");
        eventually(() -> assertThat(contrail.like("virtual-machine-interface", "__Service__leaves__"))
                .isEmpty());

        List<String> types = deletions(mark);
        assertThat(types)
                .containsSubsequence(
                        "loadbalancer-member", "loadbalancer-pool", "loadbalancer-listener", "loadbalancer")
                .containsSubsequence("loadbalancer", "instance-ip", "virtual-machine-interface")
                .containsSubsequence("floating-ip", "virtual-machine-interface");
        service(here, "heir", ", clusterIP: '10.96.77.7'");
        awaitPools("heir", 1);
    }

    private List<String> deletions(long mark) {
        return contrail.writesSince(mark).stream()
                .filter(write -> write.method().equals("DELETE"))
                .map(Write::path)
                .map(path -> path.substring(1, path.indexOf('/', 1)))
                .toList();
    }

    @Spec({"SVC-28", "SVC-29"})
    @Test
    void aServiceDeletedMeanwhileIsSweptAndThatOfOthersIsNot() {
        Contents here = served("meanwhile");
        service(here, "vanishes", "");
        awaitPools("vanishes", 1);
        contrail.create("loadbalancer", "default-domain:k8s-meanwhile:theirs", "project", "");
        HERE.stop();
        here.delete("services", "vanishes");

        HERE.start(WITH_POOL).awaitReady();

        eventually(() -> assertThat(contrail.like("virtual-machine-interface", "__Service__vanishes__"))
                .isEmpty());
        assertThat(contrail.like("loadbalancer", ":vanishes__")).isEmpty();
        assertThat(contrail.has("loadbalancer", "default-domain:k8s-meanwhile:theirs"))
                .isTrue();
    }

    @Spec({"EP-1", "EP-4"})
    @Test
    void aReadyPodIsAMemberAndATagSaysSo() {
        Contents here = served("ready");
        service(here, "pair", "");
        here.pod("one", "app: 'pair'");
        here.awaitRunning("one");
        eventually(() -> assertThat(members("pair")).hasSize(1));
        JsonNode port = contrail.like("virtual-machine-interface", ":one__").get(0);
        assertThat(members("pair").get(0).path("annotations").toString())
                .contains(port.path("uuid").asText());
        assertThat(members("pair")
                        .get(0)
                        .at("/loadbalancer_member_properties/protocol_port")
                        .asInt())
                .isEqualTo(8080);
        eventually(() -> assertThat(tags("one")).contains("k8s-svc=pair"));

        here.patch("pods", "one", "metadata: {annotations: {'standin/ready': 'false'}}");

        eventually(() -> assertThat(members("pair")).isEmpty());
        eventually(() -> assertThat(tags("one")).doesNotContain("k8s-svc=pair"));
        awaitPools("pair", 1);
    }

    private String tags(String pod) {
        return contrail.like("virtual-machine-interface", ':' + pod + "__")
                .get(0)
                .path("tag_refs")
                .toString();
    }

    @Spec({"EP-19", "EP-20"})
    @Test
    void membersFollowTheirNumberExactlyAlsoWhenSomeFailAtFirst() {
        Contents here = served("scaled");
        service(here, "fleet", "");
        contrail.fault("name: 'third', kind: 'status', status: 503, method: 'POST', path: '^/loadbalancer-members$',"
                + " probability: 0.3, requests: 6");
        IntStream.range(0, 20).forEach(i -> here.pod("fleet-" + i, "app: 'fleet'"));
        eventually(() -> assertThat(members("fleet")).hasSize(20));

        IntStream.range(0, 20).forEach(i -> here.delete("pods", "fleet-" + i));
        eventually(() -> assertThat(members("fleet")).isEmpty());
        IntStream.range(0, 5).forEach(i -> here.pod("fleet-" + i, "app: 'fleet'"));

        eventually(() -> assertThat(members("fleet")).hasSize(5));
        eventually(() -> assertThat(contrail.like("virtual-machine", "k8s__scaled__fleet-"))
                .hasSize(5));
    }

    @Spec("WA-11")
    @Test
    void locksOfControllersAreDroppedAtTheReader() {
        Contents system = kubernetes.in("kube-system");
        HERE.awaitServed("kube-system");
        HERE.passed("kube-system");
        long mark = contrail.mark();
        for (String name : List.of("kube-scheduler", "kube-controller-manager")) {
            system.create("endpoints", name, "subsets: [{addresses: [{ip: '10.0.0.9'}], ports: [{port: 1}]}]");
            IntStream.range(0, 10)
                    .forEach(i -> system.patch("endpoints", name, "metadata: {annotations: {leader: '" + i + "'}}"));
        }
        HERE.passed("kube-system");

        assertThat(contrail.writesSince(mark))
                .as("only the label that ends the case")
                .allSatisfy(write -> assertThat(write.path()).matches("/tags|/tag/.*"));
    }

    @Spec("EP-33")
    @Test
    void withoutSlicesTheSameMembersComeFromEndpoints() {
        Contents here = served("sliceless");
        service(here, "older", "");
        here.pod("older", "app: 'older'");
        eventually(() -> assertThat(members("older")).hasSize(1));
        JsonNode before = members("older").get(0);
        HERE.stop();
        kubernetes
                .server()
                .faults()
                .put("{\"name\":\"slices\",\"kind\":\"status\",\"status\":404,\"path\":\"^/apis/discovery.k8s.io\"}");
        long mark = contrail.mark();

        HERE.start(WITH_POOL).awaitReady();
        HERE.awaitServed("sliceless").passed("sliceless");

        assertThat(members("older")).containsExactly(before);
        assertThat(contrail.writesSince(mark)).noneMatch(write -> write.path().contains("loadbalancer"));
    }
}
