package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares worlds: objects in {@link NormalForm} by type, then by fully qualified name joined with colons. */
public final class Worlds {
    private static final Set<String> IDENTITY = Set.of("fq_name", "parent_type");

    private Worlds() {}

    /**
     * What was added to a world: new objects as they are; of objects that were there before, only the fields, list elements
     * and references that were not.
     */
    public static SortedMap<String, SortedMap<String, ObjectNode>> added(
            SortedMap<String, SortedMap<String, ObjectNode>> before,
            SortedMap<String, SortedMap<String, ObjectNode>> now) {
        var added = new TreeMap<String, SortedMap<String, ObjectNode>>();
        now.forEach((type, objects) -> objects.forEach((name, body) -> {
            ObjectNode old = before.getOrDefault(type, new TreeMap<>()).get(name);
            ObjectNode rest = old == null ? body : added(old, body);
            if (old == null || rest.propertyStream().anyMatch(field -> !IDENTITY.contains(field.getKey()))) {
                added.computeIfAbsent(type, any -> new TreeMap<>()).put(name, rest);
            }
        }));
        return added;
    }

    private static ObjectNode added(ObjectNode before, ObjectNode now) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        now.properties().forEach(field -> {
            JsonNode old = before.path(field.getKey());
            if (IDENTITY.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            } else if (!field.getValue().equals(old)) {
                rest.set(field.getKey(), newElements(old, field.getValue()));
            }
        });
        return rest;
    }

    private static JsonNode newElements(JsonNode before, JsonNode now) {
        if (now.isArray()) {
            ArrayNode fresh = JsonNodeFactory.instance.arrayNode();
            Set<JsonNode> known = new HashSet<>();
            before.forEach(known::add);
            now.forEach(element -> {
                if (!known.contains(element)) {
                    fresh.add(element);
                }
            });
            return fresh;
        }
        if (now.isObject() && now.size() == 1) {
            // The wrapper of a list property.
            ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
            now.properties()
                    .forEach(field ->
                            wrapper.set(field.getKey(), newElements(before.path(field.getKey()), field.getValue())));
            return wrapper;
        }
        return now;
    }

    /** In what two worlds differ, a line for each object or field; empty if they are equal. */
    public static List<String> differences(
            SortedMap<String, SortedMap<String, ObjectNode>> planned,
            SortedMap<String, SortedMap<String, ObjectNode>> standing) {
        var lines = new ArrayList<String>();
        var types = new TreeSet<>(planned.keySet());
        types.addAll(standing.keySet());
        for (String type : types) {
            SortedMap<String, ObjectNode> wanted = planned.getOrDefault(type, new TreeMap<>());
            SortedMap<String, ObjectNode> found = standing.getOrDefault(type, new TreeMap<>());
            var names = new TreeSet<>(wanted.keySet());
            names.addAll(found.keySet());
            names.forEach(name -> compare(type + ' ' + name, wanted.get(name), found.get(name), lines));
        }
        return lines;
    }

    private static void compare(
            String object, @Nullable ObjectNode planned, @Nullable ObjectNode standing, List<String> lines) {
        if (planned == null) {
            lines.add(object + " stands but is not planned");
        } else if (standing == null) {
            lines.add(object + " is planned but does not stand");
        } else if (!planned.equals(standing)) {
            var fields = new TreeSet<String>();
            planned.fieldNames().forEachRemaining(fields::add);
            standing.fieldNames().forEachRemaining(fields::add);
            fields.stream()
                    .filter(field -> !planned.path(field).equals(standing.path(field)))
                    .forEach(field -> lines.add(object + ' ' + field + ": planned " + planned.path(field)
                            + ", standing " + standing.path(field)));
        }
    }
}
