package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.Term;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The namespaces by their labels: where there may be pods for which some terms hold. A change of a namespace costs a look at
 * every selector that was ever asked about, a new selector a look at the namespaces that have what it asks for by value.
 */
final class NamespaceLabels {
    private final Map<String, Map<String, String>> labels = new HashMap<>();
    /** Names by key, then by value of a label. */
    private final Map<String, Map<String, Set<String>>> labelled = new HashMap<>();

    private final Map<LabelSelector, Set<String>> matching = new HashMap<>();
    private final Map<String, Set<LabelSelector>> selectors = new HashMap<>();

    /** What a namespace is labelled from now on; whether that is news. */
    boolean put(String namespace, Map<String, String> now) {
        if (now.equals(labels.get(namespace))) {
            return false;
        }
        remove(namespace);
        labels.put(namespace, Map.copyOf(now));
        now.forEach((key, value) -> labelled.computeIfAbsent(key, any -> new HashMap<>())
                .computeIfAbsent(value, any -> new HashSet<>())
                .add(namespace));
        matching.forEach((selector, names) -> {
            if (selector.matches(now)) {
                match(selector, namespace, names);
            }
        });
        return true;
    }

    void remove(String namespace) {
        Map<String, String> before = labels.remove(namespace);
        if (before != null) {
            before.forEach((key, value) -> labelled.getOrDefault(key, Map.of())
                    .getOrDefault(value, Set.of())
                    .remove(namespace));
            Set<LabelSelector> matched = selectors.getOrDefault(namespace, Set.of());
            matched.forEach(selector -> matching(selector).remove(namespace));
            selectors.remove(namespace);
        }
    }

    /** Whether all that these terms say of a namespace holds for this one. */
    boolean admit(String namespace, Collection<? extends Term> terms) {
        return placing(terms).stream().allMatch(term -> holds(term, namespace));
    }

    /** The namespaces of which all holds that these terms say of namespaces; empty if they say nothing of them. */
    Optional<Set<String>> of(Collection<? extends Term> terms) {
        List<? extends Term> placing = placing(terms);
        if (placing.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends Term> named =
                placing.stream().filter(Term.InNamespace.class::isInstance).findFirst();
        Set<String> candidates = named.isPresent()
                ? Set.of(((Term.InNamespace) named.get()).name())
                : matching(((Term.NamespaceLabelled) placing.get(0)).selector());
        Set<String> where = new TreeSet<>(candidates);
        where.removeIf(name -> !placing.stream().allMatch(term -> holds(term, name)));
        return Optional.of(where);
    }

    /** Whether there may be a pod for which all these terms hold. */
    boolean possible(Collection<? extends Term> terms) {
        return of(terms).map(where -> !where.isEmpty()).orElse(true);
    }

    /** The selectors that match a namespace, among those that were asked about. */
    Set<LabelSelector> selectorsOf(String namespace) {
        return Collections.unmodifiableSet(selectors.getOrDefault(namespace, Set.of()));
    }

    /** Has this selector be among those that were asked about. */
    void watch(LabelSelector selector) {
        matching(selector);
    }

    private Set<String> matching(LabelSelector selector) {
        Set<String> known = matching.get(selector);
        if (known != null) {
            return known;
        }
        var names = new HashSet<String>();
        for (String name : candidates(selector)) {
            if (selector.matches(labels.getOrDefault(name, Map.of()))) {
                match(selector, name, names);
            }
        }
        matching.put(selector, names);
        return names;
    }

    private void match(LabelSelector selector, String namespace, Set<String> names) {
        names.add(namespace);
        selectors.computeIfAbsent(namespace, any -> new HashSet<>()).add(selector);
    }

    /** Those that have one of the labels it asks for by value, or all if it asks for none. */
    private Collection<String> candidates(LabelSelector selector) {
        Optional<Map.Entry<String, String>> label =
                selector.labels().entrySet().stream().findFirst();
        if (label.isPresent()) {
            return having(label.get().getKey(), label.get().getValue());
        }
        return selector.requirements().stream()
                .filter(requirement -> requirement.operator() == Operator.IN)
                .findFirst()
                .<Collection<String>>map(requirement -> {
                    var names = new HashSet<String>();
                    requirement.values().forEach(value -> names.addAll(having(requirement.key(), value)));
                    return names;
                })
                .orElse(labels.keySet());
    }

    private Set<String> having(String key, String value) {
        return labelled.getOrDefault(key, Map.of()).getOrDefault(value, Set.of());
    }

    private boolean holds(Term term, String namespace) {
        return term instanceof Term.InNamespace in
                ? in.name().equals(namespace)
                : matching(((Term.NamespaceLabelled) term).selector()).contains(namespace);
    }

    private static List<? extends Term> placing(Collection<? extends Term> terms) {
        return terms.stream()
                .filter(term -> term instanceof Term.InNamespace || term instanceof Term.NamespaceLabelled)
                .toList();
    }
}
