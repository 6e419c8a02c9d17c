package io.contrailkube.standins.contrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.contrail.Caller.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Replays recorded exchanges of a real server, when the environment names a file of them: CONTRAIL_EXCHANGES=file. */
final class ExchangesIT {
    private static final String SETTING = "CONTRAIL_EXCHANGES";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Masking wanted = new Masking();
    private final Masking got = new Masking();

    @BeforeAll
    static void allowHost() {
        // Read by the client when it is first used; no other class of this module sets the header with it.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    @Test
    @DisplayName("All recorded exchanges are answered as the real server did")
    void replay() throws IOException, InterruptedException {
        String file = Optional.ofNullable(System.getProperty(SETTING)).orElse(System.getenv(SETTING));
        assumeTrue(file != null, "set " + SETTING + " to a file of recorded exchanges to replay them");
        List<Exchange> exchanges = Exchange.read(Path.of(String.valueOf(file)));
        List<String> differences = new ArrayList<>();
        ContrailOptions options = ContrailOptions.loopback().with(ContrailOptions.Choice.SERVICE_APPLIANCE_SETS, false);
        try (ContrailStandin standin = ContrailStandin.start(options)) {
            for (Exchange exchange : exchanges) {
                String difference = difference(exchange, standin.uri());
                if (difference != null) {
                    differences.add(exchange.id() + " (" + exchange.why() + "): " + difference);
                }
            }
        }
        assertThat(exchanges).isNotEmpty();
        assertThat(differences).as("of " + exchanges.size() + " exchanges").isEmpty();
    }

    private @Nullable String difference(Exchange exchange, URI server) throws IOException, InterruptedException {
        wanted.requested(exchange);
        got.requested(exchange);
        Answer answer = send(exchange, server);
        JsonNode value = answer.contentType().startsWith("application/json")
                        && !answer.text().isEmpty()
                ? answer.json()
                : Json.text(answer.text());
        wanted.save(exchange.saved(), exchange.response(), "");
        got.save(exchange.saved(), value, answer.header("Etag"));
        if (answer.status() != exchange.status()) {
            return "status " + answer.status() + ", not " + exchange.status() + ": " + answer.text();
        }
        String type = exchange.line().path("contentType").asText("");
        String expectedType = type.equals("null") ? "" : type;
        if (!flat(answer.contentType()).equals(flat(expectedType))) {
            return "content type " + answer.contentType() + ", not " + expectedType;
        }
        JsonNode etag = exchange.line().path("etag");
        if (etag.isBoolean() && etag.asBoolean() == answer.header("Etag").isEmpty()) {
            return "Etag '" + answer.header("Etag") + "'";
        }
        return exchange.ignored().contains("") ? null : bodies(exchange, value);
    }

    private @Nullable String bodies(Exchange exchange, JsonNode value) {
        JsonNode response = exchange.response();
        if (response.isNull() || response.isTextual()) {
            boolean ownHost = exchange.headers().has("Host");
            String expected = wanted.plain(response.isNull() ? "" : response.asText(), ownHost);
            String actual = got.plain(value.isTextual() ? value.asText() : value.toString(), ownHost);
            return expected.equals(actual) ? null : actual + ", not " + expected;
        }
        JsonNode left = response.deepCopy();
        JsonNode right = value.deepCopy();
        for (String pointer : exchange.ignored()) {
            List<String> steps = List.of(pointer.substring(1).split("/"));
            Masking.drop(left, steps);
            Masking.drop(right, steps);
        }
        JsonNode expected = wanted.masked(left, exchange);
        JsonNode actual = got.masked(right, exchange);
        return expected.toString().equals(actual.toString()) ? null : actual + ", not " + expected;
    }

    private static String flat(String contentType) {
        return contentType.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private Answer send(Exchange exchange, URI server) throws IOException, InterruptedException {
        String path = got.filled(exchange.line().path("path").asText());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        String body = exchange.isBig() ? exchange.body() : got.filled(exchange.body());
        request.method(exchange.method(), publisher(exchange, body));
        if (!body.isEmpty() && !exchange.headers().has("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        exchange.headers().properties().forEach(header -> {
            String value = got.filled(header.getValue().asText());
            if (!value.isEmpty()) {
                request.header(header.getKey(), value);
            }
        });
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    /** A stream of unknown length is what makes the client send chunks. */
    private static BodyPublisher publisher(Exchange exchange, String body) {
        if (exchange.isChunked()) {
            InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
            return BodyPublishers.ofInputStream(() -> bytes);
        }
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }
}
