package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.FIP_POOL;
import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Kubernetes.NETWORK;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.node.acceptance.Kubernetes.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations that name a network or a pool, also badly (spec 01 section 10.2). The pods of these cases come with pods. */
class NamespaceNetworkIT {
    private static final String BLUE = "{\"domain\":\"default-domain\",\"project\":\"admin\",\"name\":\"blue\"}";
    private static final Installation HERE = withBlue();

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    private static Installation withBlue() {
        Installation installation = Installation.prepared();
        installation.contrail().create("project", "default-domain:admin", "domain", "");
        installation.contrail().create("virtual-network", "default-domain:admin:blue", "project", "");
        return installation.start().awaitReady();
    }

    @AfterAll
    static void close() {
        HERE.close();
    }

    @Spec("NS-21")
    @Test
    void aNamedNetworkIsUsedAndNoneIsMade() {
        JsonNode before = contrail.get("virtual-network", "default-domain:admin:blue");
        usesBlue("named", BLUE);
        assertThat(contrail.get("virtual-network", "default-domain:admin:blue")).isEqualTo(before);
    }

    @Spec("NS-22")
    @Test
    void singleQuotesMeanTheSame() {
        usesBlue("quoted", BLUE.replace('"', '\''));
    }

    private void usesBlue(String namespace, String annotation) {
        kubernetes.create(namespace, NETWORK, annotation);
        HERE.awaitServed(namespace);

        isProvisioned(namespace);
        assertThat(contrail.all("virtual-network").keySet()).noneMatch(name -> name.contains(namespace));
        assertThat(contrail.annotations("project", "default-domain:k8s-" + namespace))
                .containsEntry("isolated", "False");
        assertThat(HERE.setting(namespace, "network")).contains("default-domain", "admin", "blue");
        assertThat(kubernetes.events(namespace)).isEmpty();
    }

    @Spec("NS-23")
    @Test
    void aNamedNetworkThatIsMissingIsReportedUntilItIsThere() {
        kubernetes.create("early", NETWORK, BLUE.replace("blue", "green"));
        HERE.awaitServed("early");
        isProvisioned("early");
        assertThat(kubernetes.awaitEvent("early", "NetworkNotFound").message())
                .contains("default-domain")
                .contains("green");
        assertThat(HERE.namespace("early").path("problems")).hasSize(1);

        contrail.create("virtual-network", "default-domain:admin:green", "project", "");

        eventually(() -> assertThat(HERE.namespace("early").path("problems")).isEmpty());
    }

    @Spec({"NS-24", "NS-25"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"broken|{bad", "nameless|{\"domain\":\"default-domain\",\"project\":\"admin\"}"})
    void aMalformedNetworkDoesNotKeepTheRestFromBeingMade(String namespace, String annotation) {
        kubernetes.create(namespace, NETWORK, annotation, ISOLATION, "true");
        kubernetes.create(namespace + "-neighbour");
        HERE.awaitServed(namespace, namespace + "-neighbour");

        Event event = kubernetes.awaitEvent(namespace, "InvalidAnnotation");
        assertThat(event.type()).isEqualTo("Warning");
        assertThat(event.message()).contains(NETWORK);
        isProvisioned(namespace);
        isIsolated(namespace);
        assertThat(HERE.setting(namespace, "network")).isEqualTo("not decided");
    }

    @Spec("NS-26")
    @Test
    void aMalformedPoolDoesNotKeepIsolationAway() {
        kubernetes.create("poolless", FIP_POOL, "public", ISOLATION, "true");
        HERE.awaitServed("poolless");

        assertThat(kubernetes.awaitEvent("poolless", "InvalidAnnotation").message())
                .contains(FIP_POOL);
        isIsolated("poolless");
    }

    /** The half of the case that is about namespaces; pods that were held come with pods. */
    @Spec("NS-27")
    @Test
    void aNetworkThatIsCorrectedIsTaken() {
        kubernetes.create("corrected", NETWORK, "{bad");
        kubernetes.awaitEvent("corrected", "InvalidAnnotation");

        kubernetes.annotate("corrected", NETWORK, BLUE);

        eventually(() -> assertThat(HERE.setting("corrected", "network")).contains("blue"));
        assertThat(HERE.namespace("corrected").path("problems")).isEmpty();
    }

    /** The half of the case that is about namespaces; where new pods go comes with pods. */
    @Spec("NS-28")
    @Test
    void aNetworkThatIsWithdrawnIsForgotten() {
        kubernetes.create("withdrawn", NETWORK, BLUE, ISOLATION, "true");
        HERE.awaitServed("withdrawn");
        assertThat(HERE.setting("withdrawn", "network")).contains("blue");

        kubernetes.annotate("withdrawn", NETWORK, null);

        eventually(() -> assertThat(HERE.setting("withdrawn", "network")).isEqualTo("not decided"));
        isIsolated("withdrawn");
    }

    private void isProvisioned(String namespace) {
        String project = "default-domain:k8s-" + namespace;
        assertThat(contrail.has("project", project)).isTrue();
        assertThat(contrail.has("security-group", project + ":k8s-" + namespace + "-default-sg"))
                .isTrue();
        assertThat(contrail.references(
                        "firewall-policy", "default-policy-management:k8s-allowall", "firewall_rule_refs"))
                .contains(
                        "default-policy-management:k8s-Namespace-" + namespace + "-ingress",
                        "default-policy-management:k8s-Namespace-" + namespace + "-egress");
    }

    private void isIsolated(String namespace) {
        String project = "default-domain:k8s-" + namespace;
        assertThat(contrail.has("virtual-network", project + ":k8s-" + namespace + "-pod-network"))
                .isTrue();
        assertThat(contrail.has("virtual-network", project + ":k8s-" + namespace + "-service-network"))
                .isTrue();
    }
}
