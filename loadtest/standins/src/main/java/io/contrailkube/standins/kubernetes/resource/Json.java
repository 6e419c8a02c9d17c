package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small words for JSON trees. */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The node down that path, a missing node when there is none. */
    public static JsonNode at(JsonNode from, String... path) {
        JsonNode node = from;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }

    /** The text down that path, empty when there is none. */
    public static String text(JsonNode from, String... path) {
        JsonNode node = at(from, path);
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    /** The object of that name, made when it is absent or no object. */
    public static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    /** The metadata of an object, a missing node when it has none. */
    public static JsonNode metadata(JsonNode object) {
        return object.path("metadata");
    }

    /** Sets a value only where there is none. */
    public static void absent(ObjectNode target, String name, JsonNode value) {
        JsonNode there = target.get(name);
        if (there == null || there.isNull()) {
            target.set(name, value);
        }
    }

    public static void absent(ObjectNode target, String name, String value) {
        absent(target, name, JsonNodeFactory.instance.textNode(value));
    }

    /** Absent, null and the empty container alike. */
    public static boolean empty(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    /** The field, or a missing node; unlike {@code get} never null. */
    public static JsonNode orMissing(ObjectNode parent, String name) {
        JsonNode there = parent.get(name);
        return there == null ? MissingNode.getInstance() : there;
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an object that this process wrote itself. */
    public static ObjectNode read(byte[] bytes) {
        try {
            return (ObjectNode) MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
