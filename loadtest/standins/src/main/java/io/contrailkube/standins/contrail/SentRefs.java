package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads properties and reference lists out of a sent object, with the faults of {@code create} or {@code http_put}. */
final class SentRefs {
    private final World world;
    private final Validation validation;
    private final String call;

    /** {@code call} is the word that the texts carry. */
    SentRefs(World world, String call) {
        this.world = world;
        this.validation = new Validation(world);
        this.call = call;
    }

    /** The value to store for one property. */
    JsonNode property(PropertySchema property, JsonNode value) {
        try {
            return validation.property(property, value);
        } catch (Validation.Bad bad) {
            throw ApiError.badRequest("Bad property in " + call + ": " + bad.getMessage());
        }
    }

    void checkAttrs(TypeSchema type, ObjectNode sent) {
        for (RefSchema field : type.refs().values()) {
            JsonNode list = sent.get(field.field());
            if (list == null || Json.empty(list)) {
                continue;
            }
            if (!(list instanceof ArrayNode)) {
                throw badReference("list expected for " + field.field());
            }
            for (JsonNode entry : list) {
                checkAttr(field, entry);
            }
        }
    }

    private void checkAttr(RefSchema field, JsonNode entry) {
        if (!(entry instanceof ObjectNode ref)) {
            throw badReference(world.python().value(entry));
        }
        String shape = field.attr();
        if (shape == null) {
            return;
        }
        JsonNode attr = ref.get("attr");
        if (attr == null) {
            throw badReference(world.python().value(entry) + " 'attr'");
        }
        ref.set("attr", attr(shape, attr));
    }

    JsonNode attr(String shape, JsonNode attr) {
        try {
            return validation.attr(shape, attr);
        } catch (Validation.Bad bad) {
            throw badReference(bad.getMessage());
        }
    }

    private ApiError badReference(@Nullable String text) {
        return ApiError.badRequest("Bad reference in " + call + ": " + text);
    }

    /** On create a reference is found by its name, whatever uuid came along (API-26, API-51). */
    Map<String, Ref> byName(RefSchema field, JsonNode list) {
        Map<String, Ref> refs = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            if (!entry.has("to")) {
                throw ApiError.keyError("to");
            }
            ConfigObject target = named(field, entry);
            if (target == null) {
                throw Json.empty(entry.get("uuid"))
                        ? unknown("create", entry)
                        : ApiError.internal("NoIdError: Unknown id: " + colons(entry));
            }
            refs.put(target.uuid(), ref(target.uuid(), entry, null));
        }
        return refs;
    }

    /** On update the uuid counts, known or not; a relaxed reference that stays remains relaxed (API-67, API-79). */
    Map<String, Ref> byUuid(RefSchema field, JsonNode list, Map<String, Ref> former) {
        Map<String, Ref> refs = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            String uuid = entry.path("uuid").asText("");
            if (uuid.isEmpty()) {
                if (!entry.has("to")) {
                    throw ApiError.keyError("to");
                }
                ConfigObject target = named(field, entry);
                if (target == null) {
                    throw unknown("update", entry);
                }
                uuid = target.uuid();
            }
            refs.put(uuid, ref(uuid, entry, former.get(uuid)));
        }
        return refs;
    }

    private @Nullable ConfigObject named(RefSchema field, JsonNode entry) {
        TypeSchema type = world.schema().find(field.to());
        List<String> name = Json.strings(entry.get("to"));
        return type == null ? null : world.store().find(type, name);
    }

    private static Ref ref(String uuid, JsonNode entry, @Nullable Ref former) {
        JsonNode attr = entry.get("attr");
        return new Ref(uuid, attr == null ? Json.NULL : attr, former != null && former.relaxed());
    }

    private ApiError unknown(String verb, JsonNode entry) {
        return ApiError.badRequest(
                "Unknown reference in resource " + verb + " " + world.python().value(entry) + ".");
    }

    private static String colons(JsonNode entry) {
        return String.join(":", Json.strings(entry.get("to")));
    }
}
