package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small words for JSON trees; a tree that was stored or handed out is never changed afterwards. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final JsonNode NULL = NullNode.instance;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return new ObjectNode(NODES);
    }

    static ArrayNode array() {
        return new ArrayNode(NODES);
    }

    static ObjectNode object(String key, JsonNode value) {
        ObjectNode made = object();
        made.set(key, value);
        return made;
    }

    static JsonNode text(@Nullable String text) {
        return text == null ? NULL : TextNode.valueOf(text);
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode made = array();
        texts.forEach(made::add);
        return made;
    }

    /** The text elements of an array; anything that is no array is the empty list. */
    static List<String> strings(@Nullable JsonNode array) {
        List<String> found = new ArrayList<>();
        if (array != null && array.isArray()) {
            array.forEach(element -> found.add(element.asText()));
        }
        return found;
    }

    /** Absent and null alike. */
    static boolean missing(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    /** What Python takes for false: null, false, 0, and every empty text, list or object. */
    static boolean empty(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return true;
        }
        if (node.isContainerNode()) {
            return node.isEmpty();
        }
        if (node.isTextual()) {
            return node.asText().isEmpty();
        }
        return node.isBoolean() ? !node.booleanValue() : node.isNumber() && node.asDouble() == 0;
    }
}
