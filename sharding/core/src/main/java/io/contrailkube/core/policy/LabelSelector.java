package io.contrailkube.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A label selector of Kubernetes: everything it asks for must hold. Two that ask for the same in another order are equal;
 * an empty one matches everything.
 *
 * @param labels {@code matchLabels}
 * @param requirements {@code matchExpressions}, in a fixed order and each once
 */
public record LabelSelector(SortedMap<String, String> labels, List<Requirement> requirements) {
    public static final LabelSelector EVERYTHING = new LabelSelector(new TreeMap<>(), List.of());

    /** Operators of {@code matchExpressions}. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /** @param values sorted and each once; empty for the operators that take none */
    public record Requirement(String key, Operator operator, List<String> values) implements Comparable<Requirement> {
        public Requirement {
            values = values.stream().distinct().sorted().toList();
        }

        /** Of a missing key it is true that its value is not in a list. */
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }

        @Override
        public int compareTo(Requirement other) {
            return text().compareTo(other.text());
        }

        String text() {
            return key + ' ' + operator + ' ' + values;
        }
    }

    public LabelSelector {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        requirements = requirements.stream().distinct().sorted().toList();
    }

    public boolean matches(Map<String, String> candidate) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(candidate.get(label.getKey())))
                && requirements.stream().allMatch(requirement -> requirement.matches(candidate));
    }

    /** Whether nothing can match both, whatever its labels; it says no when in doubt. */
    boolean excludes(LabelSelector other) {
        return excludesAKeyOf(other) || other.excludesAKeyOf(this);
    }

    private boolean excludesAKeyOf(LabelSelector other) {
        return labels.entrySet().stream().anyMatch(label -> other.excludes(label.getKey(), List.of(label.getValue())))
                || requirements.stream()
                        .anyMatch(requirement -> requirement.operator() == Operator.IN
                                && other.excludes(requirement.key(), requirement.values()));
    }

    private boolean excludes(String key, List<String> values) {
        String label = labels.get(key);
        return (label != null && !values.contains(label))
                || requirements.stream()
                        .filter(requirement -> requirement.key().equals(key))
                        .anyMatch(requirement ->
                                values.stream().noneMatch(value -> requirement.matches(Map.of(key, value))));
    }

    public boolean matchesEverything() {
        return labels.isEmpty() && requirements.isEmpty();
    }

    /** The same text for equal selectors only; label values cannot contain what separates them here. */
    public String text() {
        return labels + " " + requirements.stream().map(Requirement::text).toList();
    }
}
