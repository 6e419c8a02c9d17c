package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code k==v,k2==v2}: all keys, any of the values of one key (API-58, API-60). */
record Filters(Map<String, List<JsonNode>> wanted) {

    static Filters parse(TypeSchema type, @Nullable String text) {
        Map<String, List<JsonNode>> wanted = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return new Filters(wanted);
        }
        for (String part : text.split(",")) {
            String[] pair = part.split("==", 2);
            if (pair.length < 2) {
                throw ApiError.badRequest("Invalid filter " + part);
            }
            wanted.computeIfAbsent(pair[0], k -> new ArrayList<>()).add(value(pair[1]));
        }
        boolean known = wanted.keySet().stream().anyMatch(key -> type.property(key) != null);
        // Upstream looks no object up when no key is a property: everything is returned.
        return new Filters(known ? wanted : Map.of());
    }

    private static JsonNode value(String text) {
        try {
            JsonNode parsed = Json.MAPPER.readTree(text);
            return parsed == null || parsed.isMissingNode() ? Json.text(text) : parsed;
        } catch (JsonProcessingException e) {
            return Json.text(text);
        }
    }

    Collection<ConfigObject> select(Collection<ConfigObject> objects) {
        return wanted.isEmpty()
                ? objects
                : objects.stream().filter(this::matches).toList();
    }

    private boolean matches(ConfigObject object) {
        return wanted.entrySet().stream().allMatch(key -> {
            JsonNode present = object.plain.get(key.getKey());
            return present != null && key.getValue().stream().anyMatch(value -> matches(present, value));
        });
    }

    private static boolean matches(JsonNode present, JsonNode value) {
        if (value instanceof ObjectNode part && present instanceof ObjectNode whole) {
            return part.properties().stream().allMatch(e -> e.getValue().equals(whole.get(e.getKey())));
        }
        return present.equals(value) || present.isNumber() && present.asText().equals(value.asText());
    }
}
