package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.contrail.PropertySchema.FieldSchema;
import io.contrailkube.standins.contrail.PropertySchema.Storage;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All types and shapes of one release line, read from {@code contrail-schema.json}. */
final class Schema {
    static final String ROOT = "config-root";

    private static final String RESOURCE = "/io/contrailkube/core/contrail-schema.json";

    private final Line line;
    private final Map<String, TypeSchema> types = new LinkedHashMap<>();
    private final Map<String, Map<String, FieldSchema>> shapes = new HashMap<>();

    private Schema(Line line, JsonNode source) {
        this.line = line;
        source.path("shapes").properties().forEach(shape -> {
            Map<String, FieldSchema> fields = new LinkedHashMap<>();
            shape.getValue().properties().forEach(field -> {
                if (exists(field.getValue())) {
                    fields.put(
                            field.getKey(),
                            field(field.getValue(), field.getValue().path("t").asText()));
                }
            });
            shapes.put(shape.getKey(), fields);
        });
        JsonNode described = source.path("types");
        described.forEach(type -> types.put(type.path("type").asText(), type(type)));
        // Types that are named but not described have the common properties alone.
        TypeSchema plain = type("tag-type");
        source.path("all_types").properties().forEach(entry -> {
            if (exists(entry.getValue())) {
                types.computeIfAbsent(entry.getKey(), name -> undescribed(name, entry.getValue(), plain));
            }
        });
    }

    static Schema load(Line line) {
        try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new Schema(line, Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of that hyphenated name; it must exist. */
    TypeSchema type(String name) {
        TypeSchema type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no type " + name);
        }
        return type;
    }

    /** The type named with hyphens or underscores, null when there is none. */
    @Nullable
    TypeSchema find(String name) {
        TypeSchema type = types.get(name);
        return type != null ? type : types.get(name.replace('_', '-'));
    }

    /** The type spelled exactly so. */
    @Nullable
    TypeSchema exact(String name) {
        return types.get(name);
    }

    Collection<TypeSchema> types() {
        return types.values();
    }

    /** The members of a shape, null when the name is that of a simple type. */
    @Nullable
    Map<String, FieldSchema> shape(String name) {
        return shapes.get(name);
    }

    private boolean exists(JsonNode marked) {
        return line.has(marked.path("only").asText(""));
    }

    private TypeSchema type(JsonNode source) {
        Map<String, PropertySchema> properties = new LinkedHashMap<>();
        source.path("properties").properties().forEach(entry -> {
            if (exists(entry.getValue())) {
                properties.put(entry.getKey(), property(entry.getKey(), entry.getValue()));
            }
        });
        Map<String, RefSchema> refs = new LinkedHashMap<>();
        source.path("refs").properties().forEach(entry -> {
            JsonNode ref = entry.getValue();
            if (exists(ref)) {
                JsonNode attr = ref.path("attr");
                refs.put(
                        entry.getKey(),
                        new RefSchema(
                                entry.getKey(),
                                ref.path("to").asText(),
                                attr.isTextual() ? attr.asText() : null,
                                ref.path("symmetric").asBoolean(),
                                ref.path("derived").asBoolean()));
            }
        });
        TypeSchema.Derived derived =
                new TypeSchema.Derived(derivedTypes(source.path("children")), derivedTypes(source.path("back_refs")));
        return new TypeSchema(
                source.path("type").asText(), Json.strings(source.path("parents")), properties, refs, derived);
    }

    private static Set<String> derivedTypes(JsonNode related) {
        Set<String> found = new HashSet<>();
        related.forEach(entry -> {
            if (entry.path("derived").asBoolean()) {
                found.add(entry.path("type").asText());
            }
        });
        return found;
    }

    private static TypeSchema undescribed(String name, JsonNode source, TypeSchema plain) {
        Map<String, PropertySchema> common = new LinkedHashMap<>(plain.properties());
        common.remove("tag_type_id");
        return new TypeSchema(
                name,
                Json.strings(source.path("parents")),
                common,
                plain.refs(),
                new TypeSchema.Derived(Set.of(), Set.of()));
    }

    private PropertySchema property(String name, JsonNode source) {
        Storage storage =
                switch (source.path("collection").asText()) {
                    case "map" -> Storage.MAP;
                    case "list" -> Storage.LIST;
                    default -> Storage.PLAIN;
                };
        return new PropertySchema(
                name,
                field(source, source.path("json").asText()),
                storage,
                source.path("wrapper").asText(""),
                source.path("key").asText(""));
    }

    private FieldSchema field(JsonNode source, String type) {
        List<String> allowed = new ArrayList<>(Json.strings(source.path("enum")));
        JsonNode range = line.isNew() || !source.has("R5.0_range") ? source.path("range") : source.path("R5.0_range");
        return new FieldSchema(
                type,
                source.path("array").asBoolean(),
                allowed,
                range.isArray() ? range.get(0).asLong() : Long.MIN_VALUE,
                range.isArray() ? range.get(1).asLong() : Long.MAX_VALUE);
    }
}
