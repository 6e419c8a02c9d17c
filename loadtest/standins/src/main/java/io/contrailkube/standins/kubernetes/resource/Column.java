package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** A printer column; columns with a priority above 0 are shown by wide output only. */
public record Column(String name, String type, int priority, Function<JsonNode, Object> cell) {

    static Column of(String name, Function<JsonNode, Object> cell) {
        return new Column(name, "string", 0, cell);
    }

    static Column wide(String name, Function<JsonNode, Object> cell) {
        return new Column(name, "string", 1, cell);
    }

    static Column number(String name, Function<JsonNode, Object> cell) {
        return new Column(name, "integer", 0, cell);
    }

    /** The text down that path, or the given word when there is none. */
    static Column path(String name, String absent, String... path) {
        return of(name, object -> textOr(object, absent, path));
    }

    static String textOr(JsonNode object, String absent, String... path) {
        String text = Json.text(object, path);
        return text.isEmpty() ? absent : text;
    }
}
