package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;

/** A stored reference; a relaxed one does not block the deletion of its target and goes with it (API-79). */
record Ref(String target, JsonNode attr, boolean relaxed) {
    static Ref to(String target) {
        return new Ref(target, Json.NULL, false);
    }
}
