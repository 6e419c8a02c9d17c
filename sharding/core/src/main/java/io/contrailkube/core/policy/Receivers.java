package io.contrailkube.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** What policies allow to be received, by namespaces, so that not all has to be compared with all. */
final class Receivers {
    /** By the namespaces of those that receive. */
    private static final class ByTarget {
        private final Map<String, List<Atom>> atoms = new HashMap<>();

        void add(Collection<String> targets, Atom atom) {
            targets.forEach(target ->
                    atoms.computeIfAbsent(target, any -> new ArrayList<>()).add(atom));
        }

        Stream<Atom> in(Optional<? extends Collection<String>> targets) {
            return targets.isEmpty()
                    ? atoms.values().stream().flatMap(List::stream)
                    : targets.get().stream().flatMap(target -> atoms.getOrDefault(target, List.of()).stream());
        }
    }

    private final Namespaces namespaces;
    private final ByTarget fromAnywhere = new ByTarget();
    private final Map<String, ByTarget> bySource = new HashMap<>();

    Receivers(Namespaces namespaces, Collection<Edition> editions) {
        this.namespaces = namespaces;
        editions.forEach(edition -> edition.atoms(Direction.INGRESS).forEach(this::add));
    }

    private void add(Atom atom) {
        SortedSet<String> targets = where(atom.to()).orElseThrow();
        Optional<SortedSet<String>> sources = where(atom.from());
        if (sources.isEmpty()) {
            fromAnywhere.add(targets, atom);
        } else {
            sources.get().forEach(source -> bySource.computeIfAbsent(source, any -> new ByTarget())
                    .add(targets, atom));
        }
    }

    /** Those that may be about the same flows as what is allowed to be sent; all that are, and few others. */
    Stream<Atom> candidates(Atom egress) {
        Optional<SortedSet<String>> targets = where(egress.to());
        Stream<ByTarget> fromSender = where(egress.from()).orElseThrow().stream()
                .filter(bySource::containsKey)
                .map(bySource::get);
        return Stream.concat(fromSender, Stream.of(fromAnywhere)).flatMap(some -> some.in(targets));
    }

    /** Empty for anywhere. A subject is always in a namespace. */
    private Optional<SortedSet<String>> where(End end) {
        return end instanceof End.Pods pods ? namespaces.of(pods.terms()) : Optional.empty();
    }
}
