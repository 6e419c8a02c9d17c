package io.contrailkube.ingest.worker;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactChange.Absent;
import io.contrailkube.core.port.FactChange.Present;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts of one kind, by namespace and name, and what changes when something is heard. No clock, no I/O. */
final class FactCache {
    private final Map<String, NavigableMap<String, KubeFact>> namespaces = new HashMap<>();
    /** Uids in the pages of the list that runs; null if none does. */
    private @Nullable Set<String> listed;

    private int size;

    void listBegins() {
        listed = new HashSet<>();
    }

    /** An object is in a page of the list that runs. */
    List<FactChange> listed(KubeFact fact, Instant now) {
        if (listed != null) {
            listed.add(fact.id().uid());
        }
        return present(fact, now);
    }

    /** The list is complete: what is in the cache and was in none of its pages was deleted unseen (spec 01, WA-2). */
    List<FactChange> listEnds(Instant now) {
        Set<String> seen = listed == null ? Set.of() : listed;
        listed = null;
        List<ObjectId> missed = namespaces.values().stream()
                .flatMap(facts -> facts.values().stream())
                .map(KubeFact::id)
                .filter(id -> !seen.contains(id.uid()))
                .toList();
        missed.forEach(this::remove);
        return missed.stream().<FactChange>map(id -> new Absent(id, now)).toList();
    }

    /** Nothing changes if the fact is known as it is (spec 01, NS-40). */
    List<FactChange> present(KubeFact fact, Instant now) {
        KubeFact known = find(fact.id());
        if (fact.equals(known)) {
            return List.of();
        }
        var changes = new ArrayList<FactChange>();
        if (known != null && !known.id().uid().equals(fact.id().uid())) {
            changes.add(new Absent(known.id(), now));
        }
        put(fact);
        changes.add(new Present(fact, now));
        return changes;
    }

    /** Also of an object that was never here: what was deleted is always passed on (spec 01, WA-10). */
    List<FactChange> deleted(ObjectId id, Instant now) {
        if (isKnown(id)) {
            remove(id);
        }
        return List.of(new Absent(id, now));
    }

    /** An object does not count any more, or never did. */
    List<FactChange> ignored(ObjectId id, Instant now) {
        if (!isKnown(id)) {
            return List.of();
        }
        remove(id);
        return List.of(new Absent(id, now));
    }

    /** The facts of a namespace in the order of their names, from the first name after the given one. */
    List<KubeFact> in(String namespace, String after, int max) {
        return namespaces.getOrDefault(namespace, new TreeMap<>()).tailMap(after, false).values().stream()
                .limit(max)
                .toList();
    }

    Set<String> namespaces() {
        return Set.copyOf(namespaces.keySet());
    }

    int size() {
        return size;
    }

    private boolean isKnown(ObjectId id) {
        KubeFact known = find(id);
        return known != null && known.id().uid().equals(id.uid());
    }

    private @Nullable KubeFact find(ObjectId id) {
        Map<String, KubeFact> facts = namespaces.get(id.namespace());
        return facts == null ? null : facts.get(id.name());
    }

    private void put(KubeFact fact) {
        ObjectId id = fact.id();
        if (namespaces
                        .computeIfAbsent(id.namespace(), namespace -> new TreeMap<>())
                        .put(id.name(), fact)
                == null) {
            size++;
        }
    }

    private void remove(ObjectId id) {
        Map<String, KubeFact> facts = namespaces.get(id.namespace());
        if (facts != null && facts.remove(id.name()) != null) {
            size--;
            if (facts.isEmpty()) {
                namespaces.remove(id.namespace());
            }
        }
    }
}
