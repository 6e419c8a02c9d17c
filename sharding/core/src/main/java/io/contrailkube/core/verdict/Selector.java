package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A label selector.
 *
 * @param sound false if some part of it is none that Kubernetes takes; that part is left out
 */
record Selector(Map<String, String> labels, Set<Expression> expressions, boolean sound) {
    private static final Pattern VALUE = Pattern.compile("[-A-Za-z0-9_.]*");
    private static final String IN = "In";
    private static final String NOT_IN = "NotIn";
    private static final String EXISTS = "Exists";
    private static final String DOES_NOT_EXIST = "DoesNotExist";

    /** A line of {@code matchExpressions}. */
    record Expression(String key, String operator, Set<String> values) {
        static @Nullable Expression of(JsonNode json) {
            String operator = json.path("operator").asText();
            Set<String> values = new HashSet<>();
            boolean texts = json.path("values").isArray() || !json.hasNonNull("values");
            for (JsonNode value : json.path("values")) {
                texts &= value.isTextual();
                values.add(value.asText());
            }
            boolean sound =
                    switch (operator) {
                        case IN, NOT_IN -> !values.isEmpty();
                        case EXISTS, DOES_NOT_EXIST -> values.isEmpty();
                        default -> false;
                    };
            JsonNode key = json.path("key");
            return sound && texts && key.isTextual() && !key.asText().isEmpty()
                    ? new Expression(key.asText(), operator, Set.copyOf(values))
                    : null;
        }

        boolean holds(Map<String, String> candidate) {
            String value = candidate.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                default -> value == null;
            };
        }
    }

    static Selector of(JsonNode json) {
        boolean sound = json.isObject() || json.isMissingNode() || json.isNull();
        sound &= json.path("matchLabels").isObject() || !json.hasNonNull("matchLabels");
        sound &= json.path("matchExpressions").isArray() || !json.hasNonNull("matchExpressions");
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label : json.path("matchLabels").properties()) {
            JsonNode value = label.getValue();
            if (value.isTextual() && VALUE.matcher(value.asText()).matches()) {
                labels.put(label.getKey(), value.asText());
            } else {
                sound = false;
            }
        }
        List<Expression> expressions = new ArrayList<>();
        for (JsonNode line : json.path("matchExpressions")) {
            Expression expression = Expression.of(line);
            sound &= expression != null;
            if (expression != null) {
                expressions.add(expression);
            }
        }
        return new Selector(Map.copyOf(labels), Set.copyOf(expressions), sound);
    }

    boolean matches(Map<String, String> candidate) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(candidate.get(label.getKey())))
                && expressions.stream().allMatch(expression -> expression.holds(candidate));
    }
}
