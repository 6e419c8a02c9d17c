package io.contrailkube.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which tags of terms every pod is to bear, when all network policies are in force. A term is asked for where an end that
 * contains it can lie, and nowhere else.
 */
public final class Memberships {
    private final Map<String, Set<Term>> byNamespace = new HashMap<>();
    private final Set<Term> everywhere = new TreeSet<>();
    private final Map<String, List<Edition>> isolating = new HashMap<>();

    private Memberships() {}

    public static Memberships of(Layout layout, Namespaces namespaces, Collection<Edition> editions) {
        var memberships = new Memberships();
        layout.sections().stream()
                .flatMap(section -> section.lines().stream())
                .flatMap(line -> Stream.of(line.from(), line.to()))
                .forEach(end -> memberships.add(end, namespaces));
        for (Edition edition : editions) {
            namespaces
                    .of(edition.subject().terms())
                    .orElseGet(Collections::emptySortedSet)
                    .forEach(name -> memberships
                            .isolating
                            .computeIfAbsent(name, any -> new ArrayList<>())
                            .add(edition));
        }
        return memberships;
    }

    private void add(End end, Namespaces namespaces) {
        if (!(end instanceof End.Pods pods)) {
            return;
        }
        List<Term> asked = pods.terms().stream()
                .filter(term -> !(term instanceof Term.InNamespace) && !(term instanceof Term.EveryPod))
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        namespaces
                .of(pods.terms())
                .ifPresentOrElse(
                        names -> names.forEach(name -> byNamespace
                                .computeIfAbsent(name, any -> new TreeSet<>())
                                .addAll(asked)),
                        () -> everywhere.addAll(asked));
    }

    /** The terms that hold for a pod, but those whose tags it bears in any case. */
    public SortedSet<Term> of(PodView pod) {
        var view = new PodView(
                pod.namespace(), pod.namespaceLabels(), pod.labels(), pod.addresses(), pod.ports(), isolated(pod));
        var held = new TreeSet<Term>();
        Stream.concat(byNamespace.getOrDefault(pod.namespace(), Set.of()).stream(), everywhere.stream())
                .filter(term -> term.holds(view))
                .forEach(held::add);
        return held;
    }

    private Set<Direction> isolated(PodView pod) {
        Set<Direction> isolated = EnumSet.noneOf(Direction.class);
        isolating.getOrDefault(pod.namespace(), List.of()).stream()
                .filter(edition -> edition.subject().has(pod))
                .forEach(edition -> isolated.addAll(edition.isolates()));
        return isolated;
    }
}
