package io.contrailkube.standins.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How a request is answered: in full, by a stream of chunks, or by a TCP reset. */
public sealed interface Reply {
    /** A complete answer; Content-Length and Connection are added by the server. */
    record Full(int status, Map<String, String> headers, byte[] body) implements Reply {
        public Full header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Full(status, more, body);
        }
    }

    /** An answer written piece by piece; {@code body} is called once, on the connection's thread, after the head was sent. */
    record Stream(int status, Map<String, String> headers, Consumer<StreamWriter> body) implements Reply {}

    /** No answer: the connection is reset. */
    record Reset() implements Reply {}

    static Full text(int status, String contentType, String text) {
        return new Full(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    static Full json(int status, JsonNode value) {
        try {
            return new Full(status, Map.of("Content-Type", "application/json"), Json.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Status as a number for logs; -1 for a reset. */
    default int code() {
        if (this instanceof Full full) {
            return full.status();
        }
        return this instanceof Stream stream ? stream.status() : -1;
    }
}
