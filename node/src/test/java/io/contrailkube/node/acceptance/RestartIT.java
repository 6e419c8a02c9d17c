package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Kubernetes.NETWORK;
import static io.contrailkube.node.acceptance.Kubernetes.SNAT;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a node finds again that was away, with the same configuration or another (spec 01 section 10). */
class RestartIT {
    private static final String PROJECT = "default-domain:k8s-default";
    private static final String PODS = PROJECT + ":k8s-default-pod-network";
    private static final String VROUTER_CONFIG = "default-global-system-config:default-global-vrouter-config";

    @Spec({"CL-2", "NS-9", "NS-40"})
    @Test
    void nothingIsWrittenWhenNothingHasChanged() {
        try (Installation here = Installation.started()) {
            Kubernetes kubernetes = here.kubernetes();
            Contrail contrail = here.contrail();
            kubernetes.create("plain");
            kubernetes.create("apart", ISOLATION, "true", SNAT, "true");
            kubernetes.create("broken", NETWORK, "{bad");
            kubernetes.create("kept", ISOLATION, "true");
            String[] all = {"default", "kube-system", "kube-public", "plain", "apart", "broken", "kept"};
            here.awaitServed(all);
            kubernetes.annotate("kept", ISOLATION, null);
            kubernetes.awaitEvent("kept", "IsolationKept");
            here.passed("kept");
            here.stop();
            Map<String, String> before = uuids(contrail);
            long mark = contrail.mark();

            here.start().awaitReady().awaitServed(all);
            here.audit();
            here.awaitServed(all);

            assertThat(contrail.writesSince(mark)).isEmpty();
            assertThat(uuids(contrail)).isEqualTo(before);
            assertThat(here.setting("kept", "isolation")).isEqualTo("true");
            here.passed("kept");
            assertThat(contrail.writesSince(mark))
                    .allSatisfy(write -> assertThat(write.path()).matches("/tags|/tag/.*"));
        }
    }

    private static Map<String, String> uuids(Contrail contrail) {
        var all = new TreeMap<String, String>();
        for (String type : List.of(
                "project",
                "network-ipam",
                "virtual-network",
                "network-policy",
                "security-group",
                "tag",
                "firewall-rule",
                "firewall-policy",
                "application-policy-set")) {
            contrail.all(type).forEach((name, uuid) -> all.put(type + ' ' + name, uuid));
        }
        return all;
    }

    @Spec({"CL-10", "CL-12", "CL-23", "CL-24", "NS-33", "NS-34"})
    @Test
    void whatHappenedMeanwhileIsMadeGood() {
        try (Installation here = Installation.started()) {
            Kubernetes kubernetes = here.kubernetes();
            Contrail contrail = here.contrail();
            kubernetes.create("plain");
            kubernetes.create("apart", ISOLATION, "true");
            kubernetes.create("follows", ISOLATION, "true");
            here.awaitServed("plain", "apart", "follows", "default");
            here.stop();

            kubernetes.deleteAndWait("plain");
            kubernetes.deleteAndWait("apart");
            contrail.update(
                    "global-vrouter-config",
                    VROUTER_CONFIG,
                    "port_translation_pools: {port_translation_pool: ["
                            + "{protocol: 'tcp', port_range: {start_port: 56000, end_port: 57023}},"
                            + "{protocol: 'udp', port_range: {start_port: 57024, end_port: 58047}},"
                            + "{protocol: 'tcp', port_range: {start_port: 40000, end_port: 40100}}]}");
            JsonNode rules = contrail.get("network-policy", PROJECT + ":k8s-default-pod-service-np")
                    .path("network_policy_entries");
            contrail.update(
                    "network-policy",
                    PROJECT + ":k8s-default-pod-service-np",
                    "network_policy_entries: " + rules.toString().replace("\"pass\"", "\"deny\""));
            here.start("[KUBERNETES]", "ip_fabric_snat = true", "pod_subnets = 10.32.0.0/12 10.48.0.0/12")
                    .awaitReady()
                    .awaitGone("plain")
                    .awaitGone("apart");

            assertThat(contrail.all("project"))
                    .doesNotContainKeys("default-domain:k8s-plain", "default-domain:k8s-apart");
            assertThat(contrail.all("virtual-network").keySet()).noneMatch(name -> name.contains("k8s-apart"));
            assertThat(contrail.all("network-policy").keySet()).noneMatch(name -> name.contains("k8s-apart"));
            eventually(() -> assertThat(snat(contrail, PODS)).isTrue());
            eventually(() -> assertThat(snat(contrail, "default-domain:k8s-follows:k8s-follows-pod-network"))
                    .isTrue());
            eventually(() -> assertThat(contrail.get("network-ipam", PROJECT + ":k8s-pod-ipam")
                            .at("/ipam_subnets/subnets")
                            .findValuesAsText("ip_prefix"))
                    .containsExactlyInAnyOrder("10.32.0.0", "10.48.0.0"));
            eventually(() -> assertThat(contrail.get("network-policy", PROJECT + ":k8s-default-pod-service-np")
                            .at("/network_policy_entries/policy_rule/0/action_list/simple_action")
                            .asText())
                    .isEqualTo("pass"));
            assertThat(FoundationIT.pools(contrail))
                    .containsExactlyInAnyOrder("tcp 56000-57023", "udp 57024-58047", "tcp 40000-40100");
        }
    }

    @Spec("CL-9")
    @Test
    void forwardingThatIsSwitchedOnLaterIsReportedAndChangesNothing() {
        try (Installation here = Installation.started()) {
            Contrail contrail = here.contrail();
            here.awaitServed("default");
            JsonNode before = contrail.get("virtual-network", PODS);

            here.restart("[KUBERNETES]", "ip_fabric_forwarding = true");

            assertThat(here.kubernetes()
                            .awaitEvent("default", "ForwardingImmutable")
                            .message())
                    .contains("ip_fabric_forwarding");
            here.awaitServed("default");
            assertThat(contrail.get("virtual-network", PODS)).isEqualTo(before);
            assertThat(here.ask("/api/v1/cluster").body().path("problems")).hasSize(1);
        }
    }

    /** The answer to a create is lost together with the node: the object was marked by the same request. */
    @Spec("CL-29")
    @Test
    void aNodeThatEndsBeforeItHearsOfItsCreateAdoptsItAfterwards() {
        try (Installation here = Installation.started()) {
            Contrail contrail = here.contrail();
            contrail.fault("name: 'lost', kind: 'late', method: 'POST', path: '^/virtual-networks$'");
            here.kubernetes().create("cut", ISOLATION, "true");
            String network = "default-domain:k8s-cut:k8s-cut-pod-network";
            eventually(
                    () -> assertThat(contrail.has("virtual-network", network)).isTrue());
            here.stop();
            contrail.heal();
            String uuid = contrail.uuid("virtual-network", network);
            assertThat(contrail.annotations("virtual-network", network))
                    .containsEntry("owner", "k8s")
                    .containsEntry("cluster", "k8s");

            here.start().awaitReady().awaitServed("cut");

            assertThat(contrail.uuid("virtual-network", network)).isEqualTo(uuid);
            here.kubernetes().delete("cut");
            here.awaitGone("cut");
            assertThat(contrail.has("virtual-network", network)).isFalse();
        }
    }

    private static boolean snat(Contrail contrail, String network) {
        return contrail.get("virtual-network", network).path("fabric_snat").asBoolean();
    }
}
