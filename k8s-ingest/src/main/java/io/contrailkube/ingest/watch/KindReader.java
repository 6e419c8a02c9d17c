package io.contrailkube.ingest.watch;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the API says about objects of one kind. */
final class KindReader {
    private static final Logger LOG = LoggerFactory.getLogger(KindReader.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 200;

    private final KubeKind kind;

    KindReader(KubeKind kind) {
        this.kind = kind;
    }

    /** A page of a list; an item without identity is logged and left out, for no list will ever be without it. */
    ListPage page(JsonNode body) {
        JsonNode metadata = body.path("metadata");
        String version = metadata.path("resourceVersion").asText("");
        if (!body.path("items").isArray() && !body.path("items").isNull() || version.isEmpty()) {
            throw new ApiFailure(Cause.MALFORMED, "the list of " + kind.name() + " has no items or resourceVersion");
        }
        var facts = new ArrayList<KubeFact>();
        for (JsonNode item : body.path("items")) {
            try {
                kind.decode(item).ifPresent(facts::add);
            } catch (IllegalArgumentException e) {
                LOG.warn("left out of the list of {}: {}", kind.name(), e.getMessage());
            }
        }
        return new ListPage(facts, metadata.path("continue").asText(""), version);
    }

    /** One line of a watch; fails with what an ERROR event says, or with {@link Cause#MALFORMED}. */
    Frame frame(ByteString line) {
        JsonNode frame = parse(line);
        String type = frame.path("type").asText("");
        JsonNode object = frame.path("object");
        if (type.equals("ERROR")) {
            throw error(object);
        }
        String version = object.at("/metadata/resourceVersion").asText("");
        if (version.isEmpty()) {
            throw malformed("no resourceVersion", line);
        }
        try {
            return switch (type) {
                case "BOOKMARK" -> new Frame(version, null);
                case "ADDED", "MODIFIED" -> new Frame(version, changed(object));
                case "DELETED" -> new Frame(version, new WatchEvent.Deleted(id(object), happened(object)));
                default -> throw malformed("unknown type '" + type + '\'', line);
            };
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()), line);
        }
    }

    private WatchEvent changed(JsonNode object) {
        Optional<KubeFact> fact = kind.decode(object);
        return fact.isPresent()
                ? new WatchEvent.Changed(fact.get(), happened(object))
                : new WatchEvent.Ignored(id(object));
    }

    /** Also of an object that does not count: its deletion is passed on all the same (spec 01, WA-10). */
    private ObjectId id(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String name = metadata.path("name").asText("");
        String uid = metadata.path("uid").asText("");
        if (name.isEmpty() || uid.isEmpty()) {
            throw new IllegalArgumentException("no name or uid");
        }
        String namespace = kind.name().equals(NamespaceKind.NAME)
                ? name
                : metadata.path("namespace").asText("");
        return new ObjectId(kind.name(), namespace, name, uid);
    }

    /** The newest time that the object carries. */
    private static @Nullable Instant happened(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        Instant newest = instant(metadata.path("creationTimestamp"), null);
        newest = instant(metadata.path("deletionTimestamp"), newest);
        for (JsonNode field : metadata.path("managedFields")) {
            newest = instant(field.path("time"), newest);
        }
        return newest;
    }

    private static @Nullable Instant instant(JsonNode text, @Nullable Instant other) {
        try {
            Instant time = text.isTextual() ? Instant.parse(text.asText()) : null;
            return time == null || other != null && other.isAfter(time) ? other : time;
        } catch (DateTimeParseException e) {
            return other;
        }
    }

    private static JsonNode parse(ByteString line) {
        try {
            JsonNode frame = MAPPER.readTree(line.toArrayUnsafe());
            if (frame != null && frame.isObject()) {
                return frame;
            }
            throw malformed("no object", line);
        } catch (IOException e) {
            throw malformed("no JSON", line);
        }
    }

    private static ApiFailure error(JsonNode status) {
        Duration retryAfter =
                Duration.ofSeconds(status.at("/details/retryAfterSeconds").asLong(0));
        return ApiFailure.status(
                status.path("code").asInt(500),
                "the server ended the watch: " + status.path("code").asText() + ' '
                        + status.path("message").asText(),
                retryAfter);
    }

    private static ApiFailure malformed(String what, ByteString line) {
        String text = line.utf8String();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return new ApiFailure(Cause.MALFORMED, "a watch event cannot be used (" + what + "): " + shown);
    }
}
