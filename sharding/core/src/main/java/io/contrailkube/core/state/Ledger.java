package io.contrailkube.core.state;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** What stands in Contrail on behalf of one entity, by owner key. Immutable; a change costs the same at any size. */
public record Ledger(PMap<OwnerKey, PMap<ObjectKey, LedgerEntry>> byOwner) {
    public static final Ledger EMPTY = new Ledger(HashTreePMap.empty());

    public Map<ObjectKey, LedgerEntry> of(OwnerKey owner) {
        return byOwner.getOrDefault(owner, HashTreePMap.empty());
    }

    public Optional<LedgerEntry> find(OwnerKey owner, ObjectKey key) {
        return Optional.ofNullable(of(owner).get(key));
    }

    public Set<OwnerKey> owners() {
        return byOwner.keySet();
    }

    public boolean isEmpty() {
        return byOwner.isEmpty();
    }

    public Stream<LedgerEntry> entries() {
        return byOwner.values().stream().flatMap(entries -> entries.values().stream());
    }

    public Ledger with(OwnerKey owner, Collection<LedgerEntry> entries) {
        return change(owner, entries, Set.of());
    }

    public Ledger change(OwnerKey owner, Collection<LedgerEntry> entries, Collection<ObjectKey> gone) {
        PMap<ObjectKey, LedgerEntry> changed = byOwner.getOrDefault(owner, HashTreePMap.empty());
        for (LedgerEntry entry : entries) {
            changed = changed.plus(entry.key(), entry);
        }
        changed = changed.minusAll(gone);
        return new Ledger(changed.isEmpty() ? byOwner.minus(owner) : byOwner.plus(owner, changed));
    }
}
