package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.offline.NormalForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every object of the types that the controller writes. */
final class ContrailDump {
    private ContrailDump() {}

    /** In normal form, by type, then by name. */
    static SortedMap<String, SortedMap<String, ObjectNode>> of(ContrailList contrail) throws IOException {
        var world = new TreeMap<String, SortedMap<String, ObjectNode>>();
        for (ContrailType type : ContrailTypes.all()) {
            var objects = new TreeMap<String, ObjectNode>();
            contrail.read(type).forEach(body -> add(type, body, objects));
            if (!objects.isEmpty()) {
                world.put(type.name(), objects);
            }
        }
        return world;
    }

    private static void add(ContrailType type, JsonNode body, SortedMap<String, ObjectNode> objects) {
        var parts = new ArrayList<String>();
        body.path("fq_name").forEach(part -> parts.add(part.asText()));
        String name = String.join(":", parts);
        if (!NormalForm.isServerMade(type.name(), name)) {
            objects.put(name, NormalForm.of(type.name(), body));
        }
    }
}
