package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.FORWARDING;
import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Kubernetes.SNAT;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Isolation, forwarding and SNAT as annotations ask for them, with both options off (spec 01 section 10.2). */
class NamespaceSettingsIT {
    private static final String IP_FABRIC = "default-domain:default-project:ip-fabric";
    private static final String DEFAULT_PODS = "default-domain:k8s-default:k8s-default-pod-network";
    private static final Installation HERE = Installation.started();

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    @AfterAll
    static void close() {
        HERE.close();
    }

    @Spec("NS-7")
    @Test
    void isolationInCapitalsCountsAndAnotherWordDoesNot() {
        kubernetes.create("shouting", ISOLATION, "TRUE");
        kubernetes.create("vague", ISOLATION, "yes");
        HERE.awaitServed("shouting", "vague");

        assertThat(contrail.has("virtual-network", pods("shouting"))).isTrue();
        assertThat(contrail.has("virtual-network", pods("vague"))).isFalse();
        Kubernetes.Event event = kubernetes.awaitEvent("vague", "InvalidAnnotation");
        assertThat(event.type()).isEqualTo("Warning");
        assertThat(event.uid()).isEqualTo(kubernetes.uid("vague"));
        assertThat(event.message()).contains(ISOLATION).contains("yes");
    }

    @Spec("NS-8")
    @Test
    void isolationAddedLaterBringsNetworks() {
        kubernetes.create("changed");
        HERE.awaitServed("changed");

        kubernetes.annotate("changed", ISOLATION, "true");

        eventually(() ->
                assertThat(contrail.has("virtual-network", pods("changed"))).isTrue());
        HERE.awaitServed("changed");
        assertThat(contrail.has("virtual-network", services("changed"))).isTrue();
        assertThat(contrail.annotations("project", "default-domain:k8s-changed"))
                .containsEntry("isolated", "True");
    }

    @Spec("NS-9")
    @Test
    void isolationWithdrawnStays() {
        kubernetes.create("kept", ISOLATION, "true");
        HERE.passed("kept");
        long mark = contrail.mark();

        kubernetes.annotate("kept", ISOLATION, null);

        kubernetes.awaitEvent("kept", "IsolationKept");
        HERE.passed("kept");
        assertThat(contrail.has("virtual-network", pods("kept"))).isTrue();
        onlyTagsSince(mark);
        assertThat(HERE.setting("kept", "isolation")).isEqualTo("true");
    }

    @Spec("NS-10")
    @Test
    void allAnnotationsWithdrawn() {
        kubernetes.create("bare", ISOLATION, "true", SNAT, "true");
        HERE.awaitServed("bare");
        assertThat(snat(pods("bare"))).isTrue();

        kubernetes.withoutAnnotations("bare");

        kubernetes.awaitEvent("bare", "IsolationKept");
        eventually(() -> assertThat(snat(pods("bare"))).isFalse());
        assertThat(contrail.has("virtual-network", services("bare"))).isTrue();
    }

    @Spec("NS-11")
    @Test
    void forwardingPutsThePodNetworkOnTheUnderlay() {
        kubernetes.create("ns3", ISOLATION, "true", FORWARDING, "true");
        HERE.awaitServed("ns3");

        assertThat(contrail.references("virtual-network", pods("ns3"), "virtual_network_refs"))
                .containsExactly(IP_FABRIC);
        assertThat(contrail.references("virtual-network", pods("ns3"), "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-ip-fabric-ipam");
        assertThat(contrail.references("virtual-network", services("ns3"), "virtual_network_refs"))
                .isEmpty();
        assertThat(contrail.references("virtual-network", services("ns3"), "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-service-ipam");
    }

    @Spec("NS-12")
    @Test
    void forwardingGoesOverSnat() {
        kubernetes.create("both", ISOLATION, "true", FORWARDING, "true", SNAT, "true");
        HERE.awaitServed("both");

        assertThat(snat(pods("both"))).isFalse();
        kubernetes.awaitEvent("both", "AnnotationIgnored");
    }

    @Spec("NS-13")
    @Test
    void forwardingCannotBeTakenAway() {
        kubernetes.create("fixed", ISOLATION, "true", FORWARDING, "true", SNAT, "true");
        HERE.passed("fixed");
        long mark = contrail.mark();

        kubernetes.annotate("fixed", FORWARDING, "false");

        kubernetes.awaitEvent("fixed", "ForwardingImmutable");
        HERE.passed("fixed");
        onlyTagsSince(mark);
        assertThat(contrail.references("virtual-network", pods("fixed"), "virtual_network_refs"))
                .containsExactly(IP_FABRIC);
        assertThat(snat(pods("fixed"))).isFalse();
    }

    @Spec("NS-14")
    @Test
    void forwardingCannotBeAdded() {
        kubernetes.create("overlay", ISOLATION, "true");
        HERE.passed("overlay");
        long mark = contrail.mark();

        kubernetes.annotate("overlay", FORWARDING, "true");

        kubernetes.awaitEvent("overlay", "ForwardingImmutable");
        HERE.passed("overlay");
        onlyTagsSince(mark);
        kubernetes.annotate("overlay", SNAT, "true");
        eventually(() -> assertThat(snat(pods("overlay"))).isTrue());
        assertThat(contrail.references("virtual-network", pods("overlay"), "virtual_network_refs"))
                .isEmpty();
    }

    @Spec("NS-15")
    @Test
    void snatFollowsItsAnnotationAndNothingElseChanges() {
        kubernetes.create("toggled", ISOLATION, "true");
        HERE.awaitServed("toggled");
        JsonNode before = withoutSnat(pods("toggled"));

        for (String value : new String[] {"true", "false", "true", null}) {
            kubernetes.annotate("toggled", SNAT, value);
            eventually(() -> assertThat(snat(pods("toggled"))).isEqualTo("true".equals(value)));
        }

        assertThat(withoutSnat(pods("toggled"))).isEqualTo(before);
        assertThat(snat(services("toggled"))).isFalse();
    }

    @Spec("NS-18")
    @Test
    void theDefaultNamespaceSwitchesSnatOfTheDefaultPodNetwork() {
        kubernetes.annotate("default", SNAT, "true");
        eventually(() -> assertThat(snat(DEFAULT_PODS)).isTrue());

        kubernetes.annotate("default", SNAT, null);
        eventually(() -> assertThat(snat(DEFAULT_PODS)).isFalse());
    }

    @Spec("NS-19")
    @Test
    void theDefaultNamespaceCannotAskForForwarding() {
        HERE.passed("default");
        long mark = contrail.mark();

        kubernetes.annotate("default", FORWARDING, "true");

        kubernetes.awaitEvent("default", "AnnotationIgnored");
        HERE.passed("default");
        onlyTagsSince(mark);
        kubernetes.annotate("default", FORWARDING, null);
    }

    @Spec("NS-20")
    @Test
    void snatOfAPlainNamespaceHasNoEffect() {
        kubernetes.create("plain");
        HERE.passed("plain");
        long mark = contrail.mark();

        kubernetes.annotate("plain", SNAT, "true");

        kubernetes.awaitEvent("plain", "AnnotationIgnored");
        HERE.passed("plain");
        onlyTagsSince(mark);
        assertThat(snat(DEFAULT_PODS)).isFalse();
    }

    @Spec("NS-45")
    @Test
    void theOldAnnotationForServicesHasNoEffect() {
        kubernetes.create("old", ISOLATION, "true", "opencontrail.org/isolation.service", "false");
        HERE.awaitServed("old");

        assertThat(kubernetes.awaitEvent("old", "AnnotationIgnored").message()).contains("isolation.service");
        assertThat(contrail.has("virtual-network", services("old"))).isTrue();
    }

    private void onlyTagsSince(long mark) {
        assertThat(contrail.writesSince(mark))
                .as("only the label that ends a step")
                .allSatisfy(write -> assertThat(write.path()).matches("/tags|/tag/.*"));
    }

    private boolean snat(String network) {
        return contrail.get("virtual-network", network).path("fabric_snat").asBoolean();
    }

    private JsonNode withoutSnat(String network) {
        ObjectNode body = contrail.get("virtual-network", network).deepCopy();
        body.remove(List.of("fabric_snat", "id_perms"));
        return body;
    }

    private static String pods(String namespace) {
        return "default-domain:k8s-" + namespace + ":k8s-" + namespace + "-pod-network";
    }

    private static String services(String namespace) {
        return "default-domain:k8s-" + namespace + ":k8s-" + namespace + "-service-network";
    }
}
