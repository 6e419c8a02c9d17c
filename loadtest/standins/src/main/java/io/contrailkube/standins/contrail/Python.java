package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Prints values the way the server's language does, because error texts hold them (API-35). */
record Python(Line line) {

    /** A list of names: {@code ['a', 'b']}, in R5.0 {@code [u'a', u'b']}. */
    String list(List<String> names) {
        List<String> quoted = new ArrayList<>(names.size());
        names.forEach(name -> quoted.add(text(name)));
        return "[" + String.join(", ", quoted) + "]";
    }

    String text(String value) {
        char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        String body = value.replace("\\", "\\\\");
        String escaped = quote == '\'' ? body.replace("'", "\\'") : body;
        return (line.isNew() ? "" : "u") + quote + escaped + quote;
    }

    String value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return "None";
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "True" : "False";
        }
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> parts.add(value(element)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (node.isObject()) {
            node.properties().forEach(e -> parts.add(text(e.getKey()) + ": " + value(e.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        return node.isTextual() ? text(node.asText()) : node.toString();
    }

    /** As {@code str()} does: texts bare, everything else as above. */
    String plain(JsonNode node) {
        return node.isTextual() ? node.asText() : value(node);
    }
}
