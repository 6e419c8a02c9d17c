package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code fqname-to-id}, {@code id-to-fqname} and {@code useragent-kv} (spec 04 section 13). */
final class NamesAndKeys {
    private final World world;
    private final Map<String, String> values = new TreeMap<>();

    NamesAndKeys(World world) {
        this.world = world;
    }

    ObjectNode idOf(ObjectNode body) {
        TypeSchema type = Calls.type(world, body.get("type"));
        JsonNode name = body.get("fq_name");
        if (name == null || name.isNull()) {
            throw ApiError.keyError("fq_name");
        }
        List<String> path = name.isArray() ? Json.strings(name) : List.of();
        ConfigObject found = name.isArray() ? world.store().find(type, path) : null;
        if (found == null) {
            throw ApiError.notFound("Name " + world.python().value(name) + " not found");
        }
        return Json.object().put("uuid", found.uuid());
    }

    ObjectNode nameOf(ObjectNode body) {
        String uuid = body.path("uuid").asText("None");
        ConfigObject found = world.store().find(uuid);
        if (found == null) {
            throw ApiError.notFound("UUID " + uuid + " not found");
        }
        ObjectNode answer = Json.object();
        answer.set("fq_name", found.fqNameNode());
        return answer.put("type", found.type().name());
    }

    /** The answer, null when it is empty. */
    @Nullable
    ObjectNode keyValue(ObjectNode body) {
        String operation = body.path("operation").asText("");
        JsonNode key = body.path("key");
        switch (operation) {
            case "STORE" -> values.put(key.asText(), world.python().plain(body.path("value")));
            case "DELETE" -> values.remove(key.asText());
            case "RETRIEVE" -> {
                return retrieve(key);
            }
            case "" -> throw ApiError.badRequest("Key/value store API needs 'operation' parameter");
            default -> throw ApiError.notFound("Invalid Operation " + operation);
        }
        return null;
    }

    private ObjectNode retrieve(JsonNode key) {
        ObjectNode answer = Json.object();
        if (Json.missing(key)) {
            ArrayNode all = answer.putArray("value");
            values.forEach((k, v) -> all.addObject().put("key", k).put("value", v));
        } else if (key.isArray()) {
            ArrayNode found = answer.putArray("value");
            key.forEach(k -> {
                if (values.containsKey(k.asText())) {
                    found.add(values.get(k.asText()));
                }
            });
        } else if (values.containsKey(key.asText())) {
            answer.put("value", values.get(key.asText()));
        } else {
            throw ApiError.notFound("Unknown User-Agent key " + key.asText());
        }
        return answer;
    }
}
