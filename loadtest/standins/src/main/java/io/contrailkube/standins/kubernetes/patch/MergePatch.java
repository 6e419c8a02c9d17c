package io.contrailkube.standins.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;

/** RFC 7386. */
public final class MergePatch {
    private MergePatch() {}

    /** Changes the target. */
    public static void apply(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                apply(Json.child(target, field.getKey()), inner);
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        });
    }
}
