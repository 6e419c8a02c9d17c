package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final String AGGREGATED =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    private final KubernetesStandin standin =
            KubernetesStandin.start(KubernetesOptions.loopback().withAttachments());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    @Test
    void saysThatItIsWell() {
        for (String path : new String[] {"/healthz", "/livez", "/readyz", "/readyz/ping"}) {
            assertThat(client.get(path).body().asText()).isEqualTo("ok");
        }
        assertThat(client.get("/version").text("/major")).isEqualTo("1");
    }

    @Test
    void describesWhatItServes() {
        assertThat(client.get("/api").text("/versions/0")).isEqualTo("v1");
        assertThat(client.get("/apis").body().findValuesAsText("name"))
                .contains("apps", "networking.k8s.io", "discovery.k8s.io", "k8s.cni.cncf.io");
        assertThat(client.get("/apis/apps").text("/preferredVersion/groupVersion"))
                .isEqualTo("apps/v1");
        assertThat(client.get("/api/v1").body().findValuesAsText("name"))
                .contains("pods", "pods/status", "namespaces", "services", "endpoints", "events");
        assertThat(client.get("/apis/apps/v2").status()).isEqualTo(404);
        Client.Answer all = client.get("/apis", AGGREGATED);
        assertThat(all.text("/apiVersion")).isEqualTo("apidiscovery.k8s.io/v2");
        assertThat(all.body().findValuesAsText("resource")).contains("networkpolicies", "ingresses");
    }

    @Test
    void publishesTheDocumentsThatValidationLooksFor() {
        assertThat(client.get("/openapi/v3").body().at("/paths/apis~1apps~1v1").isMissingNode())
                .isFalse();
        assertThat(client.get("/openapi/v3/api/v1").body().findValuesAsText("name"))
                .contains("fieldValidation");
        assertThat(client.get("/openapi/v2").text("/swagger")).isEqualTo("2.0");
        assertThat(client.get("/openapi/v3/none").status()).isEqualTo(404);
    }

    @Test
    void letsOnlyThoseInWhoHaveAToken() {
        try (KubernetesStandin guarded =
                KubernetesStandin.start(KubernetesOptions.loopback().withTokens(Set.of("secret")))) {
            Client stranger = new Client(guarded.uri());
            Client.Answer refused = stranger.get("/api/v1/pods");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.text("/reason")).isEqualTo("Unauthorized");
            Map<String, String> known = Map.of("Authorization", "Bearer secret");
            assertThat(stranger.send("GET", "/api/v1/pods", "", known).status()).isEqualTo(200);
            guarded.token().accept(Set.of("renewed"));
            assertThat(stranger.send("GET", "/api/v1/pods", "", known).status()).isEqualTo(401);
        }
    }

    @Test
    void appliesManifestsInTheSameProcess() {
        String yaml =
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: demo}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: a, namespace: demo, labels: {app: %s}}
                spec: {containers: [{name: c}]}
                status: {phase: Running, podIP: 10.0.0.%d}
                """;
        standin.apply(yaml.formatted("x", 1));
        standin.apply(yaml.formatted("y", 2));
        Client.Answer pod = client.get("/api/v1/namespaces/demo/pods/a");
        assertThat(pod.text("/status/podIP")).isEqualTo("10.0.0.2");
        assertThat(pod.text("/metadata/labels/app")).isEqualTo("y");
        assertThatThrownBy(() -> standin.apply("{apiVersion: v9, kind: Thing, metadata: {name: a}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("v9 Thing");
    }

    @Test
    void logsAndCountsRequests() {
        client.pod("a", "");
        assertThat(client.get("/standin/requests?writes=true").text("/requests/0/path"))
                .isEqualTo("/api/v1/namespaces/default/pods");
        assertThat(client.get("/standin/stats").body().at("/sinceStart/total").asLong())
                .isEqualTo(1);
    }
}
