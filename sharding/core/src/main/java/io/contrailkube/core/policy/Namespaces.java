package io.contrailkube.core.policy;

import io.contrailkube.core.policy.LabelSelector.Operator;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The namespaces of a cluster by their labels: where there may be pods for which some terms hold. */
public final class Namespaces {
    private final SortedMap<String, Map<String, String>> labels;
    /** Names by key, then by value of a label. */
    private final Map<String, Map<String, SortedSet<String>>> labelled = new HashMap<>();

    private final Map<LabelSelector, SortedSet<String>> matching = new HashMap<>();

    /** @param labels of every namespace, by its name */
    public Namespaces(Map<String, ? extends Map<String, String>> labels) {
        this.labels = new TreeMap<>(labels);
        this.labels.forEach((name, ofNamespace) ->
                ofNamespace.forEach((key, value) -> labelled.computeIfAbsent(key, any -> new HashMap<>())
                        .computeIfAbsent(value, any -> new TreeSet<>())
                        .add(name)));
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(labels.keySet());
    }

    /** The namespaces in which all these terms may hold for a pod; empty if they say nothing of namespaces. */
    public Optional<SortedSet<String>> of(Collection<? extends Term> terms) {
        SortedSet<String> found = null;
        for (Term term : terms) {
            SortedSet<String> names = candidates(term);
            if (names != null) {
                found = found == null ? names : both(found, names);
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether there may be a pod for which all these terms hold. */
    public boolean possible(Collection<? extends Term> terms) {
        return of(terms).map(where -> !where.isEmpty()).orElse(true);
    }

    private static SortedSet<String> both(SortedSet<String> one, SortedSet<String> other) {
        var both = new TreeSet<>(one.size() < other.size() ? one : other);
        both.retainAll(one.size() < other.size() ? other : one);
        return both;
    }

    /** Null if it says nothing of namespaces. */
    private @Nullable SortedSet<String> candidates(Term term) {
        if (term instanceof Term.InNamespace in) {
            return new TreeSet<>(Set.of(in.name()));
        }
        return term instanceof Term.NamespaceLabelled namespaces
                ? matching.computeIfAbsent(namespaces.selector(), this::matching)
                : null;
    }

    /** What it asks for by value is looked up, and only the rest is tried on each. */
    private SortedSet<String> matching(LabelSelector selector) {
        Collection<String> among = labels.keySet();
        for (Map.Entry<String, String> label : selector.labels().entrySet()) {
            among = fewer(among, List.of(label.getValue()), label.getKey());
        }
        for (LabelSelector.Requirement requirement : selector.requirements()) {
            if (requirement.operator() == Operator.IN) {
                among = fewer(among, requirement.values(), requirement.key());
            }
        }
        var names = new TreeSet<String>();
        for (String name : among) {
            if (selector.matches(labels.getOrDefault(name, Map.of()))) {
                names.add(name);
            }
        }
        return Collections.unmodifiableSortedSet(names);
    }

    private Collection<String> fewer(Collection<String> among, List<String> values, String key) {
        Map<String, SortedSet<String>> byValue = labelled.getOrDefault(key, Map.of());
        var found = new TreeSet<String>();
        values.forEach(value -> found.addAll(byValue.getOrDefault(value, Collections.emptySortedSet())));
        return found.size() < among.size() ? found : among;
    }
}
