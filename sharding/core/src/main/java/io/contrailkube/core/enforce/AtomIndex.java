package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.Term;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What editions allow in one direction, to be found by the two namespaces between which it is. */
final class AtomIndex {
    private final Direction direction;
    private final NamespaceLabels labels;
    private final Map<String, BySubject> peersNamed = new HashMap<>();
    private final Map<LabelSelector, BySubject> peersLabelled = new HashMap<>();
    private final BySubject peersAnywhere = new BySubject();

    /** Something that an edition allows. */
    record Entry(Enforced by, Atom atom) {}

    private static final class BySubject {
        private final Map<String, Set<Entry>> entries = new HashMap<>();

        void add(Entry entry) {
            entries.computeIfAbsent(entry.by().namespace(), any -> new LinkedHashSet<>())
                    .add(entry);
        }

        void remove(Entry entry) {
            entries.computeIfPresent(entry.by().namespace(), (any, set) -> {
                set.remove(entry);
                return set.isEmpty() ? null : set;
            });
        }

        Stream<Entry> in(Optional<? extends Collection<String>> namespaces) {
            return namespaces.isEmpty()
                    ? entries.values().stream().flatMap(Set::stream)
                    : namespaces.get().stream().flatMap(name -> entries.getOrDefault(name, Set.of()).stream());
        }
    }

    AtomIndex(Direction direction, NamespaceLabels labels) {
        this.direction = direction;
        this.labels = labels;
    }

    void add(Enforced edition) {
        each(edition, entry -> peers(entry.atom()).add(entry));
    }

    void remove(Enforced edition) {
        each(edition, entry -> peers(entry.atom()).remove(entry));
    }

    /**
     * What may be about flows between pods of a namespace, as peers, and subjects in some namespaces; empty for all.
     */
    Stream<Entry> between(String peer, Optional<? extends Collection<String>> subjects) {
        Stream<BySubject> labelled =
                labels.selectorsOf(peer).stream().flatMap(selector -> Stream.ofNullable(peersLabelled.get(selector)));
        Stream<BySubject> named = Stream.ofNullable(peersNamed.get(peer));
        return Stream.concat(Stream.of(peersAnywhere), Stream.concat(named, labelled))
                .flatMap(some -> some.in(subjects));
    }

    private void each(Enforced edition, Consumer<Entry> what) {
        edition.edition().atoms(direction).forEach(atom -> what.accept(new Entry(edition, atom)));
    }

    private BySubject peers(Atom atom) {
        SortedSet<Term> terms = termsOf(peer(atom));
        for (Term term : terms) {
            if (term instanceof Term.InNamespace in) {
                return peersNamed.computeIfAbsent(in.name(), any -> new BySubject());
            }
        }
        for (Term term : terms) {
            if (term instanceof Term.NamespaceLabelled labelled) {
                labels.watch(labelled.selector());
                return peersLabelled.computeIfAbsent(labelled.selector(), any -> new BySubject());
            }
        }
        return peersAnywhere;
    }

    static End peer(Atom atom) {
        return atom.direction() == Direction.INGRESS ? atom.from() : atom.to();
    }

    static SortedSet<Term> termsOf(End end) {
        return end instanceof End.Pods pods ? pods.terms() : Collections.emptySortedSet();
    }
}
