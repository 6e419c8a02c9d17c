package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.PropertySchema.FieldSchema;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks values against their shapes and brings them into the stored form, in place (API-49, API-50). */
final class Validation {
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d+\\s*");

    private final World world;

    Validation(World world) {
        this.world = world;
    }

    /** A value that breaks its shape. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;

        Bad(String text) {
            super(text, null, false, false);
        }
    }

    /** The value to store for a property. */
    JsonNode property(PropertySchema property, JsonNode value) {
        return value(property.name(), property.value(), value, true);
    }

    /** The value to store for one element of a map or list property. */
    JsonNode element(PropertySchema property, JsonNode value) {
        Map<String, FieldSchema> shape = world.schema().shape(property.value().type());
        FieldSchema element = shape == null ? null : shape.get(property.wrapper());
        return element == null ? value : single(property.name(), element, value, false);
    }

    JsonNode attr(String shape, JsonNode value) {
        return Json.empty(value) ? value : shaped(shape, value);
    }

    private JsonNode value(String name, FieldSchema field, JsonNode value, boolean top) {
        if (Json.empty(value)) {
            return value;
        }
        if (!field.array()) {
            return single(name, field, value, top);
        }
        if (!(value instanceof ArrayNode array)) {
            throw new Bad(name + ": expected a list, not " + world.python().value(value));
        }
        for (int i = 0; i < array.size(); i++) {
            array.set(i, single(name, field, array.get(i), top));
        }
        return array;
    }

    private JsonNode single(String name, FieldSchema field, JsonNode value, boolean top) {
        if (Json.empty(value)) {
            return value;
        }
        JsonNode checked =
                switch (field.type()) {
                    case "string" -> expect(value.isTextual(), name, "string", value);
                    case "boolean" -> expect(value.isBoolean(), name, "boolean", value);
                    case "integer" -> integer(name, value, top);
                    default -> shaped(field.type(), value);
                };
        if (!field.allowed().isEmpty() && !field.allowed().contains(checked.asText())) {
            throw new Bad(name + ": " + checked.asText() + " is not one of "
                    + world.python().list(field.allowed()));
        }
        if (field.hasRange() && (checked.asLong() < field.least() || checked.asLong() > field.most())) {
            throw new Bad(
                    name + ": " + checked.asText() + " is out of range [" + field.least() + ", " + field.most() + "]");
        }
        return checked;
    }

    private JsonNode expect(boolean fits, String name, String type, JsonNode value) {
        if (!fits) {
            throw new Bad(name + ": " + type + " value expected instead of "
                    + world.python().value(value));
        }
        return value;
    }

    /** Numeric text is a number too; R5.0 leaves a nested one as text. */
    private JsonNode integer(String name, JsonNode value, boolean top) {
        if (value.isIntegralNumber()) {
            return value;
        }
        boolean numeric = value.isTextual() && NUMBER.matcher(value.asText()).matches();
        expect(numeric, name, "integer", value);
        if (!top && !world.line().isNew()) {
            return value;
        }
        BigInteger number = new BigInteger(value.asText().trim().replace("+", ""));
        return number.bitLength() < Long.SIZE ? LongNode.valueOf(number.longValue()) : BigIntegerNode.valueOf(number);
    }

    private JsonNode shaped(String name, JsonNode value) {
        Map<String, FieldSchema> shape = world.schema().shape(name);
        if (shape == null) {
            return value;
        }
        if (!(value instanceof ObjectNode object)) {
            throw new Bad(
                    "class " + name + " expected instead of " + world.python().value(value));
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            FieldSchema field = shape.get(member.getKey());
            if (field == null) {
                throw new Bad("class " + name + " does not have field " + member.getKey());
            }
            JsonNode checked = value(member.getKey(), field, member.getValue(), false);
            if (checked != member.getValue()) {
                member.setValue(checked);
            }
        }
        if (name.equals("SubnetType")) {
            normalise(object);
        }
        return object;
    }

    private static void normalise(ObjectNode subnet) {
        if (Json.missing(subnet.get("ip_prefix")) || Json.missing(subnet.get("ip_prefix_len"))) {
            return;
        }
        try {
            Cidr cidr = Cidr.of(
                    subnet.get("ip_prefix").asText(),
                    subnet.get("ip_prefix_len").asInt());
            subnet.put("ip_prefix", cidr.network().text());
        } catch (IllegalArgumentException e) {
            throw new Bad("invalid subnet: " + e.getMessage());
        }
    }
}
