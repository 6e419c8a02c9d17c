package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.FORWARDING;
import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Kubernetes.SNAT;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clusters that are configured otherwise, each started anew (spec 01 sections 1 and 3). */
class ConfiguredIT {
    private static final String PROJECT = "default-domain:k8s-default";
    private static final String PODS = PROJECT + ":k8s-default-pod-network";
    private static final String SERVICES = PROJECT + ":k8s-default-service-network";
    private static final String IP_FABRIC = "default-domain:default-project:ip-fabric";

    @Spec({"CL-7", "NS-17"})
    @Test
    void globalForwarding() {
        try (Installation here =
                Installation.started("[KUBERNETES]", "ip_fabric_forwarding = true", "ip_fabric_snat = true")) {
            here.kubernetes().create("ns4", ISOLATION, "true", FORWARDING, "false");
            here.awaitServed("default", "ns4");
            Contrail contrail = here.contrail();

            assertThat(contrail.references("virtual-network", PODS, "network_ipam_refs"))
                    .containsExactly(PROJECT + ":k8s-ip-fabric-ipam");
            assertThat(contrail.references("virtual-network", PODS, "virtual_network_refs"))
                    .containsExactly(IP_FABRIC);
            assertThat(snat(contrail, PODS)).isFalse();
            assertThat(contrail.references("virtual-network", SERVICES, "virtual_network_refs"))
                    .isEmpty();
            assertThat(snat(contrail, SERVICES)).isFalse();
            String own = "default-domain:k8s-ns4:k8s-ns4-pod-network";
            assertThat(contrail.references("virtual-network", own, "network_ipam_refs"))
                    .containsExactly(PROJECT + ":k8s-pod-ipam");
            assertThat(contrail.references("virtual-network", own, "virtual_network_refs"))
                    .isEmpty();
        }
    }

    @Spec({"CL-5", "CL-8", "CL-26", "NS-16", "NS-41"})
    @Test
    void globalSnatAndTheTagOnProjects() {
        try (Installation here = Installation.started(
                "[KUBERNETES]",
                "ip_fabric_snat = TRUE",
                "pod_subnets = 10.32.0.0/12 10.48.0.0/12",
                "[DEFAULTS]",
                "aps_name = foo",
                "secure_project = True")) {
            here.kubernetes().create("ns2", ISOLATION, "true", SNAT, "false");
            here.awaitServed("default", "ns2");
            Contrail contrail = here.contrail();

            assertThat(snat(contrail, PODS)).isTrue();
            assertThat(snat(contrail, SERVICES)).isFalse();
            assertThat(snat(contrail, "default-domain:k8s-ns2:k8s-ns2-pod-network"))
                    .isFalse();
            assertThat(contrail.get("network-ipam", PROJECT + ":k8s-pod-ipam").at("/ipam_subnets/subnets"))
                    .hasSize(2);
            JsonNode ipams = contrail.get("virtual-network", PODS).path("network_ipam_refs");
            assertThat(ipams).hasSize(1);
            // None of ours in it; the server puts a uuid there.
            assertThat(ipams.at("/0/attr/ipam_subnets").findValues("subnet")).isEmpty();
            assertThat(contrail.references("application-policy-set", "default-policy-management:foo", "tag_refs"))
                    .containsExactly("application=k8s");
            assertThat(contrail.references("project", "default-domain:k8s-ns2", "tag_refs"))
                    .containsExactly("application=k8s");
            for (String network : List.of(PODS, SERVICES, "default-domain:k8s-ns2:k8s-ns2-pod-network")) {
                assertThat(contrail.references("virtual-network", network, "tag_refs"))
                        .isEmpty();
            }
        }
    }

    @Spec({"CL-15", "NS-3", "NS-33"})
    @Test
    void oneProjectForAllNamespaces() {
        String configured = "cluster_project = {'domain':'default-domain','project':'admin'}";
        try (Installation here = Installation.started("[KUBERNETES]", configured)) {
            Kubernetes kubernetes = here.kubernetes();
            Contrail contrail = here.contrail();
            kubernetes.create("ns1", ISOLATION, "true");
            kubernetes.create("missed");
            here.awaitServed("ns1", "missed");
            assertThat(contrail.all("project"))
                    .containsKey("default-domain:admin")
                    .satisfies(projects -> assertThat(projects.keySet()).noneMatch(name -> name.contains("k8s-")));
            assertThat(contrail.has("virtual-network", "default-domain:admin:k8s-default-pod-network"))
                    .isTrue();
            assertThat(contrail.has("network-ipam", "default-domain:admin:k8s-pod-ipam"))
                    .isTrue();
            assertThat(contrail.has("virtual-network", "default-domain:admin:k8s-ns1-pod-network"))
                    .isTrue();
            assertThat(contrail.has("security-group", "default-domain:admin:k8s-ns1-default-sg"))
                    .isTrue();

            kubernetes.delete("ns1");
            here.awaitGone("ns1").stop();
            kubernetes.deleteAndWait("missed");
            here.start("[KUBERNETES]", configured).awaitReady().awaitGone("missed");

            assertThat(contrail.all("security-group").keySet())
                    .noneMatch(name -> name.endsWith("k8s-ns1-default-sg"))
                    .noneMatch(name -> name.endsWith("k8s-missed-default-sg"));
            assertThat(contrail.has("virtual-network", "default-domain:admin:k8s-ns1-pod-network"))
                    .isFalse();
            assertThat(contrail.has("project", "default-domain:admin")).isTrue();
        }
    }

    @Spec({"CL-16", "CL-17"})
    @Test
    void networksOfOtherNames() {
        try (Installation here = Installation.prepared()) {
            Contrail contrail = here.contrail();
            contrail.create("domain", "corp", "config-root", "");
            here.start(
                            "[KUBERNETES]",
                            "cluster_project = {'domain':'default-domain','project':'admin'}",
                            "cluster_network = {'domain':'corp','project':'shop','name':'hosts'}",
                            "cluster_pod_network = {'domain':'x','project':'y','name':'pods'}")
                    .awaitReady()
                    .awaitServed("default");
            assertThat(contrail.all("project")).containsKey("corp:shop").doesNotContainKey("default-domain:admin");
            assertThat(contrail.all("virtual-network").keySet())
                    .filteredOn(name -> !name.startsWith("default-domain:default-project:"))
                    .containsExactlyInAnyOrder("corp:shop:pods", "corp:shop:k8s-default-service-network");

            here.kubernetes().annotate("default", SNAT, "true");

            eventually(() -> assertThat(snat(contrail, "corp:shop:pods")).isTrue());
            assertThat(contrail.references("virtual-network", "corp:shop:pods", "tag_refs"))
                    .containsExactly("application=k8s");
            assertThat(contrail.all("virtual-network").keySet())
                    .filteredOn(name -> name.startsWith("corp:"))
                    .hasSize(2);
        }
    }

    @Spec({"CL-19", "CL-20", "NS-41"})
    @Test
    void nestedInAnotherCloud() {
        String[] nested = {
            "[DEFAULTS]",
            "nested_mode = 1",
            "collectors = 10.0.0.9:8086",
            "secure_project = True",
            "[VNC]",
            "cassandra_server_list = 10.0.0.7:9161",
            "rabbit_port = 5673",
            "[KUBERNETES]",
            "cluster_network = {'domain':'default-domain','project':'cloud','name':'hosts'}"
        };
        try (Installation here = Installation.prepared()) {
            Contrail contrail = here.contrail();
            contrail.create("project", "default-domain:cloud", "domain", "");
            contrail.create("virtual-network", "default-domain:cloud:hosts", "project", "");
            here.start(nested).awaitReady();
            here.kubernetes().create("ns2", ISOLATION, "true");
            here.awaitServed("default", "ns2");

            String underlay = "default-domain:cloud:k8s-nested-underlay-np";
            for (String network : List.of(
                    "hosts",
                    "k8s-default-pod-network",
                    "k8s-default-service-network",
                    "k8s-ns2-pod-network",
                    "k8s-ns2-service-network")) {
                eventually(() -> assertThat(contrail.references(
                                "virtual-network", "default-domain:cloud:" + network, "network_policy_refs"))
                        .as(network)
                        .contains(underlay));
            }
            assertThat(contrail.get("network-policy", underlay)
                            .at("/network_policy_entries/policy_rule/0/dst_addresses/0/virtual_network")
                            .asText())
                    .isEqualTo("default-domain:cloud:hosts");
            assertThat(contrail.references("virtual-network", "default-domain:cloud:k8s-ns2-pod-network", "tag_refs"))
                    .containsExactly("application=k8s");
            assertThat(contrail.references("project", "default-domain:cloud", "tag_refs"))
                    .isEmpty();
            eventually(() -> assertThat(agingPorts(contrail)).hasSize(4));
            List<Integer> ports = agingPorts(contrail);
            assertThat(ports)
                    .containsExactlyInAnyOrder(9161, 5673, contrail.uri().getPort(), 8086);
            long mark = contrail.mark();

            here.restart(nested).awaitServed("default", "ns2");

            assertThat(agingPorts(contrail)).isEqualTo(ports);
            assertThat(contrail.writesSince(mark)).isEmpty();
        }
    }

    private static List<Integer> agingPorts(Contrail contrail) {
        var ports = new ArrayList<Integer>();
        contrail.get("global-vrouter-config", "default-global-system-config:default-global-vrouter-config")
                .at("/flow_aging_timeout_list/flow_aging_timeout")
                .forEach(entry -> {
                    assertThat(entry.path("timeout_in_seconds").asInt()).isEqualTo(Integer.MAX_VALUE);
                    assertThat(entry.path("protocol").asText()).isEqualTo("tcp");
                    ports.add(entry.path("port").asInt());
                });
        return ports;
    }

    private static boolean snat(Contrail contrail, String network) {
        return contrail.get("virtual-network", network).path("fabric_snat").asBoolean();
    }
}
