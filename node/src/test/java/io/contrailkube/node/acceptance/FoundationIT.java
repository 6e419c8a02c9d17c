package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.node.acceptance.Contrail.Write;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands before namespaces are served, on a Contrail that nobody has used (spec 01 section 3). */
class FoundationIT {
    private static final String PROJECT = "default-domain:k8s-default";
    private static final String PODS = PROJECT + ":k8s-default-pod-network";
    private static final String SERVICES = PROJECT + ":k8s-default-service-network";
    private static final String IP_FABRIC = "default-domain:default-project:ip-fabric";
    private static final String VROUTER_CONFIG = "default-global-system-config:default-global-vrouter-config";

    @Spec({"CL-1", "CL-11"})
    @Test
    void everythingIsThereOnceAndInOrder() {
        try (Installation here = Installation.started()) {
            Contrail contrail = here.contrail();
            here.awaitServed("default", "kube-system", "kube-public");

            projectsAndAddresses(contrail);
            networks(contrail);
            policies(contrail);
            security(contrail);
            portsOfSnat(contrail);
            order(contrail.writesSince(0));
        }
    }

    private static void projectsAndAddresses(Contrail contrail) {
        for (String project : List.of(PROJECT, "default-domain:k8s-kube-system")) {
            assertThat(contrail.get("project", project).path("parent_type").asText())
                    .isEqualTo("domain");
        }
        subnet(contrail, "k8s-ip-fabric-ipam", "10.64.0.0", 12);
        subnet(contrail, "k8s-pod-ipam", "10.32.0.0", 12);
        subnet(contrail, "k8s-service-ipam", "10.96.0.0", 12);
    }

    private static void subnet(Contrail contrail, String ipam, String prefix, int length) {
        JsonNode body = contrail.get("network-ipam", PROJECT + ':' + ipam);
        assertThat(body.path("ipam_subnet_method").asText()).isEqualTo("flat-subnet");
        assertThat(body.at("/ipam_subnets/subnets")).hasSize(1);
        assertThat(body.at("/ipam_subnets/subnets/0/subnet/ip_prefix").asText()).isEqualTo(prefix);
        assertThat(body.at("/ipam_subnets/subnets/0/subnet/ip_prefix_len").asInt())
                .isEqualTo(length);
    }

    private static void networks(Contrail contrail) {
        for (String network : List.of(PODS, SERVICES)) {
            JsonNode body = contrail.get("virtual-network", network);
            assertThat(body.path("address_allocation_mode").asText()).isEqualTo("flat-subnet-only");
            assertThat(body.at("/virtual_network_properties/forwarding_mode").asText())
                    .isEqualTo("l3");
            assertThat(body.path("fabric_snat").asBoolean(true)).isFalse();
            assertThat(body.path("virtual_network_refs")).isEmpty();
            assertThat(contrail.references("virtual-network", network, "tag_refs"))
                    .containsExactly("application=k8s");
        }
        assertThat(contrail.references("virtual-network", PODS, "network_ipam_refs"))
                .containsExactly(PROJECT + ":k8s-pod-ipam");
        assertThat(contrail.references("virtual-network", SERVICES, "network_ipam_refs"))
                .containsExactly(PROJECT + ":k8s-service-ipam");
    }

    private static void policies(Contrail contrail) {
        rule(contrail, "k8s-default-ip-fabric-np", "network_policy", PROJECT + ":k8s-default-ip-fabric-np", IP_FABRIC);
        rule(contrail, "k8s-default-service-np", "network_policy", PROJECT + ":k8s-default-service-np", SERVICES);
        rule(contrail, "k8s-default-pod-service-np", "virtual_network", PODS, SERVICES);
        String fabric = PROJECT + ":k8s-default-ip-fabric-np";
        String service = PROJECT + ":k8s-default-service-np";
        String podService = PROJECT + ":k8s-default-pod-service-np";
        assertThat(contrail.references("virtual-network", IP_FABRIC, "network_policy_refs"))
                .containsExactly(fabric);
        assertThat(contrail.references("virtual-network", PODS, "network_policy_refs"))
                .containsExactlyInAnyOrder(fabric, podService, service);
        assertThat(contrail.references("virtual-network", SERVICES, "network_policy_refs"))
                .containsExactlyInAnyOrder(fabric, podService, service);
    }

    private static void rule(Contrail contrail, String policy, String sourceKind, String source, String target) {
        JsonNode rules =
                contrail.get("network-policy", PROJECT + ':' + policy).at("/network_policy_entries/policy_rule");
        assertThat(rules).hasSize(1);
        JsonNode rule = rules.get(0);
        assertThat(rule.path("direction").asText()).isEqualTo("<>");
        assertThat(rule.at("/action_list/simple_action").asText()).isEqualTo("pass");
        assertThat(rule.path("protocol").asText()).isEqualTo("any");
        assertThat(rule.at("/src_addresses/0/" + sourceKind).asText()).isEqualTo(source);
        assertThat(rule.at("/dst_addresses/0/virtual_network").asText()).isEqualTo(target);
        assertThat(rule.at("/src_ports/0/start_port").asInt()).isEqualTo(-1);
        assertThat(rule.at("/dst_ports/0/end_port").asInt()).isEqualTo(-1);
    }

    private static void security(Contrail contrail) {
        assertThat(contrail.references(
                        "application-policy-set", "default-policy-management:k8s", "firewall_policy_refs"))
                .contains("default-policy-management:k8s-denyall", "default-policy-management:k8s-allowall");
        assertThat(contrail.references("application-policy-set", "default-policy-management:k8s", "tag_refs"))
                .containsExactly("application=k8s");
    }

    /** Without port_count, so that what an operator changes of the same object later is accepted (K-9). */
    private static void portsOfSnat(Contrail contrail) {
        assertThat(pools(contrail)).containsExactlyInAnyOrder("tcp 56000-57023", "udp 57024-58047");
        contrail.update("global-vrouter-config", VROUTER_CONFIG, "flow_export_rate: 17");
        assertThat(contrail.get("global-vrouter-config", VROUTER_CONFIG)
                        .path("flow_export_rate")
                        .asInt())
                .isEqualTo(17);
        assertThat(pools(contrail)).hasSize(2);
    }

    static List<String> pools(Contrail contrail) {
        var pools = new ArrayList<String>();
        contrail.get("global-vrouter-config", VROUTER_CONFIG)
                .at("/port_translation_pools/port_translation_pool")
                .forEach(pool -> {
                    assertThat(pool.path("port_count").asText("")).isIn("", "null");
                    pools.add(pool.path("protocol").asText()
                            + ' '
                            + pool.at("/port_range/start_port").asInt()
                            + '-'
                            + pool.at("/port_range/end_port").asInt());
                });
        return pools;
    }

    /** Parents and what is referred to come first: the server refuses nothing, and each name is made once. */
    private static void order(List<Write> writes) {
        // The projects of the first two namespaces stand already when these come; they are told by the refusal.
        assertThat(writes)
                .filteredOn(write -> write.status() != 200)
                .hasSizeLessThanOrEqualTo(2)
                .allSatisfy(write -> assertThat(write.path() + write.status()).isEqualTo("/projects409"));
        List<String> paths = writes.stream().map(Write::path).toList();
        assertThat(paths).containsSubsequence("/projects", "/network-ipams", "/virtual-networks");
        assertThat(paths.lastIndexOf("/network-ipams")).isLessThan(paths.indexOf("/virtual-networks"));
        long networks = paths.stream().filter("/virtual-networks"::equals).count();
        assertThat(networks).isEqualTo(2);
        assertThat(paths.stream().filter("/network-policys"::equals).count()).isEqualTo(3);
    }

    @Spec({"CL-25", "CL-21", "CL-22"})
    @Test
    void aServerThatIsDownAndADomainThatIsMissingAreWaitedFor() {
        try (Installation here = Installation.prepared()) {
            Contrail contrail = here.contrail();
            contrail.fault("name: 'down', kind: 'reset'");
            here.start("[KUBERNETES]", "kubernetes_cluster_domain = corp");
            here.kubernetes().create("ns1");
            eventually(() -> assertThat(here.readyz()).contains("[-]contrail-api failed"));
            assertThat(here.ask("/livez").status()).isEqualTo(200);
            assertThat(here.ask("/readyz").status()).isEqualTo(503);

            contrail.heal();
            eventually(() ->
                    assertThat(here.readyz()).contains("[+]contrail-api ok").contains("[-]foundation failed"));
            assertThat(contrail.all("project").keySet()).noneMatch(name -> name.contains("k8s"));

            contrail.create("domain", "corp", "config-root", "");
            here.awaitReady().awaitServed("ns1");
            assertThat(contrail.all("project"))
                    .containsKeys("corp:k8s-default", "corp:k8s-kube-system", "corp:k8s-ns1")
                    .doesNotContainKey("default-domain:k8s-default");
        }
    }

    @Spec({"CL-13", "CL-14"})
    @Test
    void anUnderlayAndAConfigurationThatComeLaterAreWaitedFor() {
        try (Installation here = Installation.prepared()) {
            Contrail contrail = here.contrail();
            contrail.delete("virtual-network", IP_FABRIC);
            contrail.update(
                    "application-policy-set",
                    "default-policy-management:default-application-policy-set",
                    "global_vrouter_config_refs: []");
            contrail.delete("global-vrouter-config", VROUTER_CONFIG);
            here.start();
            here.kubernetes().create("ns1");
            eventually(() ->
                    assertThat(here.readyz()).contains("[-]foundation failed").contains("ip-fabric"));
            eventually(() ->
                    assertThat(here.namespace("ns1").path("phase").asText()).isEqualTo("waiting"));

            contrail.create("virtual-network", IP_FABRIC, "project", "is_provider_network: true");
            here.awaitReady().awaitServed("ns1");
            assertThat(contrail.references("virtual-network", IP_FABRIC, "network_policy_refs"))
                    .containsExactly(PROJECT + ":k8s-default-ip-fabric-np");

            contrail.create("global-vrouter-config", VROUTER_CONFIG, "global-system-config", "");
            eventually(() -> assertThat(pools(contrail)).hasSize(2));
        }
    }
}
