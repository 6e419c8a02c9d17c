package io.contrailkube.core.entity;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.plan.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit has found, to be compared with what should stand. Many may hold a reference each on one object, a hub, so
 * the references of every object are brought into an index when first asked for.
 */
final class Inspection {
    private final Map<ObjectKey, Actual> found;
    private final Map<ObjectKey, Map<String, JsonNode>> references = new HashMap<>();

    Inspection(Map<ObjectKey, Actual> found) {
        this.found = Map.copyOf(found);
    }

    /** Whether an object is missing, or another than is wanted. */
    boolean differs(ContrailObject desired) {
        Actual actual = found.get(desired.key());
        if (actual == null) {
            return true;
        }
        return switch (desired.claim()) {
            case SHARED -> false;
            case WHOLE -> !Difference.between(desired, actual.body(), Set.of()).isEmpty();
            case PART ->
                holdsReferencesOnly(desired)
                        ? !desired.references().stream().allMatch(reference -> stands(reference, actual))
                        : !Difference.between(desired, actual.body(), Set.of()).isEmpty();
        };
    }

    private static boolean holdsReferencesOnly(ContrailObject desired) {
        return desired.properties().isEmpty() && desired.entries().isEmpty();
    }

    private boolean stands(Reference reference, Actual actual) {
        JsonNode attr = references
                .computeIfAbsent(actual.key(), any -> index(actual.body()))
                .get(reference.claim());
        JsonNode wanted = reference.attr();
        return attr != null && (wanted == null || Json.covers(attr, wanted));
    }

    private static Map<String, JsonNode> index(JsonNode body) {
        var index = new HashMap<String, JsonNode>();
        body.properties().forEach(field -> {
            if (field.getKey().endsWith("_refs") && field.getValue().isArray()) {
                field.getValue()
                        .forEach(reference -> index.put(
                                field.getKey() + '/' + String.join(":", parts(reference)), reference.path("attr")));
            }
        });
        return index;
    }

    private static List<String> parts(JsonNode reference) {
        var parts = new ArrayList<String>();
        reference.path("to").forEach(part -> parts.add(part.asText()));
        return parts;
    }
}
