package io.contrailkube.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** How what we want is compared with what a server returned, which always says more than it was told. */
public final class Json {
    private Json() {}

    /**
     * Whether everything in {@code wanted} stands in {@code actual}. Fields that only the server knows are no difference;
     * absent, null and empty are the same (spec 04 API-24), and so are a number and its text (API-49).
     */
    public static boolean covers(JsonNode actual, JsonNode wanted) {
        if (isNothing(wanted)) {
            return isNothing(actual);
        }
        if (wanted.isObject()) {
            for (Map.Entry<String, JsonNode> field : wanted.properties()) {
                if (!covers(actual.path(field.getKey()), field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (wanted.isArray()) {
            if (!actual.isArray() || actual.size() != wanted.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!covers(actual.get(i), wanted.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return !isNothing(actual) && actual.isValueNode() && actual.asText().equals(wanted.asText());
    }

    /**
     * Whether a number that is wanted within a property stands there as text, as an older server keeps it (API-49); for the
     * service monitor that is something else (spec 02, ING-30).
     */
    static boolean spellsNumbers(JsonNode actual, JsonNode wanted) {
        return wanted.properties().stream().anyMatch(field -> {
            JsonNode stands = actual.path(field.getKey());
            return (field.getValue().isNumber() && stands.isTextual()) || spellsNumbers(stands, field.getValue());
        });
    }

    /** {@code actual} with the fields of {@code wanted} put in; lists are replaced as a whole. */
    static JsonNode merge(JsonNode actual, JsonNode wanted) {
        if (!actual.isObject() || !wanted.isObject()) {
            return wanted;
        }
        ObjectNode merged = actual.deepCopy();
        wanted.properties()
                .forEach(field -> merged.set(field.getKey(), merge(actual.path(field.getKey()), field.getValue())));
        return merged;
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }
}
