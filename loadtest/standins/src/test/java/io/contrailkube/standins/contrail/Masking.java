package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One side of a comparison, recording or server: what it saved, and its answers with everything masked that may differ. */
final class Masking {
    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern BASE = Pattern.compile("https?://[^/\\s'\"]+");
    private static final Pattern LINKS = Pattern.compile("\\[('<base>[^\\]]*)]");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> chosen = new HashSet<>();

    /** Remembers the uuids that a request chose itself: they are compared as they are. */
    void requested(Exchange exchange) {
        Matcher found = UUID.matcher(exchange.line().path("path").asText() + (exchange.isBig() ? "" : exchange.body()));
        while (found.find()) {
            chosen.add(found.group());
        }
    }

    void save(ObjectNode saved, JsonNode answer, String etag) {
        saved.properties().forEach(entry -> {
            String pointer = entry.getValue().asText();
            String value =
                    pointer.equals("header:Etag") ? etag : answer.at(pointer).asText();
            values.put(entry.getKey(), value);
        });
        names.clear();
        values.forEach((name, value) -> {
            if (UUID.matcher(value).matches()) {
                names.put(value, name);
            }
        });
    }

    /** Puts the saved values into a request. */
    String filled(String text) {
        return replace(VARIABLE, text, found -> values.getOrDefault(found.group(1), found.group()));
    }

    private interface Replacement {
        String of(MatchResult found);
    }

    private static String replace(Pattern pattern, String text, Replacement by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.of(found)));
    }

    private String text(String text, boolean ownHost) {
        String based = ownHost ? text : BASE.matcher(text).replaceAll("<base>");
        String named = replace(UUID, based, found -> {
            String uuid = found.group();
            String name = names.get(uuid);
            return name != null ? "${" + name + "}" : chosen.contains(uuid) ? uuid : "<uuid>";
        });
        return TIME.matcher(named).replaceAll("<time>");
    }

    /** A plain text answer: blanks count once, listed links have no order. */
    String plain(String text, boolean ownHost) {
        String joined = text(text, ownHost).replaceAll("\\s+", " ").trim();
        return replace(LINKS, joined, found -> {
            List<String> links = new ArrayList<>(List.of(found.group(1).split(", ")));
            links.sort(null);
            return "[" + String.join(", ", links) + "]";
        });
    }

    JsonNode masked(JsonNode value, Exchange exchange) {
        return masked(value, exchange, "");
    }

    private JsonNode masked(JsonNode value, Exchange exchange, String key) {
        boolean ownHost = exchange.headers().has("Host");
        if (value.isTextual()) {
            return Json.text(text(value.asText(), ownHost));
        }
        if (value.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(element -> elements.add(masked(element, exchange, "")));
            if (key.equals("tag_ids") || !exchange.isOrdered() && isSet(key, elements)) {
                elements.sort(Comparator.comparing(JsonNode::toString));
            }
            ArrayNode array = Json.array();
            elements.forEach(array::add);
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.has("uuid_mslong") && value.has("uuid_lslong") && value.size() == 2) {
            return Json.text(text(spelled(value), ownHost));
        }
        // Keys in one order, so that equal objects print equally.
        ObjectNode object = Json.object();
        value.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> object.set(text(e.getKey(), ownHost), masked(e.getValue(), exchange, e.getKey())));
        return object;
    }

    private static boolean isSet(String key, List<JsonNode> elements) {
        return !elements.isEmpty()
                && (key.endsWith("_refs") || key.endsWith("s"))
                && elements.stream().allMatch(Masking::isIdentified);
    }

    private static boolean isIdentified(JsonNode element) {
        return element.isObject()
                && (element.has("uuid")
                        || element.has("link")
                        || element.size() == 1 && element.elements().next().has("uuid"));
    }

    /** The uuid that the two unsigned halves spell. */
    private static String spelled(JsonNode halves) {
        String hex = String.format(
                "%016x%016x",
                halves.get("uuid_mslong").bigIntegerValue(),
                halves.get("uuid_lslong").bigIntegerValue());
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    /** Blanks out what a pointer with {@code *} names. */
    static void drop(JsonNode value, List<String> steps) {
        String step = steps.get(0);
        if (value instanceof ObjectNode object) {
            List.copyOf(object.properties()).forEach(e -> {
                if (step.equals("*") || step.equals(e.getKey())) {
                    if (steps.size() == 1) {
                        object.put(e.getKey(), "<ignored>");
                    } else {
                        drop(e.getValue(), steps.subList(1, steps.size()));
                    }
                }
            });
        } else if (value.isArray() && steps.size() > 1) {
            value.forEach(element -> drop(element, steps.subList(1, steps.size())));
        }
    }
}
