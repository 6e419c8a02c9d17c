package io.contrailkube.standins.kubernetes.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902. */
public final class JsonPatch {
    private JsonPatch() {}

    /** Changes the target; after a failure its content means nothing. */
    public static void apply(ObjectNode target, ArrayNode operations) throws PatchFailure {
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText();
            switch (operation.path("op").asText()) {
                case "add" -> add(target, path, value(operation));
                case "remove" -> remove(target, path);
                case "replace" -> {
                    remove(target, path);
                    add(target, path, value(operation));
                }
                case "move" ->
                    add(target, path, remove(target, operation.path("from").asText()));
                case "copy" ->
                    add(
                            target,
                            path,
                            read(target, operation.path("from").asText()).deepCopy());
                case "test" -> test(target, path, value(operation));
                default -> throw new PatchFailure("Unexpected kind: " + operation.path("op"));
            }
        }
    }

    private static JsonNode value(JsonNode operation) throws PatchFailure {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw new PatchFailure("operation without value: " + operation);
        }
        return value.deepCopy();
    }

    private static void test(ObjectNode target, String path, JsonNode value) throws PatchFailure {
        JsonNode there = target.at(pointer(path));
        boolean bothAbsent = value.isNull() && there.isMissingNode();
        if (!bothAbsent && !there.equals(value)) {
            throw new PatchFailure("testing value " + path + " failed: test failed", true);
        }
    }

    private static JsonNode read(ObjectNode target, String path) throws PatchFailure {
        JsonNode there = target.at(pointer(path));
        if (there.isMissingNode()) {
            throw new PatchFailure("doc is missing path: \"" + path + "\": missing value");
        }
        return there;
    }

    private static JsonPointer pointer(String path) throws PatchFailure {
        try {
            return JsonPointer.compile(path);
        } catch (IllegalArgumentException e) {
            throw new PatchFailure("bad path: " + path);
        }
    }

    private static JsonNode remove(ObjectNode target, String path) throws PatchFailure {
        JsonNode there = read(target, path);
        JsonNode parent = target.at(pointer(path).head());
        String last = last(path);
        if (parent instanceof ArrayNode array) {
            array.remove(index(last, array.size() - 1));
        } else if (parent instanceof ObjectNode object) {
            object.remove(last);
        }
        return there;
    }

    private static void add(ObjectNode target, String path, JsonNode value) throws PatchFailure {
        if (path.isEmpty()) {
            throw new PatchFailure("the whole document cannot be replaced");
        }
        JsonNode parent = target.at(pointer(path).head());
        String last = last(path);
        if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(last, array.size()), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            throw new PatchFailure(
                    "add operation does not apply: doc is missing path: \"" + path + "\": missing value");
        }
    }

    private static String last(String path) throws PatchFailure {
        return pointer(path).last().getMatchingProperty();
    }

    private static int index(String text, int highest) throws PatchFailure {
        try {
            int index = Integer.parseInt(text);
            if (index >= 0 && index <= highest) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new PatchFailure("no index of a list: " + text);
        }
        throw new PatchFailure("Unable to access invalid index: " + text);
    }
}
