package io.contrailkube.core.entity;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Kubernetes says about one namespace: soft state, from offers and replays (DESIGN section 4). */
final class Facts {
    private final Set<String> kinds;
    private final Map<String, Map<String, KubeFact>> byName = new HashMap<>();
    private final Map<String, KubeFact> byUid = new HashMap<>();
    private final Map<ObjectId, Instant> unserved = new HashMap<>();
    private final Set<ObjectId> offered = new HashSet<>();
    private final Set<String> complete = new HashSet<>();

    /** What a fact was and is; at least one of them is there. */
    record Change(@Nullable KubeFact before, @Nullable KubeFact after) {
        ObjectId id() {
            return Objects.requireNonNull(after != null ? after : before).id();
        }
    }

    /** @param kinds every kind that is watched; absence means something once all of them are complete */
    Facts(Set<String> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /** A name is borne by one object at a time: what bore it before is gone, even if nobody said so. */
    Optional<Change> offer(FactChange change) {
        ObjectId id = change.id();
        offered.add(id);
        KubeFact before = ofKind(id.kind()).get(id.name());
        if (change instanceof FactChange.Present present) {
            if (before != null && !before.id().equals(id)) {
                unserved.remove(before.id());
            }
            unserved.putIfAbsent(id, change.seen());
            return put(present.fact());
        }
        unserved.remove(id);
        return before != null && before.id().equals(id) ? Optional.of(remove(before)) : Optional.empty();
    }

    /** A replay is asked for: what was offered before now is known to whoever answers. */
    void replaying(String kind) {
        offered.removeIf(id -> id.kind().equals(kind));
    }

    /** What was offered since it was asked for is newer than a replay, whose answer may have been under way for a while. */
    List<Change> replayed(Replay replay) {
        var changes = new ArrayList<Change>();
        var named = new HashSet<String>();
        replay.facts().forEach(fact -> named.add(fact.id().name()));
        for (KubeFact fact : List.copyOf(ofKind(replay.kind()).values())) {
            if (!offered.contains(fact.id()) && !named.contains(fact.id().name())) {
                changes.add(remove(fact));
            }
        }
        for (KubeFact fact : replay.facts()) {
            KubeFact known = ofKind(replay.kind()).get(fact.id().name());
            boolean newer = known != null && offered.contains(known.id());
            if (!newer && !offered.contains(fact.id())) {
                put(fact).ifPresent(changes::add);
            }
        }
        offered.removeIf(id -> id.kind().equals(replay.kind()));
        if (replay.complete()) {
            complete.add(replay.kind());
        }
        return changes;
    }

    /** Whether what is not here is not there. */
    boolean complete() {
        return complete.containsAll(kinds);
    }

    boolean complete(Collection<String> some) {
        return complete.containsAll(some);
    }

    Optional<NamespaceFact> namespace() {
        return ofKind(NamespaceKind.NAME).values().stream()
                .map(NamespaceFact.class::cast)
                .findFirst();
    }

    <F extends KubeFact> Optional<F> named(Class<F> type, String name) {
        for (Map<String, KubeFact> facts : byName.values()) {
            KubeFact fact = facts.get(name);
            if (type.isInstance(fact)) {
                return Optional.of(type.cast(fact));
            }
        }
        return Optional.empty();
    }

    <F extends KubeFact> List<F> all(Class<F> type) {
        return byUid.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    Optional<KubeFact> withUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** When the change of an object was seen that has not been served yet; forgets it. */
    Optional<Instant> takeUnserved(ObjectId id) {
        return Optional.ofNullable(unserved.remove(id));
    }

    private Map<String, KubeFact> ofKind(String kind) {
        return byName.computeIfAbsent(kind, any -> new HashMap<>());
    }

    private Optional<Change> put(KubeFact fact) {
        KubeFact before = ofKind(fact.id().kind()).put(fact.id().name(), fact);
        if (before != null && !before.id().equals(fact.id())) {
            byUid.remove(before.id().uid());
        }
        byUid.put(fact.id().uid(), fact);
        return fact.equals(before) ? Optional.empty() : Optional.of(new Change(before, fact));
    }

    private Change remove(KubeFact fact) {
        ofKind(fact.id().kind()).remove(fact.id().name());
        byUid.remove(fact.id().uid());
        return new Change(fact, null);
    }
}
