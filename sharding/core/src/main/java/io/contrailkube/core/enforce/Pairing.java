package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Pairs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What editions allow together, one for sending and one for receiving. */
final class Pairing {
    private final NamespaceLabels labels;
    private final AtomIndex senders;
    private final AtomIndex receivers;
    private final Map<String, Set<Enforced>> byNamespace = new HashMap<>();
    /** By both of a pair; the two share one set. */
    private final Map<Enforced, Map<Enforced, Set<Pairs.Allowed>>> pairs = new HashMap<>();

    Pairing(NamespaceLabels labels) {
        this.labels = labels;
        this.senders = new AtomIndex(Direction.EGRESS, labels);
        this.receivers = new AtomIndex(Direction.INGRESS, labels);
    }

    /** Pairs that an edition forms with itself and with those that are here; each once per pair of editions. */
    void enter(Enforced edition, Consumer<Pairs.Allowed> added) {
        byNamespace.computeIfAbsent(edition.namespace(), any -> new HashSet<>()).add(edition);
        senders.add(edition);
        receivers.add(edition);
        pair(edition);
        pairs.getOrDefault(edition, Map.of()).values().forEach(set -> set.forEach(added));
    }

    void leave(Enforced edition, Consumer<Pairs.Allowed> removed) {
        byNamespace.computeIfPresent(edition.namespace(), (any, set) -> {
            set.remove(edition);
            return set.isEmpty() ? null : set;
        });
        senders.remove(edition);
        receivers.remove(edition);
        part(edition).values().forEach(set -> set.forEach(removed));
    }

    /** What an edition allows together with others, or with itself. */
    Stream<Pairs.Allowed> of(Enforced edition) {
        return pairs.getOrDefault(edition, Map.of()).values().stream().flatMap(Set::stream);
    }

    /** Labels of a namespace have changed: some of its pods may be meant now, or no longer. */
    void relabelled(String namespace, Consumer<Pairs.Allowed> added, Consumer<Pairs.Allowed> removed) {
        for (Enforced edition : Set.copyOf(byNamespace.getOrDefault(namespace, Set.of()))) {
            Map<Enforced, Set<Pairs.Allowed>> before = part(edition);
            pair(edition);
            pairs.getOrDefault(edition, Map.of()).values().forEach(set -> set.forEach(added));
            before.values().forEach(set -> set.forEach(removed));
        }
    }

    private void pair(Enforced edition) {
        for (Atom out : edition.edition().atoms(Direction.EGRESS)) {
            Optional<Set<String>> targets = labels.of(AtomIndex.termsOf(AtomIndex.peer(out)));
            receivers.between(edition.namespace(), targets).forEach(in -> pair(edition, out, in.by(), in.atom()));
        }
        for (Atom in : edition.edition().atoms(Direction.INGRESS)) {
            Optional<Set<String>> sources = labels.of(AtomIndex.termsOf(AtomIndex.peer(in)));
            senders.between(edition.namespace(), sources)
                    .filter(out -> out.by() != edition)
                    .forEach(out -> pair(out.by(), out.atom(), edition, in));
        }
    }

    private void pair(Enforced sender, Atom out, Enforced receiver, Atom in) {
        if (sender.meets(receiver)) {
            Pairs.allowed(out, in, labels::possible).ifPresent(allowed -> {
                Set<Pairs.Allowed> both = pairs.computeIfAbsent(sender, any -> new HashMap<>())
                        .computeIfAbsent(receiver, any -> new HashSet<>());
                pairs.computeIfAbsent(receiver, any -> new HashMap<>()).put(sender, both);
                both.add(allowed);
            });
        }
    }

    private Map<Enforced, Set<Pairs.Allowed>> part(Enforced edition) {
        Map<Enforced, Set<Pairs.Allowed>> with = pairs.getOrDefault(edition, Map.of());
        pairs.remove(edition);
        with.keySet()
                .forEach(other -> pairs.computeIfPresent(other, (any, rest) -> {
                    rest.remove(edition);
                    return rest.isEmpty() ? null : rest;
                }));
        return with;
    }
}
