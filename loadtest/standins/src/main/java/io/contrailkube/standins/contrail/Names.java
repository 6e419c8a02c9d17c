package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Name paths. */
final class Names {
    private Names() {}

    static List<String> child(List<String> parent, String name) {
        List<String> path = new ArrayList<>(parent.size() + 1);
        path.addAll(parent);
        path.add(name);
        return List.copyOf(path);
    }

    static List<String> parent(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    static List<String> ofColons(String text) {
        return List.of(text.split(":", -1));
    }

    static List<String> of(JsonNode array) {
        return List.copyOf(Json.strings(array));
    }
}
