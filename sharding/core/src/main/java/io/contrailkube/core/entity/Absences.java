package io.contrailkube.core.entity;

import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.workload.Workload;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * When the absence of a fact may be believed (DESIGN section 4): at once when Kubernetes has said that the object was deleted;
 * when it has said that something changed, once the kinds that decide about it are listed; else once all kinds are.
 */
final class Absences {
    private final Facts facts;
    private final Set<OwnerKey> explicit = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    Absences(Facts facts) {
        this.facts = facts;
    }

    void said(OwnerKey owner) {
        explicit.add(owner);
    }

    void deleted(ObjectId id) {
        deleted.add(id.uid());
    }

    boolean believed(OwnerKey owner, Workload workload) {
        return deleted.contains(owner.id())
                || facts.complete()
                || (explicit.contains(owner) && facts.complete(workload.sources()));
    }

    /** The owner key is not absent, or nothing is left of it. */
    void forget(OwnerKey owner) {
        explicit.remove(owner);
        deleted.remove(owner.id());
    }

    /** Owner keys that may be waiting for a list. */
    Set<OwnerKey> waiting() {
        return new LinkedHashSet<>(explicit);
    }

    void clear() {
        explicit.clear();
        deleted.clear();
    }
}
