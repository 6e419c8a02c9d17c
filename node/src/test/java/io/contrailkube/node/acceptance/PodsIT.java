package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.FORWARDING;
import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.node.acceptance.Contrail.Write;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods on nodes whose kubelets wait for what the controller makes in Contrail (spec 02 section 4.11). */
class PodsIT {
    private static final Installation HERE = Installation.withNodes();
    private static final String POD_NETWORK = "default-domain:k8s-default:k8s-default-pod-network";

    /** In {@code pod_subnets}. */
    private static final String POD_ADDRESS = "10\\.(3[2-9]|4[0-7])\\..*";

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

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

    private List<JsonNode> machines(String namespace, String pod) {
        return contrail.like("virtual-machine", "k8s__" + namespace + "__" + pod);
    }

    private List<JsonNode> ports(String pod) {
        return contrail.like("virtual-machine-interface", ':' + pod + "__");
    }

    private List<JsonNode> addresses(String pod) {
        return contrail.all("instance-ip").entrySet().stream()
                .filter(each -> each.getKey().startsWith(pod + "__"))
                .map(each -> contrail.byUuid("instance-ip", each.getValue()))
                .toList();
    }

    private void hasOneOfEach(String namespace, String pod) {
        assertThat(machines(namespace, pod)).hasSize(1);
        assertThat(ports(pod)).hasSize(1);
        assertThat(addresses(pod)).hasSize(1);
    }

    private void hasNothing(String namespace, String pod) {
        assertThat(machines(namespace, pod)).isEmpty();
        assertThat(ports(pod)).isEmpty();
        assertThat(addresses(pod)).isEmpty();
    }

    @Spec("POD-1")
    @Test
    void aPodRunsOnceItsMachinePortAddressAndLastTheLinkStand() {
        Contents here = served("running");
        long mark = contrail.mark();

        here.pod("web", "app: 'web'");
        String address = here.awaitRunning("web");

        assertThat(contrail.writesSince(mark))
                .filteredOn(write -> !write.path().equals("/tags"))
                .extracting(Write::path)
                .containsExactly("/virtual-machines", "/virtual-machine-interfaces", "/instance-ips", "/ref-update");
        String uid = here.uid("pods", "web");
        assertThat(contrail.uuid("virtual-machine", "k8s__running__web")).isEqualTo(uid);
        assertThat(addresses("web")).singleElement().satisfies(ip -> assertThat(
                        ip.path("instance_ip_address").asText())
                .isEqualTo(address)
                .matches(POD_ADDRESS));
        assertThat(ports("web")).singleElement().satisfies(port -> {
            assertThat(port.path("fq_name").path(1).asText()).isEqualTo("k8s-running");
            assertThat(port.at("/virtual_network_refs/0/to/2").asText()).isEqualTo("k8s-default-pod-network");
        });
        String node = here.get("pods", "web").at("/spec/nodeName").asText();
        assertThat(contrail.references(
                        "virtual-router", "default-global-system-config:" + node, "virtual_machine_refs"))
                .contains("k8s__running__web");

        here.delete("pods", "web");
        eventually(() -> hasNothing("running", "web"));
    }

    @Spec({"POD-3", "WA-10"})
    @Test
    void podsOfTheHostAndThoseWithoutANodeAreNoneOfOurs() {
        Contents here = served("hosts");
        long mark = contrail.mark();

        here.create("pods", "host", "spec: {hostNetwork: true, containers: [{name: 'c'}]}");
        here.awaitRunning("host");
        here.create("pods", "nowhere", "spec: {schedulerName: 'other', containers: [{name: 'c'}]}");
        here.patch("pods", "host", "metadata: {labels: {a: 'b'}}");
        here.delete("pods", "host");
        here.delete("pods", "nowhere");
        HERE.passed("hosts");

        assertThat(contrail.writesSince(mark))
                .as("only the label that ends the case")
                .allSatisfy(write -> assertThat(write.path()).matches("/tags|/tag/.*"));
    }

    @Spec("POD-2")
    @Test
    void aPodGetsItsObjectsWithItsNode() {
        Contents here = served("bound");
        here.create("pods", "unbound", "spec: {schedulerName: 'other', containers: [{name: 'c'}]}");
        HERE.passed("bound");
        assertThat(machines("bound", "unbound")).isEmpty();

        here.bind("unbound", "node-1");

        here.awaitRunning("unbound");
        hasOneOfEach("bound", "unbound");
    }

    @Spec("POD-9")
    @Test
    void forwardingOfANamespaceWithoutNetworksDoesNotMoveItsPods() {
        kubernetes.create("shared", FORWARDING, "true");
        kubernetes.awaitEvent("shared", "AnnotationIgnored");
        Contents here = kubernetes.in("shared");
        here.pod("usual", "");

        assertThat(here.awaitRunning("usual")).matches(POD_ADDRESS);
    }

    @Spec("POD-13")
    @Test
    void aPortThatCouldNotBeMadeAtFirstIsMadeOnce() {
        Contents here = served("failing");
        contrail.fault("name: 'ports', kind: 'status', status: 503, method: 'POST',"
                + " path: '^/virtual-machine-interfaces$', requests: 2");

        here.pod("late", "");
        here.awaitRunning("late");

        hasOneOfEach("failing", "late");
    }

    @Spec("POD-20")
    @Test
    void aPublicAddressOnThePortOfAPodThatGoesIsLetGo() {
        Contents here = served("reached");
        here.pod("reached", "");
        here.awaitRunning("reached");
        String port = ports("reached").get(0).path("uuid").asText();
        contrail.create("project", "default-domain:public", "domain", "");
        contrail.create(
                "virtual-network",
                "default-domain:public:net",
                "project",
                "network_ipam_refs: [{to: ['default-domain', 'default-project', 'default-network-ipam'], attr:"
                        + " {ipam_subnets: [{subnet: {ip_prefix: '203.0.113.0', ip_prefix_len: 24}}]}}]");
        contrail.create("floating-ip-pool", "default-domain:public:net:pool", "virtual-network", "");
        contrail.create(
                "floating-ip",
                "default-domain:public:net:pool:shared",
                "floating-ip-pool",
                "project_refs: [{to: ['default-domain', 'public']}], virtual_machine_interface_refs: [{to:"
                        + " ['default-domain', 'k8s-reached', 'reached__" + port + "']}]");

        here.delete("pods", "reached");

        eventually(() -> hasNothing("reached", "reached"));
        assertThat(contrail.references(
                        "floating-ip", "default-domain:public:net:pool:shared", "virtual_machine_interface_refs"))
                .isEmpty();
    }

    @Spec("POD-21")
    @Test
    void aPodDeletedWhileContrailIsDownIsRemovedAfterwards() {
        Contents here = served("outage");
        here.pod("gone", "");
        here.awaitRunning("gone");

        long mark = contrail.mark();
        contrail.fault("name: 'down', kind: 'status', status: 503, path: '.'");
        here.delete("pods", "gone");
        eventually(() -> assertThat(contrail.writesSince(mark))
                .anySatisfy(write -> assertThat(write.status()).isEqualTo(503)));
        contrail.heal();

        eventually(() -> hasNothing("outage", "gone"));
    }

    @Spec("POD-15")
    @Test
    void aNodeWithoutARouterIsWaitedFor() {
        Contents here = served("routerless");
        here.podOn("lonely", "10.20.0.5", "waits");
        eventually(() -> assertThat(here.reasons("waits")).contains("VRouterNotFound"));
        eventually(() -> hasOneOfEach("routerless", "waits"));

        contrail.create(
                "virtual-router",
                "default-global-system-config:somewhere",
                "global-system-config",
                "virtual_router_ip_address: '10.20.0.5'");

        eventually(() -> assertThat(contrail.references(
                        "virtual-router", "default-global-system-config:somewhere", "virtual_machine_refs"))
                .containsExactly("k8s__routerless__waits"));
    }

    @Spec("POD-16")
    @Test
    void aRouterIsFoundByTheNameOfItsNode() {
        Contents here = served("named");
        contrail.create(
                "virtual-router",
                "default-global-system-config:Compute-7.example.com",
                "global-system-config",
                "virtual_router_ip_address: '10.20.0.6'");

        here.podOn("compute-7", "10.20.0.7", "seventh");

        eventually(() -> assertThat(contrail.references(
                        "virtual-router", "default-global-system-config:Compute-7.example.com", "virtual_machine_refs"))
                .containsExactly("k8s__named__seventh"));
    }

    @Spec("POD-24")
    @Test
    void aPodOfTheSameNameWaitsForItsPredecessorToGo() {
        Contents here = served("stateful");
        here.pod("web-0", "");
        here.awaitRunning("web-0");
        String before = here.uid("pods", "web-0");
        contrail.fault("name: 'slow', kind: 'status', status: 503, method: 'DELETE', path: '^/virtual-machine/',"
                + " requests: 2");

        here.delete("pods", "web-0");
        here.pod("web-0", "");
        here.awaitRunning("web-0");

        eventually(() -> hasOneOfEach("stateful", "web-0"));
        assertThat(contrail.uuid("virtual-machine", "k8s__stateful__web-0"))
                .isEqualTo(here.uid("pods", "web-0"))
                .isNotEqualTo(before);
    }

    @Spec("POD-30")
    @Test
    void aPodWithMoreNetworksIsLinkedWhenAllStandAndShowsThem() {
        Contents here = served("many");
        Contents other = served("others");
        String spec = "spec: {config: '{\\\"type\\\": \\\"contrail-k8s-cni\\\"}'}";
        here.create(
                "network-attachment-definitions", "a", "annotations: {'opencontrail.org/cidr': '172.16.1.0/24'}", spec);
        other.create(
                "network-attachment-definitions", "b", "annotations: {'opencontrail.org/cidr': '172.16.2.0/24'}", spec);
        long mark = contrail.mark();

        here.create(
                "pods",
                "multi",
                "annotations: {'k8s.v1.cni.cncf.io/networks': 'a, others/b'}",
                "spec: {containers: [{name: 'c'}]}");
        here.awaitRunning("multi");

        assertThat(ports("multi"))
                .extracting(port -> port.path("annotations").toString())
                .anySatisfy(text -> assertThat(text).contains("0/3", "\"default\""))
                .anySatisfy(text -> assertThat(text).contains("1/3", "\"a\""))
                .anySatisfy(text -> assertThat(text).contains("2/3", "\"b\""))
                .hasSize(3);
        assertThat(contrail.writesSince(mark))
                .filteredOn(write -> !write.path().equals("/tags"))
                .last()
                .satisfies(write -> assertThat(write.path()).isEqualTo("/ref-update"));
        eventually(() -> {
            String status = here.get("pods", "multi")
                    .at("/metadata/annotations/k8s.v1.cni.cncf.io~1network-status")
                    .asText();
            JsonNode networks = Web.json(status);
            assertThat(networks.findValuesAsText("name")).containsExactly("cluster-wide-default", "many/a", "others/b");
            assertThat(networks.at("/1/ips/0").asText()).startsWith("172.16.1.");
            assertThat(networks.at("/2/ips/0").asText()).startsWith("172.16.2.");
        });
    }

    @Spec({"NS-43", "POD-35"})
    @Test
    void aPodOfAnIsolatedNamespaceWaitsForItsNetwork() {
        contrail.fault("name: 'networks', kind: 'status', status: 503, method: 'POST', path: '^/virtual-networks$'");
        kubernetes.create("ns2", ISOLATION, "true");
        Contents here = kubernetes.in("ns2");
        here.pod("early", "");
        eventually(() ->
                assertThat(HERE.namespace("ns2").path("problems").toString()).contains("503"));
        assertThat(ports("early")).isEmpty();

        contrail.heal();

        here.awaitRunning("early");
        assertThat(ports("early")).singleElement().satisfies(port -> assertThat(
                        port.at("/virtual_network_refs/0/to/2").asText())
                .isEqualTo("k8s-ns2-pod-network"));
    }

    @Spec({"POD-22", "POD-23"})
    @Test
    void whatWentWhileTheNodeWasDownIsRemovedOnlyOnceThePodsAreListed() {
        Contents here = served("absent");
        here.pod("stays", "");
        here.pod("goes", "");
        here.awaitRunning("stays");
        here.awaitRunning("goes");
        contrail.create(
                "virtual-machine",
                "other__absent__goes",
                "config-root",
                "server_type: 'container', annotations: {key_value_pair: [{key: 'owner', value: 'k8s'}, {key: 'cluster',"
                        + " value: 'other'}, {key: 'kind', value: 'Pod'}, {key: 'namespace', value: 'absent'}]}");
        HERE.stop();
        here.delete("pods", "goes");
        kubernetes
                .server()
                .faults()
                .put("{\"name\":\"forbidden\",\"kind\":\"status\",\"status\":403,\"path\":\"/api/v1/pods$\"}");
        long mark = contrail.mark();

        HERE.start();
        HERE.awaitServed("absent");
        eventually(
                () -> assertThat(HERE.readyz()).contains("[-]watch/Pod failed").contains("[+]watch/Service ok"));
        kubernetes.label("absent", "seen", "yes");
        eventually(() -> assertThat(contrail.has("tag", "seen=yes")).isTrue());
        assertThat(contrail.writesSince(mark)).noneMatch(write -> write.method().equals("DELETE"));
        hasOneOfEach("absent", "goes");

        kubernetes.server().faults().clear();
        HERE.awaitReady();
        eventually(() -> hasNothing("absent", "goes"));
        hasOneOfEach("absent", "stays");
        assertThat(contrail.has("virtual-machine", "other__absent__goes")).isTrue();
        assertThat(contrail.has("virtual-network", POD_NETWORK)).isTrue();
    }
}
