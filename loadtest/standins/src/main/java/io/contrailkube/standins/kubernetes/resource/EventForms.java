package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The two forms of an Event: events.k8s.io/v1 is a view of the stored v1. */
final class EventForms {
    private static final Map<String, String> STORED_TO_NEW = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount");

    private EventForms() {}

    static void toStored(ObjectNode event) {
        STORED_TO_NEW.forEach((stored, named) -> rename(event, named, stored));
    }

    static void fromStored(ObjectNode event) {
        STORED_TO_NEW.forEach((stored, named) -> rename(event, stored, named));
    }

    private static void rename(ObjectNode event, String from, String to) {
        JsonNode value = event.remove(from);
        if (value != null) {
            event.set(to, value);
        }
    }
}
