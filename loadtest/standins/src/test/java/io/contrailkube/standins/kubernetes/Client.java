package io.contrailkube.standins.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Plain HTTP calls on a stand-in. */
final class Client {
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI root;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(URI root) {
        this.root = root;
    }

    /** Status and body of an answer. */
    record Answer(int status, JsonNode body) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of());
    }

    Answer get(String path, String accept) {
        return send("GET", path, "", Map.of("Accept", accept));
    }

    Answer post(String path, String body) {
        return send("POST", path, body, Map.of("Content-Type", "application/json"));
    }

    Answer put(String path, String body) {
        return send("PUT", path, body, Map.of("Content-Type", "application/json"));
    }

    Answer patch(String path, String type, String body) {
        return send("PATCH", path, body, Map.of("Content-Type", type));
    }

    Answer delete(String path) {
        return send("DELETE", path, "", Map.of());
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, options, Map.of("Content-Type", "application/json"));
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(quoted(body)));
        headers.forEach(request::header);
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            byte[] bytes = response.body();
            boolean json = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
            JsonNode tree = json
                    ? MAPPER.readTree(bytes)
                    : MAPPER.getNodeFactory().textNode(new String(bytes, StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Events watch(String path) {
        return Events.open(http, root.resolve(path));
    }

    /** JSON is easier to read in tests with single quotes. */
    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    void namespace(String name) {
        post("/api/v1/namespaces", "{'metadata':{'name':'" + name + "'}}");
    }

    /** A pod in the namespace {@code default} with the labels given as JSON members. */
    Answer pod(String name, String labels) {
        return post(
                "/api/v1/namespaces/default/pods",
                "{'metadata':{'name':'" + name + "','labels':{" + labels + "}},'spec':{'containers':[{'name':'c'}]}}");
    }
}
