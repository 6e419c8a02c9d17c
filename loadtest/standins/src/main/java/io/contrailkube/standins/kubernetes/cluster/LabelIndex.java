package io.contrailkube.standins.kubernetes.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the objects of a namespace that carry a label with a value. */
final class LabelIndex {
    private record Label(String namespace, String key, String value) {}

    private final Map<Label, Set<String>> names = new HashMap<>();

    void add(String namespace, Map<String, String> labels, String name) {
        labels.forEach((key, value) -> names.computeIfAbsent(new Label(namespace, key, value), l -> new HashSet<>())
                .add(name));
    }

    void remove(String namespace, Map<String, String> labels, String name) {
        labels.forEach((key, value) -> names.computeIfPresent(new Label(namespace, key, value), (l, all) -> {
            all.remove(name);
            return all.isEmpty() ? null : all;
        }));
    }

    Set<String> find(String namespace, String key, String value) {
        return names.getOrDefault(new Label(namespace, key, value), Set.of());
    }
}
