package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One remembered request; status 0 while it is unanswered, -1 when the connection was reset. */
public final class LoggedRequest {
    private static final byte[] NO_BODY = new byte[0];

    private final long sequence;
    private final Request request;
    private final String body;
    private final Instant time;
    private final long began;
    private volatile int status;
    private volatile long micros = -1;

    LoggedRequest(long sequence, Request request, String body, Instant time, long began) {
        this.sequence = sequence;
        // The bytes are let go: a long log must not hold every body twice.
        this.request = new Request(request.method(), request.target(), request.headers(), NO_BODY, request.scheme());
        this.body = body;
        this.time = time;
        this.began = began;
    }

    void answered(int status, long now) {
        this.micros = (now - began) / 1_000;
        this.status = status;
    }

    public long sequence() {
        return sequence;
    }

    /** The request without its body. */
    public Request request() {
        return request;
    }

    /** The body of a write, when bodies are kept. */
    public String body() {
        return body;
    }

    public int status() {
        return status;
    }

    /** The client's name for itself. */
    public String client() {
        return request.headers().first("X-Contrail-Useragent", request.headers().first("User-Agent", ""));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("sequence", sequence)
                .put("time", time.toString())
                .put("method", request.method())
                .put("path", request.path());
        ObjectNode query = json.putObject("query");
        request.query().parameters().forEach(p -> query.put(p.key(), p.value()));
        json.put("status", status).put("micros", micros).put("client", client());
        if (!body.isEmpty()) {
            json.set("body", parsed());
        }
        return json;
    }

    private JsonNode parsed() {
        try {
            return Json.MAPPER.readTree(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Json.MAPPER.getNodeFactory().textNode(body);
        }
    }
}
