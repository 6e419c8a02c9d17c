package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.testing.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody else who writes to Contrail: svc-monitor, an agent, an operator. JSON may be written with single quotes. */
final class Rest {
    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Rest(URI server) {
        this.server = server;
    }

    /** @param content of the envelope */
    void create(String type, String content) {
        post('/' + type + 's', "{'" + type + "': {" + content + "}}");
    }

    JsonNode post(String path, String body) {
        String json = Given.json(body).toString();
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(server.resolve(path)).build());
    }

    void delete(ContrailObject object) {
        send(HttpRequest.newBuilder(server.resolve('/' + object.key().type() + '/' + object.uuid()))
                .DELETE()
                .build());
    }

    /** How many objects of a type there are. */
    int count(String type) {
        return get('/' + type + "s?count=true").at('/' + type + "s/count").asInt();
    }

    /** A reference as the server wants it. */
    static String ref(ContrailObject to) {
        return "{'to': ['" + String.join("', '", to.key().fqName().parts()) + "'], 'uuid': '" + to.uuid()
                + "', 'attr': null}";
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Given.json(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
