package io.contrailkube.core.world;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Kubernetes holds: of every kind, in every namespace, one object of a name at a time. */
final class Kubernetes {
    private final Map<String, KubeFact> facts = new TreeMap<>();
    private final Map<String, Integer> deletions = new TreeMap<>();

    /** Puts an object; what Kubernetes itself shows of it stays, unless the object says otherwise. */
    KubeFact put(KubeFact fact) {
        KubeFact kept = find(fact.id())
                .filter(before -> before.id().equals(fact.id()))
                .map(before -> Shown.kept(before, fact))
                .orElse(fact);
        replace(kept);
        return kept;
    }

    void replace(KubeFact fact) {
        facts.put(place(fact.id()), fact);
    }

    void remove(ObjectId id) {
        if (facts.remove(place(id)) != null) {
            deletions.merge(place(id), 1, Integer::sum);
        }
    }

    /** How many objects of this name have been deleted. */
    int deletions(ObjectId id) {
        return deletions.getOrDefault(place(id), 0);
    }

    /** The object of this name, whatever its uid. */
    Optional<KubeFact> find(ObjectId id) {
        return Optional.ofNullable(facts.get(place(id)));
    }

    /** The object of this name and uid. */
    Optional<KubeFact> same(ObjectId id) {
        return find(id).filter(fact -> fact.id().equals(id));
    }

    List<KubeFact> ofKind(String kind) {
        return facts.values().stream()
                .filter(fact -> fact.id().kind().equals(kind))
                .toList();
    }

    /** Everything in a namespace but the namespace itself. */
    List<KubeFact> within(String namespace) {
        return facts.values().stream()
                .filter(fact -> fact.id().namespace().equals(namespace))
                .filter(fact -> !fact.id().kind().equals("Namespace"))
                .toList();
    }

    List<KubeFact> all() {
        return new ArrayList<>(facts.values());
    }

    private static String place(ObjectId id) {
        return id.kind() + ' ' + id.namespace() + ' ' + id.name();
    }
}
