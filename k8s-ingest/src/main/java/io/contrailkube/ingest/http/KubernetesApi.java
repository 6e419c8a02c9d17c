package io.contrailkube.ingest.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.contrailkube.ingest.IngestSettings.Access;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Kubernetes API server. Credentials, their refresh and TLS are fabric8's; what is read is bytes or JSON, never its models. */
public final class KubernetesApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final String server;
    private final Duration timeout;

    private KubernetesApi(HttpClient http, String server, Duration timeout) {
        this.http = http;
        this.server = server;
        this.timeout = timeout;
    }

    public static KubernetesApi connect(Access access) {
        Config config = Credentials.of(access);
        return new KubernetesApi(
                new JdkHttpClientFactory().newBuilder(config).build(),
                config.getMasterUrl().replaceAll("/+$", ""),
                access.requestTimeout());
    }

    /** URL of the server, for people. */
    public String server() {
        return server;
    }

    /** Any answer is an answer; the stage fails with {@link ApiFailure} if there is none. */
    public CompletionStage<ApiAnswer> call(ApiCall call) {
        HttpRequest.Builder request = request(call.path());
        if (!call.contentType().isEmpty()) {
            request.method(call.method(), call.contentType(), call.body());
        }
        CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
        http.sendAsync(request.build(), byte[].class)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        answer.complete(answer(response));
                    } else {
                        answer.completeExceptionally(Failures.unreachable(call.toString(), server, failure));
                    }
                });
        return answer;
    }

    /**
     * The body of a GET, read as fast as it is asked for; fails with {@link ApiFailure}. The first element is empty and comes
     * with the head of the answer.
     *
     * @param idle longest time without a byte while one is asked for
     */
    public Source<ByteString, NotUsed> stream(String path, Duration idle) {
        HttpRequest request = request(path).build();
        return Source.fromGraph(new BodyStage(
                consumer -> http.consumeBytes(request, consumer), new BodyStage.About("GET " + path, server), idle));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder()
                .uri(server + path)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
    }

    private static ApiAnswer answer(HttpResponse<byte[]> response) {
        return new ApiAnswer(response.code(), json(response.body()), Failures.seconds(response.header("Retry-After")));
    }

    private static JsonNode json(byte @Nullable [] body) {
        if (body == null) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
