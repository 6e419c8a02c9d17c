package io.contrailkube.standins.contrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A stand-in of its own and a client of it; bodies may be written with single quotes. */
final class Caller implements AutoCloseable {
    private final ContrailStandin standin;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Caller(ContrailStandin standin) {
        this.standin = standin;
    }

    static Caller start() {
        return start(ContrailOptions.loopback());
    }

    static Caller start(ContrailOptions options) {
        return new Caller(ContrailStandin.start(options));
    }

    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode at(String pointer) {
            return json().at(pointer);
        }

        String contentType() {
            return header("Content-Type");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        void is(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
        }

        void is(int expected, String message) {
            is(expected);
            assertThat(text).isEqualTo(message);
        }
    }

    ContrailStandin standin() {
        return standin;
    }

    URI uri() {
        return standin.uri();
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(standin.uri() + path.replace(" ", "%20")));
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    Answer put(String path, String body) {
        return send("PUT", path, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** Tries to create; {@code more} are further members of the object, empty or each with its comma behind. */
    Answer tryCreate(String type, String parentType, String colonName, String more) {
        String parent = parentType.isEmpty() ? "" : "'parent_type':'" + parentType + "',";
        return post("/" + type + "s", "{'" + type + "':{" + more + parent + "'fq_name':" + name(colonName) + "}}");
    }

    /** Creates and tells the uuid. */
    String create(String type, String parentType, String colonName, String more) {
        Answer answer = tryCreate(type, parentType, colonName, more);
        answer.is(200);
        return answer.at("/" + type + "/uuid").asText();
    }

    String project(String name) {
        return create("project", "domain", "default-domain:" + name, "");
    }

    /** A network with one subnet of its own. */
    String network(String project, String name, String prefix, int length) {
        String ipam = "default-domain:default-project:default-network-ipam";
        return create(
                "virtual-network",
                "project",
                "default-domain:" + project + ":" + name,
                "'network_ipam_refs':[{'to':" + name(ipam)
                        + ",'attr':{'ipam_subnets':[{'subnet':{'ip_prefix':'" + prefix + "','ip_prefix_len':" + length
                        + "}}]}}],");
    }

    /** One member of an object as it reads now. */
    JsonNode field(String type, String uuid, String field) {
        Answer answer = get("/" + type + "/" + uuid + "?fields=" + field);
        answer.is(200);
        return answer.at("/" + type + "/" + field);
    }

    static String name(String colonName) {
        return "['" + colonName.replace(":", "','") + "']";
    }

    static String ref(String colonName, String uuid) {
        return "{'to':" + name(colonName) + ",'uuid':'" + uuid + "','attr':null}";
    }

    static List<String> names(JsonNode refs) {
        return refs.findValues("to").stream()
                .map(to -> String.join(":", Json.strings(to)))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        standin.close();
    }
}
