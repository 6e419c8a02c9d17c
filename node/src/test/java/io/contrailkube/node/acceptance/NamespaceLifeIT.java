package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.node.acceptance.Contrail.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Namespaces come and go (spec 01 section 10.2). */
class NamespaceLifeIT {
    private static final Installation HERE = Installation.started();

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    @AfterAll
    static void close() {
        HERE.close();
    }

    @Spec("NS-1")
    @Test
    void aPlainNamespaceGetsItsObjectsAndNoNetwork() {
        kubernetes.create("ns1");
        HERE.awaitServed("ns1");

        assertThat(contrail.annotations("project", "default-domain:k8s-ns1"))
                .containsOnlyKeys("owner", "cluster", "project", "kind", "namespace", "name", "k8s_uuid", "isolated")
                .containsEntry("owner", "k8s")
                .containsEntry("cluster", "k8s")
                .containsEntry("project", "k8s-ns1")
                .containsEntry("kind", "Namespace")
                .containsEntry("namespace", "ns1")
                .containsEntry("name", "ns1")
                .containsEntry("k8s_uuid", kubernetes.uid("ns1"))
                .containsEntry("isolated", "False");
        JsonNode group = contrail.get("security-group", "default-domain:k8s-ns1:k8s-ns1-default-sg");
        assertThat(group.at("/security_group_entries/policy_rule")).hasSize(4);
        assertThat(group.at("/perms2/owner").asText().replace("-", ""))
                .isEqualTo(contrail.uuid("project", "default-domain:k8s-ns1").replace("-", ""));
        assertThat(contrail.has("tag", "namespace=ns1")).isTrue();
        assertThat(contrail.references(
                        "firewall-policy", "default-policy-management:k8s-allowall", "firewall_rule_refs"))
                .contains(
                        "default-policy-management:k8s-Namespace-ns1-ingress",
                        "default-policy-management:k8s-Namespace-ns1-egress");
        JsonNode ingress = contrail.get("firewall-rule", "default-policy-management:k8s-Namespace-ns1-ingress");
        assertThat(ingress.at("/endpoint_2/tags/0").asText()).isEqualTo("namespace=ns1");
        assertThat(ingress.at("/action_list/simple_action").asText()).isEqualTo("pass");
        assertThat(contrail.all("virtual-network").keySet()).noneMatch(name -> name.contains("ns1"));
    }

    @Spec("NS-2")
    @Test
    void aPlainNamespaceGoesInOrder() {
        kubernetes.create("going");
        HERE.awaitServed("going");
        String project = contrail.uuid("project", "default-domain:k8s-going");
        String group = contrail.uuid("security-group", "default-domain:k8s-going:k8s-going-default-sg");
        String tag = contrail.uuid("tag", "namespace=going");
        String rule = contrail.uuid("firewall-rule", "default-policy-management:k8s-Namespace-going-ingress");
        long mark = contrail.mark();

        kubernetes.delete("going");
        HERE.awaitGone("going");

        assertThat(deletions(mark))
                .containsSubsequence(
                        "/firewall-rule/" + rule, "/tag/" + tag, "/security-group/" + group, "/project/" + project);
        assertThat(contrail.has("firewall-rule", "default-policy-management:k8s-Namespace-going-egress"))
                .isFalse();
        assertThat(contrail.references(
                        "firewall-policy", "default-policy-management:k8s-allowall", "firewall_rule_refs"))
                .noneMatch(name -> name.contains("-going-"));
    }

    @Spec({"NS-4", "FAB-2"})
    @Test
    void anIsolatedNamespaceGetsNetworksOfItsOwn() {
        kubernetes.create("ns2", ISOLATION, "true");
        HERE.awaitServed("ns2");

        String pods = "default-domain:k8s-ns2:k8s-ns2-pod-network";
        String services = "default-domain:k8s-ns2:k8s-ns2-service-network";
        assertThat(contrail.references("virtual-network", pods, "network_policy_refs"))
                .containsExactlyInAnyOrder(
                        "default-domain:k8s-ns2:k8s-ns2-pod-service-np",
                        "default-domain:k8s-default:k8s-default-ip-fabric-np",
                        "default-domain:k8s-default:k8s-default-service-np");
        assertThat(contrail.references("virtual-network", services, "network_policy_refs"))
                .containsExactlyInAnyOrder(
                        "default-domain:k8s-ns2:k8s-ns2-pod-service-np",
                        "default-domain:k8s-default:k8s-default-ip-fabric-np");
        assertThat(contrail.references("virtual-network", pods, "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-pod-ipam");
        assertThat(contrail.references("virtual-network", services, "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-service-ipam");
        for (String network : List.of(pods, services)) {
            assertThat(contrail.annotations("virtual-network", network))
                    .containsEntry("isolated", "True")
                    .containsEntry("kind", "Namespace")
                    .containsEntry("name", "ns2")
                    .containsEntry("namespace", "ns2");
            assertThat(contrail.references("virtual-network", network, "tag_refs"))
                    .containsExactly("application=k8s");
            JsonNode body = contrail.get("virtual-network", network);
            assertThat(body.path("address_allocation_mode").asText()).isEqualTo("flat-subnet-only");
            assertThat(body.at("/virtual_network_properties/forwarding_mode").asText())
                    .isEqualTo("l3");
            assertThat(body.path("network_policy_refs")).allSatisfy(ref -> {
                assertThat(ref.at("/attr/sequence/major").asInt(-1)).isZero();
                assertThat(ref.at("/attr/sequence/minor").asInt(-1)).isZero();
            });
        }
        assertThat(contrail.get("network-policy", "default-domain:k8s-ns2:k8s-ns2-pod-service-np")
                        .at("/network_policy_entries/policy_rule/0/src_addresses/0/virtual_network")
                        .asText())
                .isEqualTo(pods);
    }

    @Spec("NS-5")
    @Test
    void anIsolatedNamespaceGoesInOrder() {
        kubernetes.create("apart", ISOLATION, "true");
        HERE.awaitServed("apart");
        List<String> expected = List.of(
                "/network-policy/"
                        + contrail.uuid("network-policy", "default-domain:k8s-apart:k8s-apart-pod-service-np"),
                "/virtual-network/"
                        + contrail.uuid("virtual-network", "default-domain:k8s-apart:k8s-apart-pod-network"),
                "/virtual-network/"
                        + contrail.uuid("virtual-network", "default-domain:k8s-apart:k8s-apart-service-network"),
                "/security-group/" + contrail.uuid("security-group", "default-domain:k8s-apart:k8s-apart-default-sg"),
                "/project/" + contrail.uuid("project", "default-domain:k8s-apart"));
        long mark = contrail.mark();

        kubernetes.delete("apart");
        HERE.awaitGone("apart");

        assertThat(deletions(mark)).containsSubsequence(expected);
        assertThat(contrail.writesSince(mark))
                .filteredOn(write -> write.method().equals("DELETE"))
                .allSatisfy(write -> assertThat(write.status()).isEqualTo(200));
    }

    @Spec("NS-6")
    @Test
    void aDeletionWaitsForWhatStillUsesANetwork() {
        kubernetes.create("busy", ISOLATION, "true");
        HERE.awaitServed("busy");
        contrail.create(
                "virtual-machine-interface",
                "default-domain:k8s-busy:port",
                "project",
                "virtual_network_refs: [{to: ['default-domain', 'k8s-busy', 'k8s-busy-pod-network']}]");

        kubernetes.delete("busy");
        eventually(() -> assertThat(contrail.has("virtual-network", "default-domain:k8s-busy:k8s-busy-service-network"))
                .isFalse());
        kubernetes.create("other");
        HERE.awaitServed("other");

        assertThat(contrail.has("virtual-network", "default-domain:k8s-busy:k8s-busy-pod-network"))
                .isTrue();
        assertThat(HERE.namespace("busy").path("phase").asText()).isEqualTo("leaving");
        contrail.delete("virtual-machine-interface", "default-domain:k8s-busy:port");
        HERE.awaitGone("busy");
        assertThat(contrail.has("project", "default-domain:k8s-busy")).isFalse();
    }

    @Spec("NS-29")
    @Test
    void aLabelIsATagThatFollowsIt() {
        kubernetes.create("labelled");
        kubernetes.label("labelled", "a", "1");
        eventually(() -> assertThat(contrail.has("tag", "a=1")).isTrue());

        kubernetes.label("labelled", "a", "2");
        eventually(() -> assertThat(contrail.has("tag", "a=2")).isTrue());
        eventually(() -> assertThat(contrail.has("tag", "a=1")).isFalse());
        kubernetes.label("labelled", "a", null);
        eventually(() -> assertThat(contrail.has("tag", "a=2")).isFalse());
    }

    @Spec("NS-30")
    @Test
    void twoLabelsWithinMillisecondsBothCount() {
        kubernetes.create("quick");
        kubernetes.label("quick", "first", "1");
        kubernetes.label("quick", "second", "2");

        eventually(() -> assertThat(contrail.all("tag")).containsKeys("first=1", "second=2"));
    }

    @Spec("NS-31")
    @Test
    void aSlashInALabelIsSpelledOut() {
        kubernetes.create("slashed");
        kubernetes.label("slashed", "app.kubernetes.io/part-of", "Shop");

        eventually(() -> assertThat(contrail.has("tag", "app.kubernetes.io__slash__part-of=Shop"))
                .isTrue());
        HERE.awaitServed("slashed");
    }

    @Spec("NS-32")
    @Test
    void aNamespaceMadeAnewAtOnceIsFresh() {
        kubernetes.create("again", ISOLATION, "true");
        HERE.awaitServed("again");
        String before = kubernetes.uid("again");

        kubernetes.deleteAndWait("again");
        kubernetes.create("again");

        String uid = kubernetes.uid("again");
        assertThat(uid).isNotEqualTo(before);
        eventually(() -> assertThat(contrail.annotations("project", "default-domain:k8s-again"))
                .containsEntry("k8s_uuid", uid)
                .containsEntry("isolated", "False"));
        HERE.passed("again");
        assertThat(contrail.has("virtual-network", "default-domain:k8s-again:k8s-again-pod-network"))
                .isFalse();
        long mark = contrail.mark();
        HERE.audit();
        HERE.passed("again");
        assertThat(deletions(mark)).noneMatch(path -> !path.startsWith("/tag/"));
        assertThat(contrail.has("security-group", "default-domain:k8s-again:k8s-again-default-sg"))
                .isTrue();
    }

    @Spec("NS-36")
    @Test
    void aForeignNetworkOfTheSameLeafNameStays() {
        contrail.create("project", "default-domain:elsewhere", "domain", "");
        contrail.create("virtual-network", "default-domain:elsewhere:k8s-twin-pod-network", "project", "");
        kubernetes.create("twin", ISOLATION, "true");
        HERE.awaitServed("twin");

        kubernetes.delete("twin");
        HERE.awaitGone("twin");

        assertThat(contrail.has("virtual-network", "default-domain:k8s-twin:k8s-twin-pod-network"))
                .isFalse();
        assertThat(contrail.has("virtual-network", "default-domain:elsewhere:k8s-twin-pod-network"))
                .isTrue();
    }

    @Spec("NS-37")
    @Test
    void aProjectOfAnOperatorIsUsedAndMarkedAndStays() {
        String uuid = contrail.create(
                "project",
                "default-domain:k8s-adopted",
                "domain",
                "annotations: {key_value_pair: [{key: 'team', value: 'net'}]}");
        kubernetes.create("adopted");
        HERE.awaitServed("adopted");
        assertThat(contrail.annotations("project", "default-domain:k8s-adopted"))
                .containsEntry("owner", "k8s")
                .containsEntry("k8s_uuid", kubernetes.uid("adopted"))
                .containsEntry("team", "net");

        kubernetes.delete("adopted");
        HERE.awaitGone("adopted");

        assertThat(contrail.uuid("project", "default-domain:k8s-adopted")).isEqualTo(uuid);
        assertThat(contrail.has("security-group", "default-domain:k8s-adopted:k8s-adopted-default-sg"))
                .isFalse();
        assertThat(contrail.annotations("project", "default-domain:k8s-adopted"))
                .containsOnlyKeys("team");
    }

    @Spec("NS-40")
    @Test
    void aHundredUnrelatedChangesCauseNoWrite() {
        kubernetes.create("restless", ISOLATION, "true");
        HERE.passed("restless");
        long mark = contrail.mark();

        IntStream.range(0, 100).forEach(i -> kubernetes.annotate("restless", "example.org/touched", String.valueOf(i)));

        HERE.passed("restless");
        assertThat(contrail.writesSince(mark)).allSatisfy(write -> assertThat(write.path())
                .as("only the label that ends the case")
                .matches("/tags|/tag/.*"));
    }

    @Spec("NS-42")
    @Test
    void nothingIsMadeForANamespaceThatIsGoing() {
        kubernetes.create("leaver");
        HERE.awaitServed("leaver");
        kubernetes.patch("leaver", "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");
        HERE.passed("leaver");
        long mark = contrail.mark();

        kubernetes.delete("leaver");
        kubernetes.annotate("leaver", ISOLATION, "true");
        kubernetes.label("leaver", "more", "1");
        kubernetes.create("afterwards");
        HERE.passed("afterwards");

        assertThat(contrail.writesSince(mark))
                .filteredOn(write -> write.method().equals("POST"))
                .noneMatch(write -> write.body().contains("leaver"));
        assertThat(contrail.has("tag", "more=1")).isFalse();
        kubernetes.patch("leaver", "{\"metadata\":{\"finalizers\":null}}");
        HERE.awaitGone("leaver");
    }

    @Spec("NS-44")
    @Test
    void aSecurityGroupThatAnOperatorDeletesComesBack() {
        kubernetes.create("robbed");
        HERE.awaitServed("robbed");
        contrail.delete("security-group", "default-domain:k8s-robbed:k8s-robbed-default-sg");

        HERE.audit();

        eventually(() -> assertThat(contrail.has("security-group", "default-domain:k8s-robbed:k8s-robbed-default-sg"))
                .isTrue());
    }

    private List<String> deletions(long mark) {
        return contrail.writesSince(mark).stream()
                .filter(write -> write.method().equals("DELETE"))
                .map(Write::path)
                .toList();
    }
}
