package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node that takes a cluster over from the original controller (spec 02 sections 3.2 and 5.6). */
class AdoptionIT {
    private static final String PROJECT = "default-domain:k8s-shop";
    private static final String PODS = "default-domain:k8s-default:k8s-default-pod-network";
    private static final String SERVICES = "default-domain:k8s-default:k8s-default-service-network";

    private final Installation here = Installation.started();
    private final Contrail contrail = here.contrail();

    private JsonNode inKubernetes(String path, String json) {
        return Web.post(here.kubernetes().uri().resolve(path), Web.json(json).toString())
                .orFail()
                .body();
    }

    private static String marks(String kind, String name) {
        return "'annotations': {'key_value_pair': [" + pair("owner", "k8s") + ", " + pair("cluster", "k8s") + ", "
                + pair("kind", kind) + ", " + pair("project", "k8s-shop") + ", " + pair("namespace", "shop") + ", "
                + pair("name", name) + "]}";
    }

    private static String pair(String key, String value) {
        return "{'key': '" + key + "', 'value': '" + value + "'}";
    }

    private static String reference(String field, String name) {
        return "'" + field + "': [{'to': ['" + name.replace(":", "','") + "'], 'attr': null}]";
    }

    private static Map<String, String> uuids(Contrail contrail) {
        var all = new TreeMap<String, String>();
        for (String type : List.of(
                "virtual-machine",
                "virtual-machine-interface",
                "instance-ip",
                "loadbalancer",
                "loadbalancer-listener",
                "loadbalancer-pool",
                "loadbalancer-member")) {
            contrail.all(type).forEach((name, uuid) -> all.put(type + ' ' + name, uuid));
        }
        return all;
    }

    /** Objects as the original makes them, with uuids of its own in their names. */
    private void original(String pod, String service) {
        contrail.create("project", PROJECT, "domain", marks("Namespace", "shop"));
        contrail.create("security-group", PROJECT + ":k8s-shop-default-sg", "project", marks("Namespace", "shop"));
        contrail.create(
                "virtual-router",
                "default-global-system-config:node-1",
                "global-system-config",
                "'virtual_router_ip_address': '10.0.0.9'");
        contrail.create(
                "virtual-machine", "web__" + pod, "config-root", "'uuid': '" + pod + "', " + marks("Pod", "web"));
        String port = PROJECT + ":web__0d9e0000-0000-4000-8000-000000000001";
        contrail.create(
                "virtual-machine-interface",
                port,
                "project",
                "'uuid': '0d9e0000-0000-4000-8000-000000000001', " + marks("Pod", "web") + ", "
                        + reference("virtual_network_refs", PODS) + ", "
                        + reference("virtual_machine_refs", "web__" + pod));
        contrail.create(
                "instance-ip",
                "web__77aa",
                "config-root",
                reference("virtual_network_refs", PODS) + ", " + reference("virtual_machine_interface_refs", port));
        String vip = PROJECT + ":k8s__Service__front__" + service;
        contrail.create(
                "virtual-machine-interface",
                vip,
                "project",
                "'display_name': 'shop__front', 'virtual_machine_interface_device_owner': 'K8S:LOADBALANCER', "
                        + reference("virtual_network_refs", SERVICES));
        contrail.create(
                "instance-ip",
                "front__77ab",
                "config-root",
                "'instance_ip_address': '10.96.3.7', " + reference("virtual_network_refs", SERVICES) + ", "
                        + reference("virtual_machine_interface_refs", vip));
        String balancer = PROJECT + ":front__" + service;
        contrail.create(
                "loadbalancer",
                balancer,
                "project",
                "'uuid': '" + service + "', 'loadbalancer_provider': 'native', "
                        + "'loadbalancer_properties': {'vip_address': '10.96.3.7', 'admin_state': true}, "
                        + marks("Service", "front") + ", " + reference("virtual_machine_interface_refs", vip));
        String frontend = balancer + "-TCP-80-u2";
        contrail.create(
                "loadbalancer-listener",
                frontend,
                "project",
                "'loadbalancer_listener_properties': {'protocol': 'TCP', 'protocol_port': 80, 'admin_state': true}, "
                        + reference("loadbalancer_refs", balancer));
        contrail.create(
                "loadbalancer-pool",
                frontend,
                "project",
                "'loadbalancer_pool_properties': {'protocol': 'TCP', 'admin_state': true}, "
                        + reference("loadbalancer_listener_refs", frontend));
        contrail.create(
                "loadbalancer-member",
                frontend + ":u4",
                "loadbalancer-pool",
                "'loadbalancer_member_properties': {'protocol_port': 8080, 'admin_state': true, 'weight': 1}, "
                        + "'annotations': {'key_value_pair': [" + pair("vm", pod) + ", "
                        + pair("vmi", "0d9e0000-0000-4000-8000-000000000001") + "]}");
    }

    @Test
    @Spec("POD-22")
    void whatTheOriginalLeftIsKeptAndNothingIsMadeTwice() {
        try (here) {
            here.stop();
            here.kubernetes().create("shop");
            String pod = inKubernetes(
                            "/api/v1/namespaces/shop/pods",
                            "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'web'}, "
                                    + "'spec': {'nodeName': 'node-1', 'containers': [{'name': 'c', 'image': 'i'}]}}")
                    .at("/metadata/uid")
                    .asText();
            String service = inKubernetes(
                            "/api/v1/namespaces/shop/services",
                            "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'front'}, 'spec': {"
                                    + "'clusterIP': '10.96.3.7', 'clusterIPs': ['10.96.3.7'], 'type': 'ClusterIP', "
                                    + "'ports': [{'protocol': 'TCP', 'port': 80, 'targetPort': 8080}]}}")
                    .at("/metadata/uid")
                    .asText();
            original(pod, service);
            String address = contrail.get("instance-ip", "web__77aa")
                    .path("instance_ip_address")
                    .asText();
            inKubernetes(
                    "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices",
                    "{'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'front-1', "
                            + "'labels': {'kubernetes.io/service-name': 'front'}}, 'addressType': 'IPv4', "
                            + "'ports': [{'name': '', 'protocol': 'TCP', 'port': 8080}], 'endpoints': [{'addresses': ['"
                            + address + "'], 'conditions': {'ready': true}, 'targetRef': {'kind': 'Pod', "
                            + "'namespace': 'shop', 'name': 'web', 'uid': '" + pod + "'}}]}");
            Map<String, String> before = uuids(contrail);
            long mark = contrail.mark();

            here.start().awaitReady().awaitServed("shop");
            String frontend = PROJECT + ":front__" + service + "-TCP-80-u2";
            eventually(() -> {
                assertThat(contrail.annotations("loadbalancer-pool", frontend)).containsEntry("cluster", "k8s");
                assertThat(contrail.annotations("loadbalancer-member", frontend + ":u4"))
                        .containsEntry("cluster", "k8s");
                assertThat(contrail.references(
                                "virtual-router", "default-global-system-config:node-1", "virtual_machine_refs"))
                        .containsExactly("web__" + pod);
            });
            here.passed("shop");

            assertThat(uuids(contrail)).isEqualTo(before);
            assertThat(contrail.writesSince(mark))
                    .noneMatch(write -> write.method().equals("DELETE"))
                    .filteredOn(write -> write.method().equals("POST"))
                    .extracting(Contrail.Write::path)
                    .doesNotContain("/virtual-machine-interfaces", "/instance-ips", "/loadbalancer-members");
        }
    }
}
