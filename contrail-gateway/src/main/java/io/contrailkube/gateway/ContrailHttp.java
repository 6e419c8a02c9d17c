package io.contrailkube.gateway;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.event.LoggingAdapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.stream.Materializer;
import akka.stream.StreamTcpException;
import akka.stream.SystemMaterializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The only class that speaks HTTP: a pool of connections for each server, one request at a time on each. */
final class ContrailHttp {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LARGEST_BODY = 256L << 20;
    /** Requests that timed out hold their connection a little longer; those that follow wait in the pool meanwhile. */
    private static final int WAITING_PER_CONNECTION = 4;

    private final Http http;
    private final Materializer materializer;
    private final LoggingAdapter log;
    private final ConnectionPoolSettings pool;
    private final HttpsConnectionContext tls;

    ContrailHttp(ActorSystem<?> system, GatewaySettings settings) {
        this.http = Http.get(system);
        this.materializer = SystemMaterializer.get(system).materializer();
        this.log = system.classicSystem().log();
        this.pool = ConnectionPoolSettings.create(
                poolConfig(settings, system.settings().config()));
        this.tls = TlsClient.context(settings.access().tls());
        // Connections are closed before the actors under them are.
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "close-contrail-connections",
                        () -> http.shutdownAllConnectionPools().thenApply(done -> Done.getInstance()));
    }

    /** Fails with whatever happened if there is no answer in time. */
    CompletionStage<HttpCall.Reply> send(HttpCall call) {
        long millis = call.limit().toMillis();
        return http.singleRequest(request(call), tls, pool, log)
                .toCompletableFuture()
                .thenCompose(response -> response.entity()
                        .toStrict(millis, LARGEST_BODY, materializer)
                        .thenApply(entity -> reply(response, entity)))
                .orTimeout(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether a failure of {@link #send} means that nothing can have been carried out. */
    static boolean wasNotSent(Throwable failure) {
        return failure instanceof StreamTcpException;
    }

    private static Config poolConfig(GatewaySettings settings, Config root) {
        Duration connecting = settings.access().connectTimeout();
        Duration answering = settings.access().requestTimeout();
        int connections = settings.limits().connections();
        Map<String, Object> values = new HashMap<>();
        values.put("max-connections", connections);
        values.put("max-open-requests", Integer.highestOneBit(connections * WAITING_PER_CONNECTION) * 2);
        // Repetition, and whom to leave alone, is decided by the gateway.
        values.put("max-retries", 0);
        values.put("base-connection-backoff", "0ms");
        values.put("max-connection-backoff", "0ms");
        values.put("client.connecting-timeout", connecting.toMillis() + "ms");
        // A connection that is silent for so long is given up: else a hanging server would keep its place in the pool.
        values.put("client.idle-timeout", answering.toMillis() + "ms");
        values.put("client.user-agent-header", "contrail-kube-controller");
        return ConfigFactory.parseMap(values)
                .atPath("akka.http.host-connection-pool")
                .withFallback(root);
    }

    /** Strict entities only: the server refuses chunked bodies (spec 04 API-8). */
    private static HttpRequest request(HttpCall call) {
        HttpRequest request = HttpRequest.create(call.uri().toString())
                .withMethod(HttpMethods.lookup(call.method())
                        .orElseThrow(() -> new IllegalArgumentException("no HTTP method " + call.method())));
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request = request.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        JsonNode body = call.body();
        return body == null ? request : request.withEntity(ContentTypes.APPLICATION_JSON, bytes(body));
    }

    private static HttpCall.Reply reply(HttpResponse response, HttpEntity.Strict entity) {
        String token =
                response.getHeader("X-Subject-Token").map(HttpHeader::value).orElse(null);
        boolean isJson = entity.getContentType().mediaType().toString().startsWith("application/json");
        if (isJson && !entity.getData().isEmpty()) {
            return new HttpCall.Reply(
                    response.status().intValue(), json(entity.getData().toArray()), "", token);
        }
        String text = entity.getData().decodeString(StandardCharsets.UTF_8);
        return new HttpCall.Reply(response.status().intValue(), MissingNode.getInstance(), text, token);
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the answer is no JSON", e);
        }
    }
}
