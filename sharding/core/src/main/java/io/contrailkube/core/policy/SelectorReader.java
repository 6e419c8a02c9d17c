package io.contrailkube.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads label selectors. */
final class SelectorReader {
    private static final Map<String, Operator> OPERATORS = new TreeMap<>(Map.of(
            "In", Operator.IN,
            "NotIn", Operator.NOT_IN,
            "Exists", Operator.EXISTS,
            "DoesNotExist", Operator.DOES_NOT_EXIST));

    /** What labels are made of; nothing else can be the key or the value of one. */
    private static final Pattern KEY = Pattern.compile("[-A-Za-z0-9_./]+");

    private static final Pattern VALUE = Pattern.compile("[-A-Za-z0-9_.]*");

    private final String until;
    private final Faults faults;
    private boolean sound = true;

    private SelectorReader(String until, Faults faults) {
        this.until = until;
        this.faults = faults;
    }

    /**
     * What could be read.
     *
     * @param selector without what is wrong in it, so that it matches more than was meant rather than less
     * @param sound whether nothing is wrong in it
     */
    record Reading(LabelSelector selector, boolean sound) {}

    /** @param until what the policy does as long as something is wrong in the selector */
    static Reading read(JsonNode selector, String path, String until, Faults faults) {
        return new SelectorReader(until, faults).read(selector, path);
    }

    private Reading read(JsonNode selector, String path) {
        var labels = new TreeMap<String, String>();
        var requirements = new ArrayList<Requirement>();
        if (!Faults.isAbsent(selector)) {
            if (selector.isObject()) {
                faults.others(selector, path, Set.of("matchLabels", "matchExpressions"));
                labels(selector.path("matchLabels"), path + ".matchLabels", labels);
                requirements(selector.path("matchExpressions"), path + ".matchExpressions", requirements);
            } else {
                wrong(path, selector + " is no label selector");
            }
        }
        return new Reading(new LabelSelector(labels, requirements), sound);
    }

    private void labels(JsonNode given, String path, Map<String, String> labels) {
        if (!Faults.isAbsent(given) && !given.isObject()) {
            wrong(path, given + " is no map of labels");
        }
        given.properties().forEach(label -> {
            String key = label.getKey();
            JsonNode value = label.getValue();
            if (!KEY.matcher(key).matches()) {
                wrong(path, "'" + key + "' cannot be the key of a label");
            } else if (!value.isTextual() || !VALUE.matcher(value.asText()).matches()) {
                wrong(path + '[' + key + ']', value + " cannot be the value of a label");
            } else {
                labels.put(key.intern(), value.asText());
            }
        });
    }

    private void requirements(JsonNode list, String path, List<Requirement> requirements) {
        if (!Faults.isAbsent(list) && !list.isArray()) {
            wrong(path, list + " is no list");
            return;
        }
        for (int index = 0; index < list.size(); index++) {
            requirement(list.path(index), path + '[' + index + ']').ifPresent(requirements::add);
        }
    }

    private Optional<Requirement> requirement(JsonNode given, String path) {
        faults.others(given, path, Set.of("key", "operator", "values"));
        String key = given.path("key").asText();
        Operator operator = OPERATORS.get(given.path("operator").asText());
        JsonNode values = given.path("values");
        if (!KEY.matcher(key).matches()) {
            wrong(path + ".key", Faults.shown(given.path("key")) + " cannot be the key of a label");
        } else if (operator == null) {
            wrong(
                    path + ".operator",
                    Faults.shown(given.path("operator")) + " is none of " + String.join(", ", OPERATORS.keySet()));
        } else if (!areTexts(values)) {
            wrong(path + ".values", values + " is no list of texts");
        } else if (takesValues(operator) == values.isEmpty()) {
            wrong(
                    path + ".values",
                    given.path("operator").asText()
                            + (takesValues(operator) ? " needs at least one value" : " takes no values"));
        } else {
            return Optional.of(new Requirement(key.intern(), operator, possible(values)));
        }
        return Optional.empty();
    }

    private static boolean takesValues(Operator operator) {
        return operator == Operator.IN || operator == Operator.NOT_IN;
    }

    private static boolean areTexts(JsonNode values) {
        boolean texts = Faults.isAbsent(values) || values.isArray();
        for (JsonNode value : values) {
            texts &= value.isTextual();
        }
        return texts;
    }

    /** Kubernetes has let others pass in its time; as no label has such a value, it changes nothing to leave them out. */
    private static List<String> possible(JsonNode values) {
        var possible = new ArrayList<String>();
        values.forEach(value -> {
            if (VALUE.matcher(value.asText()).matches()) {
                possible.add(value.asText());
            }
        });
        return possible;
    }

    private void wrong(String path, String what) {
        sound = false;
        faults.invalid(path, what, until);
    }
}
