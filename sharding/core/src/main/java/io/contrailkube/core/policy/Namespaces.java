package io.contrailkube.core.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The namespaces of a cluster by their labels: where there may be pods for which some terms hold. */
public final class Namespaces {
    private final SortedMap<String, Map<String, String>> labels;
    private final Map<LabelSelector, SortedSet<String>> matching = new HashMap<>();

    /** @param labels of every namespace, by its name */
    public Namespaces(Map<String, ? extends Map<String, String>> labels) {
        this.labels = new TreeMap<>(labels);
    }

    public SortedSet<String> names() {
        return new TreeSet<>(labels.keySet());
    }

    /** The namespaces in which all these terms may hold for a pod; empty if they say nothing of namespaces. */
    public Optional<SortedSet<String>> of(Collection<? extends Term> terms) {
        List<Term> placing = terms.stream()
                .filter(Namespaces::isOfNamespaces)
                .map(Term.class::cast)
                .toList();
        if (placing.isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> found = candidates(placing.get(0));
        if (placing.size() == 1) {
            return Optional.of(found);
        }
        SortedSet<String> where = new TreeSet<>(found);
        where.removeIf(name -> !placing.stream().allMatch(term -> holds(term, name)));
        return Optional.of(where);
    }

    /** Whether there may be a pod for which all these terms hold. */
    public boolean possible(Collection<? extends Term> terms) {
        return of(terms).map(where -> !where.isEmpty()).orElse(true);
    }

    private static boolean isOfNamespaces(Term term) {
        return term instanceof Term.InNamespace || term instanceof Term.NamespaceLabelled;
    }

    private SortedSet<String> candidates(Term term) {
        if (term instanceof Term.InNamespace in) {
            return new TreeSet<>(List.of(in.name()));
        }
        return matching.computeIfAbsent(((Term.NamespaceLabelled) term).selector(), this::matching);
    }

    private SortedSet<String> matching(LabelSelector selector) {
        var names = new TreeSet<String>();
        labels.forEach((name, ofNamespace) -> {
            if (selector.matches(ofNamespace)) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSortedSet(names);
    }

    private boolean holds(Term term, String namespace) {
        return term instanceof Term.InNamespace in
                ? in.name().equals(namespace)
                : ((Term.NamespaceLabelled) term).selector().matches(labels.getOrDefault(namespace, Map.of()));
    }
}
