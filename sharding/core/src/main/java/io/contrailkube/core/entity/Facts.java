package io.contrailkube.core.entity;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Kubernetes says about one namespace: soft state, from offers and replays (DESIGN section 4). */
final class Facts {
    private final Set<String> kinds;
    private final Map<Name, KubeFact> byName = new HashMap<>();
    private final Map<ObjectId, Instant> unserved = new HashMap<>();
    private final Set<ObjectId> offered = new HashSet<>();
    private final Set<String> complete = new HashSet<>();

    /** A name is borne by one object at a time: what bore it before is gone, even if nobody said so. */
    private record Name(String kind, String namespace, String name) {
        static Name of(ObjectId id) {
            return new Name(id.kind(), id.namespace(), id.name());
        }
    }

    /** @param kinds every kind that is watched; absence means something once all of them are complete */
    Facts(Set<String> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    void offer(FactChange change) {
        offered.add(change.id());
        if (change instanceof FactChange.Present present) {
            KubeFact before = byName.put(Name.of(change.id()), present.fact());
            if (before != null && !before.id().equals(change.id())) {
                unserved.remove(before.id());
            }
            unserved.putIfAbsent(change.id(), change.seen());
        } else {
            byName.computeIfPresent(Name.of(change.id()), (name, fact) -> isOf(change.id(), fact) ? null : fact);
            unserved.remove(change.id());
        }
    }

    /** A replay is asked for: what was offered before now is known to whoever answers. */
    void replaying(String kind) {
        offered.removeIf(id -> id.kind().equals(kind));
    }

    /** What was offered since it was asked for is newer than a replay, whose answer may have been under way for a while. */
    void replayed(Replay replay) {
        byName.values().removeIf(fact -> fact.id().kind().equals(replay.kind()) && !offered.contains(fact.id()));
        for (KubeFact fact : replay.facts()) {
            if (!offered.contains(fact.id())) {
                byName.putIfAbsent(Name.of(fact.id()), fact);
            }
        }
        offered.removeIf(id -> id.kind().equals(replay.kind()));
        if (replay.complete()) {
            complete.add(replay.kind());
        }
    }

    private static boolean isOf(ObjectId id, KubeFact fact) {
        return fact.id().equals(id);
    }

    /** Whether what is not here is not there. */
    boolean complete() {
        return complete.containsAll(kinds);
    }

    boolean complete(String kind) {
        return complete.contains(kind);
    }

    Optional<NamespaceFact> namespace() {
        return byName.values().stream()
                .filter(fact -> fact.id().kind().equals(NamespaceKind.NAME))
                .map(NamespaceFact.class::cast)
                .findFirst();
    }

    /** When the change of an object was seen that has not been served yet; forgets it. */
    Optional<Instant> takeUnserved(ObjectId id) {
        return Optional.ofNullable(unserved.remove(id));
    }
}
