package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Verdicts on the running system (spec 03 section 13). */
class VerdictIT {
    private static final Installation HERE = Installation.withNodes();

    @AfterAll
    static void close() {
        HERE.close();
    }

    private static JsonNode verdict(String query) {
        return HERE.ask("/api/v1/verdict?" + query).orFail().body();
    }

    @Test
    void whatKubernetesMeansAndWhatContrailDoesIsSaidOfTheClusterAsItIs() {
        HERE.kubernetes().create("talk");
        HERE.awaitServed("talk");
        Contents here = HERE.kubernetes().in("talk");
        here.pod("web", "app: 'web'");
        here.create("pods", "api", "spec: {containers: [{name: 'c', ports: [{name: 'http', containerPort: 8080}]}]}");
        here.awaitRunning("web");
        String address = here.awaitRunning("api");

        eventually(() -> {
            JsonNode report = verdict("from=talk/web&to=" + address + "&port=http");
            assertThat(report.path("port").asText()).isEqualTo("TCP/8080");
            assertThat(report.path("kubernetes").asText()).isEqualTo("allow");
            assertThat(report.path("contrail").asText()).isEqualTo("allow");
            assertThat(report.at("/reasons/kubernetes/1/pod").asText()).isEqualTo("talk/api");
            assertThat(report.at("/reasons/contrail")).hasSize(2);
            assertThat(report.at("/reasons/contrail/1/interface").asText()).contains(":api__");
        });
        Web.Answer unknown = HERE.ask("/api/v1/verdict?from=talk/nobody&to=10.0.0.1&port=80");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().path("error").asText()).contains("there is no pod talk/nobody");
    }
}
