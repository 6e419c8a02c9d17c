package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of the Contrail API that nodes need (spec 04 sections 5 and 7). */
final class ContrailCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int THERE_ALREADY = 409;

    private final URI api;
    private final AtomicLong sent = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    ContrailCalls(URI api) {
        this.api = api;
    }

    /** Objects of one type with all properties, references and these back references; what is not there is left out. */
    List<JsonNode> read(String type, Collection<String> uuids, String fields) throws IOException, InterruptedException {
        if (uuids.isEmpty()) {
            return List.of();
        }
        ObjectNode query = Json.object()
                .put("type", type)
                .put("obj_uuids", String.join(",", uuids))
                .put("detail", true)
                .put("exclude_hrefs", true)
                .put("fields", fields);
        HttpRequest.Builder request =
                request("/list-bulk-collection").POST(BodyPublishers.ofByteArray(Json.bytes(query)));
        return objects(type, answer(request));
    }

    /** The same by names that are ready for a query. */
    List<JsonNode> readByNames(String type, List<String> names, String fields)
            throws IOException, InterruptedException {
        String query = "?detail=true&exclude_hrefs=true&fields=" + fields + "&fq_names=" + String.join(",", names);
        return objects(type, answer(request("/" + type + "s" + query).GET()));
    }

    /** Does nothing when an object of that name is there. */
    void create(String type, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                send(request("/" + type + "s").POST(BodyPublishers.ofByteArray(Json.bytes(body))));
        if (response.statusCode() != 200 && response.statusCode() != THERE_ALREADY) {
            throw refused(response);
        }
    }

    private HttpRequest.Builder request(String path) {
        String root = api.toString();
        String base = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("X-Contrail-Useragent", ClusterPlay.CLIENT)
                .header("Content-Type", "application/json");
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        return Json.MAPPER.readTree(response.body());
    }

    /** Requests so far. */
    long sent() {
        return sent.get();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        sent.incrementAndGet();
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static IOException refused(HttpResponse<byte[]> response) {
        return new IOException(
                response.request().method() + " " + response.uri().getPath() + ": HTTP " + response.statusCode());
    }

    private static List<JsonNode> objects(String type, JsonNode answer) {
        List<JsonNode> found = new ArrayList<>();
        answer.path(type + "s").forEach(entry -> found.add(entry.path(type)));
        return found;
    }
}
