package io.contrailkube.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Entry;
import io.contrailkube.core.contrail.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Contrail's schema says of types, properties, shapes and references. */
public final class Schema {
    private final Map<String, JsonNode> types = new HashMap<>();
    private final JsonNode shapes;

    private Schema(JsonNode schema) {
        schema.path("types").forEach(type -> types.put(type.path("type").asText(), type));
        shapes = schema.path("shapes");
    }

    public static Schema read() {
        try (InputStream file = ContrailTypes.class.getResourceAsStream("/io/contrailkube/core/contrail-schema.json")) {
            return new Schema(new JsonMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode type(String name) {
        JsonNode type = types.get(name);
        if (type == null) {
            throw new AssertionError("the schema has no type " + name);
        }
        return type;
    }

    /** What in an object the schema does not know, or knows otherwise. */
    public List<String> faults(ContrailObject object) {
        var faults = new ArrayList<String>();
        JsonNode type = type(object.key().type());
        object.properties()
                .properties()
                .forEach(
                        property -> property(type, property.getKey(), property.getValue(), object.key() + ".", faults));
        object.entries().forEach(entry -> entry(type, entry, object.key() + ".", faults));
        object.references().forEach(reference -> reference(type, reference, object.key() + ".", faults));
        return faults;
    }

    private void property(JsonNode type, String name, JsonNode value, String at, List<String> faults) {
        JsonNode property = type.path("properties").path(name);
        if (property.isMissingNode()) {
            faults.add(at + name + " is no property");
            return;
        }
        if (property.path("ops").asText("RU").equals("R")
                && !property.path("system").asBoolean()) {
            faults.add(at + name + " is read only");
        }
        value(property.path("json").asText(), value, property, at + name, faults);
    }

    private void entry(JsonNode type, Entry entry, String at, List<String> faults) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray(entry.list().wrapper()).add(entry.value());
        property(type, entry.list().property(), whole, at, faults);
    }

    private void reference(JsonNode type, Reference reference, String at, List<String> faults) {
        JsonNode known = type.path("refs").path(reference.field());
        String place = at + reference.field();
        if (!known.path("to").asText().equals(reference.to().type())) {
            faults.add(place + " does not lead to " + reference.to().type());
        } else if (reference.attr() != null) {
            value(known.path("attr").asText(), reference.attr(), known, place + ".attr", faults);
        }
    }

    private void value(String shape, JsonNode value, JsonNode rules, String at, List<String> faults) {
        if (value.isNull()) {
            return;
        }
        boolean fits =
                switch (shape) {
                    case "string" -> value.isTextual() && isAllowed(rules.path("enum"), value);
                    case "boolean" -> value.isBoolean();
                    case "integer" -> value.isIntegralNumber() && isWithin(rules.path("range"), value.asLong());
                    default -> value.isObject() && shapes.has(shape);
                };
        if (!fits) {
            faults.add(at + " is no " + shape + " as the schema wants it: " + value);
        } else if (value.isObject()) {
            value.properties()
                    .forEach(
                            field -> field(shape, field.getKey(), field.getValue(), at + '.' + field.getKey(), faults));
        }
    }

    private void field(String shape, String name, JsonNode value, String at, List<String> faults) {
        JsonNode field = shapes.path(shape).path(name);
        if (field.isMissingNode()) {
            faults.add(at + " is no field of " + shape);
        } else if (field.path("array").asBoolean()) {
            if (!value.isArray()) {
                faults.add(at + " is no list");
            }
            value.forEach(element -> value(field.path("t").asText(), element, field, at, faults));
        } else {
            value(field.path("t").asText(), value, field, at, faults);
        }
    }

    private static boolean isAllowed(JsonNode words, JsonNode value) {
        if (words.isEmpty()) {
            return true;
        }
        for (JsonNode word : words) {
            if (word.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(JsonNode range, long value) {
        return range.isEmpty()
                || (value >= range.get(0).asLong() && value <= range.get(1).asLong());
    }
}
