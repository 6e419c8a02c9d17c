package io.contrailkube.standins.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strategic merge patch with the directives that kubectl sends: $patch, $retainKeys, $setElementOrder, $deleteFromPrimitiveList. */
public final class StrategicMergePatch {
    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /** Changes the target. */
    public static void apply(ObjectNode target, ObjectNode patch) throws PatchFailure {
        merge(target, patch, "");
    }

    private static void merge(ObjectNode target, ObjectNode patch, String self) throws PatchFailure {
        String directive = Json.text(patch, PATCH);
        if (directive.equals("replace") || directive.equals("delete")) {
            target.removeAll();
        }
        if (patch.get(RETAIN) instanceof ArrayNode kept) {
            List<String> names = new ArrayList<>();
            kept.forEach(name -> names.add(name.asText()));
            target.retain(names);
        }
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            if (name.startsWith(DELETE)) {
                deletePlain(target, name.substring(DELETE.length()), field.getValue());
            } else if (!name.startsWith("$")) {
                mergeField(target, name, field.getValue(), self);
            }
        }
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getKey().startsWith(ORDER)) {
                String list = field.getKey().substring(ORDER.length());
                order(target, list, field.getValue(), MergeKeys.of(self, list));
            }
        }
    }

    private static void mergeField(ObjectNode target, String name, JsonNode value, String self) throws PatchFailure {
        if (value.isNull()) {
            target.remove(name);
        } else if (value instanceof ObjectNode inner) {
            boolean deletes = Json.text(inner, PATCH).equals("delete");
            if (deletes) {
                target.remove(name);
            } else {
                merge(Json.child(target, name), inner, name);
            }
        } else if (value instanceof ArrayNode list) {
            mergeList(target, name, list, MergeKeys.of(self, name));
        } else {
            target.set(name, value);
        }
    }

    private static void mergeList(ObjectNode target, String name, ArrayNode patch, @Nullable String key)
            throws PatchFailure {
        ArrayNode there = target.get(name) instanceof ArrayNode list ? list : target.putArray(name);
        if (MergeKeys.isSet(name)) {
            patch.forEach(value -> {
                if (indexOf(there, value) < 0) {
                    there.add(value);
                }
            });
            return;
        }
        boolean replaces = false;
        for (JsonNode element : patch) {
            replaces |= Json.text(element, PATCH).equals("replace");
        }
        if (key == null || replaces) {
            there.removeAll();
        }
        for (JsonNode element : patch) {
            if (key == null || !(element instanceof ObjectNode object)) {
                there.add(element.deepCopy());
            } else if (!Json.text(object, PATCH).equals("replace")) {
                mergeElement(there, object, name, key);
            }
        }
    }

    private static void mergeElement(ArrayNode there, ObjectNode patch, String list, String key) throws PatchFailure {
        JsonNode id = patch.get(key);
        if (id == null) {
            throw new PatchFailure("map: " + patch + " does not contain declared merge key: " + key);
        }
        int at = indexOf(there, key, id);
        if (Json.text(patch, PATCH).equals("delete")) {
            if (at >= 0) {
                there.remove(at);
            }
        } else if (at >= 0 && there.get(at) instanceof ObjectNode old) {
            merge(old, patch, list);
        } else {
            merge(there.addObject(), patch, list);
        }
    }

    private static void deletePlain(ObjectNode target, String name, JsonNode values) {
        if (target.get(name) instanceof ArrayNode list) {
            for (JsonNode value : values) {
                int at = indexOf(list, value);
                if (at >= 0) {
                    list.remove(at);
                }
            }
        }
    }

    /** Elements that the order names come in that order, the others follow in their old order. */
    private static void order(ObjectNode target, String name, JsonNode order, @Nullable String key) {
        if (!(target.get(name) instanceof ArrayNode list)) {
            return;
        }
        List<JsonNode> left = new ArrayList<>();
        list.forEach(left::add);
        ArrayNode ordered = Json.array();
        for (JsonNode wanted : order) {
            ArrayNode rest = Json.array().addAll(left);
            int at = key == null ? indexOf(rest, wanted) : indexOf(rest, key, wanted.path(key));
            if (at >= 0) {
                ordered.add(left.remove(at));
            }
        }
        target.set(name, ordered.addAll(left));
    }

    private static int indexOf(ArrayNode list, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(ArrayNode list, String key, JsonNode id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
