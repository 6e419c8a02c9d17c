package io.contrailkube.standins.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of an open watch. */
final class Events implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpResponse<Stream<String>> response;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> end;

    private Events(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.end = CompletableFuture.supplyAsync(() -> {
            try {
                response.body().forEach(lines::add);
                return true;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    static Events open(HttpClient http, URI uri) {
        try {
            return new Events(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    /** The next line, null when none comes in time. */
    @Nullable
    String line(Duration patience) {
        try {
            return lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode next() {
        String line = line(Duration.ofSeconds(5));
        if (line == null) {
            throw new AssertionError("no event came");
        }
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Type and name of the next event, as {@code ADDED name}. */
    String brief() {
        JsonNode event = next();
        return event.path("type").asText() + " "
                + event.at("/object/metadata/name").asText();
    }

    boolean quietFor(Duration time) {
        return line(time) == null;
    }

    /** Waits for the end; true when it came in order. */
    boolean endedInOrder() {
        return end.orTimeout(5, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        response.body().close();
    }
}
