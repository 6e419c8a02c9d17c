package io.contrailkube.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contrailkube.ingest.IngestSettings.Access;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.support.ScriptedServer;
import io.contrailkube.ingest.support.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesApiTest {
    private static final ApiCall VERSION = ApiCall.get("/version");

    private final ScriptedServer server = ScriptedServer.start();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(server));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void everyAnswerIsAnAnswer() {
        server.on("GET /version", http -> http.json(200, "{\"major\":\"1\"}"))
                .on("GET /no", http -> http.header("Retry-After", "7")
                        .json(403, "{\"reason\":\"Forbidden\",\"message\":\"not you\"}"))
                .on("GET /proxy", http -> http.json(502, "<html>"));
        KubernetesApi api = connect();

        assertThat(answer(api, VERSION).body().path("major").asText()).isEqualTo("1");
        assertThat(answer(api, ApiCall.get("/no")).message()).isEqualTo("403 Forbidden: not you");
        assertThat(answer(api, ApiCall.get("/no")).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(answer(api, ApiCall.get("/proxy")).body().isMissingNode()).isTrue();
        assertThat(answer(api, ApiCall.get("/proxy")).refusal(VERSION).kind()).isEqualTo(Cause.TROUBLED);
    }

    @Test
    void bodiesGoAsTheyAre() {
        var sent = new ArrayList<String>();
        server.on("POST|PATCH", http -> {
            sent.add(http.http().getRequestHeaders().getFirst("Content-Type") + ' ' + http.body());
            http.json(201, "{}");
        });
        KubernetesApi api = connect();

        answer(api, ApiCall.post("/a", "{\"ü\":1}"));
        answer(api, ApiCall.mergePatch("/a", "{}"));

        assertThat(sent).containsExactly("application/json {\"ü\":1}", "application/merge-patch+json {}");
    }

    @Test
    void theTokenIsSent() {
        var sent = new ArrayList<String>();
        server.on("GET", http -> {
            sent.add(http.http().getRequestHeaders().getFirst("Authorization"));
            http.json(200, "{}");
        });

        answer(connect("kubernetes.token = abc"), VERSION);

        assertThat(sent).containsExactly("Bearer abc");
    }

    @Test
    void aKubeconfigIsFollowed(@TempDir Path directory) throws IOException {
        server.on("GET", http -> http.json(200, "{}"));
        Path file = Files.writeString(
                directory.resolve("config"),
                """
                apiVersion: v1
                kind: Config
                current-context: there
                contexts: [{name: there, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """
                        .formatted(server.uri()));
        Access access = TestSettings.of(URI.create(""), "kubernetes { kubeconfig = \"" + file + "\", server = \"\" }")
                .access();
        KubernetesApi api = connect(access);

        assertThat(answer(api, VERSION).ok()).isTrue();
        assertThat(api.server()).isEqualTo(server.uri().toString());
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        Access access = TestSettings.of(URI.create(""), "kubernetes { kubeconfig = /no/such/file, server = \"\" }")
                .access();

        assertThatThrownBy(() -> KubernetesApi.connect(access)).hasMessageContaining("/no/such/file");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        KubernetesApi api = connect();
        server.close();

        ApiFailure failure = failure(api);

        assertThat(failure.kind()).isEqualTo(Cause.UNREACHABLE);
        assertThat(failure.getMessage())
                .contains("GET /version")
                .contains(server.uri().toString());
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        server.on("GET", ScriptedServer.Exchange::silence);

        assertThat(failure(connect("kubernetes.request-timeout = 200ms")).kind())
                .isEqualTo(Cause.UNREACHABLE);
    }

    private KubernetesApi connect(String... settings) {
        return connect(TestSettings.of(server.uri(), settings).access());
    }

    private KubernetesApi connect(Access access) {
        KubernetesApi api = KubernetesApi.connect(access);
        open.add(0, api);
        return api;
    }

    private static ApiAnswer answer(KubernetesApi api, ApiCall call) {
        return api.call(call).toCompletableFuture().join();
    }

    private static ApiFailure failure(KubernetesApi api) {
        Throwable cause = catchThrowableOfType(CompletionException.class, () -> answer(api, VERSION))
                .getCause();
        if (cause instanceof ApiFailure failure) {
            return failure;
        }
        throw new AssertionError("no ApiFailure", cause);
    }
}
