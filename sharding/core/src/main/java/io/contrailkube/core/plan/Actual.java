package io.contrailkube.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** An object as Contrail returned it: the content of the REST envelope, without back references and children. */
public record Actual(ObjectKey key, String uuid, ObjectNode body) {
    /** Its annotations; those without a value are left out. */
    public SortedMap<String, String> annotations() {
        var annotations = new TreeMap<String, String>();
        for (JsonNode pair : body.at("/annotations/key_value_pair")) {
            if (pair.hasNonNull("value")) {
                annotations.put(pair.path("key").asText(), pair.path("value").asText());
            }
        }
        return annotations;
    }
}
