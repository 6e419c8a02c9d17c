package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Short requests with JSON answers, for looking at what runs. */
public final class Web {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            // An offer of HTTP/2 is more than some proxies, such as that of kubectl, can take.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /** What was answered; {@code body} is missing if it was no JSON. */
    public record Answer(int status, JsonNode body, String text) {}

    /** @throws IOException if there is no answer */
    public Answer get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    /** @throws IOException if there is no answer */
    public Answer post(URI uri, String json) throws IOException {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /**
     * @param verb e.g. {@code PUT}
     * @throws IOException if there is no answer
     */
    public Answer call(String verb, URI uri, String contentType, String body) throws IOException {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", contentType)
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null ? MAPPER.missingNode() : tree;
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }
}
