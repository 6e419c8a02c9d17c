package io.contrailkube.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.node.health.CheckResult;
import io.contrailkube.node.health.Readiness;
import io.contrailkube.node.verdict.FlowQuestion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes over HTTP, with sources that say always the same. */
class NodeRoutesTest {
    private static final String TOKEN = "secret";
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(
            Behaviors.empty(),
            "routes",
            ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private CheckResult journal = new CheckResult("journal", true, "");
    private boolean started = true;
    private ServerBinding binding = serve(TOKEN);

    @AfterEach
    void unbind() {
        binding.unbind().toCompletableFuture().join();
    }

    @AfterAll
    static void terminate() {
        SYSTEM.terminate();
        SYSTEM.getWhenTerminated().toCompletableFuture().join();
    }

    private ServerBinding serve(String token) {
        var readiness = new Readiness(
                List.of(
                        new Readiness.Probe("journal", () -> done(List.of(journal))),
                        new Readiness.Probe(
                                "watches", () -> done(List.of(new CheckResult("watch/x", true, "3 objects"))))),
                Duration.ofSeconds(3));
        var sources = new NodeRoutes.Sources(
                readiness,
                () -> "contrail_kube_x_total 1.0\n",
                () -> started ? Optional.of(new Known()) : Optional.empty(),
                () -> "no journal at nowhere",
                Directives.path("cluster", () -> Directives.complete("members")));
        return Http.get(SYSTEM)
                .newServerAt("127.0.0.1", 0)
                .bind(NodeRoutes.of(sources, token))
                .toCompletableFuture()
                .join();
    }

    /** Knows the namespace blue, and is asked for no other. */
    private static final class Known implements Introspection {
        @Override
        public CompletionStage<?> namespaces() {
            return done(List.of(Map.of("name", "blue")));
        }

        @Override
        public CompletionStage<? extends Optional<?>> namespace(String name) {
            return done(name.equals("blue") ? Optional.of(Map.of("name", name)) : Optional.empty());
        }

        @Override
        public CompletionStage<?> history(String namespace, int limit) {
            return done(Map.of("of", namespace, "limit", limit, "at", Instant.EPOCH));
        }

        @Override
        public CompletionStage<?> cluster() {
            return CompletableFuture.failedFuture(new IllegalStateException("the cluster entity is moving"));
        }

        @Override
        public CompletionStage<?> clusterHistory(int limit) {
            return done(Map.of("limit", limit));
        }

        @Override
        public CompletionStage<?> verdict(FlowQuestion question) {
            return question.to().equals("busy/pod")
                    ? CompletableFuture.failedFuture(new IllegalStateException("no verdict now"))
                    : done(Map.of("from", question.sender().toString(), "asked", question));
        }

        @Override
        public Object gateway() {
            return Map.of("inFlight", 0);
        }

        @Override
        public CompletionStage<?> watches() {
            return done(List.of());
        }

        @Override
        public CompletionStage<?> audit() {
            return done(Map.of("audit", "started"));
        }
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Test
    void livezDependsOnNobody() {
        started = false;
        journal = new CheckResult("journal", false, "away");

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/livez").body()).isEqualTo("ok\n");
    }

    @Test
    void readyzSaysOnlyWhatIsWrongAndVerboseEverything() {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("readyz check passed\n");
        assertThat(get("/readyz?verbose").body())
                .isEqualTo("[+]journal ok\n[+]watch/x ok: 3 objects\nreadyz check passed\n");

        journal = new CheckResult("journal", false, "refused");

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("[-]journal failed: refused\nreadyz check failed\n");
        assertThat(get("/readyz?verbose").statusCode()).isEqualTo(503);
        assertThat(get("/readyz?verbose").body()).contains("[+]watch/x ok");
    }

    @Test
    void metricsAreInTheFormThatPrometheusReads() {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).isEqualTo("contrail_kube_x_total 1.0\n");
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
    }

    @Test
    void theIndexNamesTheEndpointsAndTheyAnswer() {
        for (String path : List.of("/", "/api/v1", "/api/v1/")) {
            assertThat(json(get(path)).path("endpoints")).hasSizeGreaterThan(10);
        }
        json(get("/")).path("endpoints").forEach(endpoint -> {
            String path = endpoint.asText().replace("{name}", "blue");
            if (path.startsWith("/api/v1/") && !path.endsWith("(POST)") && !path.equals("/api/v1/cluster")) {
                assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            }
        });
    }

    @Test
    void viewsAreJson() {
        assertThat(json(get("/api/v1/namespaces")).at("/0/name").asText()).isEqualTo("blue");
        assertThat(json(get("/api/v1/namespaces/blue")).path("name").asText()).isEqualTo("blue");
        assertThat(json(get("/api/v1/gateway")).path("inFlight").asInt(-1)).isZero();
        JsonNode history = json(get("/api/v1/namespaces/blue/history?limit=7"));
        assertThat(history.path("limit").asInt()).isEqualTo(7);
        assertThat(history.path("at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json(get("/api/v1/cluster/history")).path("limit").asInt()).isEqualTo(200);
        assertThat(get("/cluster").body()).isEqualTo("members");
    }

    @Test
    void whatCannotBeSaidNowIsAnsweredWithTheReason() {
        HttpResponse<String> answer = get("/api/v1/cluster");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error").asText()).isEqualTo("the cluster entity is moving");
        assertThat(json(answer).path("remedy").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/v1/nothing", "/api/v2/namespaces", "/api/v1/namespaces/red"})
    void whatIsUnknownIsNotFound(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void anUnknownNamespaceIsAnsweredInJson() {
        assertThat(json(get("/api/v1/namespaces/red")).path("error").asText()).contains("red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/namespaces", "/api/v1/namespaces/blue", "/api/v1/cluster", "/api/v1/gateway"})
    void aNodeThatIsStartingSaysWhatItWaitsFor(String path) {
        started = false;

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error").asText()).contains("starting").contains("no journal at nowhere");
    }

    @Test
    void changesNeedTheToken() {
        HttpResponse<String> refused = post("/api/v1/audit", "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(post("/api/v1/audit", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(post("/api/v1/audit", "Basic " + TOKEN).statusCode()).isEqualTo(401);

        HttpResponse<String> done = post("/api/v1/audit", "Bearer " + TOKEN);

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done).path("audit").asText()).isEqualTo("started");
        assertThat(get("/api/v1/audit").statusCode()).isEqualTo(405);
    }

    @Test
    void aVerdictIsAskedByParameters() {
        JsonNode asked = json(get("/api/v1/verdict?from=web%2Fa&to=10.0.0.1&port=http"));
        assertThat(asked.path("from").asText()).isEqualTo("web/a");
        assertThat(asked.at("/asked/port").asText()).isEqualTo("http");
        assertThat(asked.at("/asked/protocol").asText()).isEqualTo("TCP");

        for (var bad : Map.of(
                        "to=10.0.0.1", "from is missing", "from=x&to=y", "'x' is neither", "from=x", "to is missing")
                .entrySet()) {
            HttpResponse<String> answer = get("/api/v1/verdict?port=80&" + bad.getKey());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).contains(bad.getValue());
        }
        HttpResponse<String> busy = get("/api/v1/verdict?from=web/a&to=busy/pod&port=80");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(json(busy).path("error").asText()).isEqualTo("no verdict now");
    }

    @Test
    void theManagementRoutesAreBehindTheSameGuard() {
        assertThat(post("/cluster", "").statusCode()).isEqualTo(401);
        assertThat(post("/cluster", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenNobodyMayChangeAnything() {
        unbind();
        binding = serve("");

        assertThat(post("/api/v1/audit", "").statusCode()).isEqualTo(401);
        assertThat(post("/api/v1/audit", "Bearer ").statusCode()).isEqualTo(401);
        assertThat(json(post("/api/v1/audit", "Bearer x")).path("remedy").asText())
                .contains("token-file");
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, String authorization) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.noBody());
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }
}
