package io.contrailkube.node.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests with JSON answers, as a person at a shell would send them. */
final class Web {
    /** How the log of a stand-in knows that a request is ours and not the controller's. */
    static final String OPERATOR = "operator";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Web() {}

    /** @param body missing if the text is no JSON */
    record Answer(int status, JsonNode body, String text) {
        Answer orFail() {
            if (status >= 300) {
                throw new AssertionError("answered " + status + ": " + text);
            }
            return this;
        }
    }

    static Answer get(URI uri) {
        return call("GET", uri, "application/json", "");
    }

    static Answer post(URI uri, String json) {
        return call("POST", uri, "application/json", json);
    }

    static Answer postWithToken(URI uri, String token) {
        return send(request("POST", uri, "").header("Authorization", "Bearer " + token));
    }

    static Answer call(String method, URI uri, String contentType, String body) {
        return send(request(method, uri, body).header("Content-Type", contentType));
    }

    private static HttpRequest.Builder request(String method, URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("X-Contrail-Useragent", OPERATOR)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + ' ' + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** JSON as people write it: single quotes and bare field names pass. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON in this case: " + text, e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
