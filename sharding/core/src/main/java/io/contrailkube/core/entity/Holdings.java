package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which owner key holds which object, and whose objects are children of which: what several owner keys of one entity must
 * know of each other. Follows the ledger; a change costs what has changed.
 */
final class Holdings {
    private final Map<OwnerKey, Map<ObjectKey, LedgerEntry>> known = new HashMap<>();
    private final Map<ObjectKey, OwnerKey> holders = new HashMap<>();
    private final Map<ObjectKey, Map<OwnerKey, Integer>> children = new HashMap<>();
    /** Claims on objects of others, which are known by what they refer to. */
    private final Map<Claim, OwnerKey> claims = new HashMap<>();

    private record Claim(ObjectKey on, String what) {}

    /**
     * Takes in what stands for an owner key now.
     *
     * @return owner keys that may go on because an object of theirs has lost its last foreign child
     */
    Set<OwnerKey> follow(OwnerKey owner, Map<ObjectKey, LedgerEntry> now) {
        Map<ObjectKey, LedgerEntry> before = known.getOrDefault(owner, Map.of());
        var freed = new TreeSet<OwnerKey>();
        claims(before).forEach(claim -> claims.remove(claim, owner));
        claims(now).forEach(claim -> claims.putIfAbsent(claim, owner));
        before.values().stream()
                .filter(Holdings::counts)
                .filter(entry -> !now.containsKey(entry.key()))
                .forEach(entry -> remove(owner, entry.key(), freed));
        now.values().stream()
                .filter(Holdings::counts)
                .filter(entry -> !before.containsKey(entry.key()))
                .forEach(entry -> add(owner, entry.key()));
        if (now.isEmpty()) {
            known.remove(owner);
        } else {
            known.put(owner, now);
        }
        return freed;
    }

    /** What stood for an owner key when this was told last. */
    Map<ObjectKey, LedgerEntry> of(OwnerKey owner) {
        return known.getOrDefault(owner, Map.of());
    }

    /** The owner key for which an object stands, or may stand. */
    @Nullable
    OwnerKey holder(ObjectKey key) {
        return holders.get(key);
    }

    /** Another owner key that claims the same on an object of others: its withdrawal would take back ours. */
    Optional<OwnerKey> rival(OwnerKey owner, ContrailObject object) {
        return object.claims().stream()
                .map(claim -> claims.get(new Claim(object.key(), claim)))
                .filter(Objects::nonNull)
                .filter(holder -> !holder.equals(owner))
                .findFirst();
    }

    private static List<Claim> claims(Map<ObjectKey, LedgerEntry> entries) {
        return entries.values().stream()
                .filter(entry -> entry.origin() == Origin.FOREIGN
                        && !ContrailTypes.of(entry.key().type()).shared())
                .flatMap(entry -> entry.claims().stream().map(claim -> new Claim(entry.key(), claim)))
                .toList();
    }

    /** Whether an object has children that belong to others than its owner key. */
    boolean inUse(OwnerKey owner, ObjectKey key) {
        Map<OwnerKey, Integer> owners = children.getOrDefault(key, Map.of());
        return owners.size() > 1 || (owners.size() == 1 && !owners.containsKey(owner));
    }

    /** The owner key that holds the parent of an object, if it is another one of this entity. */
    Optional<OwnerKey> above(OwnerKey owner, ObjectKey key) {
        return ContrailTypes.of(key.type())
                .parentOf(key.fqName())
                .map(holders::get)
                .filter(holder -> !holder.equals(owner));
    }

    /** Owner keys that have children below what an owner key holds. */
    Set<OwnerKey> below(OwnerKey owner) {
        var below = new TreeSet<OwnerKey>();
        known.getOrDefault(owner, Map.of())
                .keySet()
                .forEach(
                        key -> below.addAll(children.getOrDefault(key, Map.of()).keySet()));
        below.remove(owner);
        return below;
    }

    private void add(OwnerKey owner, ObjectKey key) {
        holders.put(key, owner);
        ContrailTypes.of(key.type()).parentOf(key.fqName()).ifPresent(parent -> children.computeIfAbsent(
                        parent, any -> new HashMap<>())
                .merge(owner, 1, Integer::sum));
    }

    private void remove(OwnerKey owner, ObjectKey key, Set<OwnerKey> freed) {
        holders.remove(key, owner);
        ContrailTypes.of(key.type()).parentOf(key.fqName()).ifPresent(parent -> {
            children.computeIfPresent(parent, (any, owners) -> {
                owners.merge(owner, -1, (old, less) -> old + less == 0 ? null : old + less);
                return owners.isEmpty() ? null : owners;
            });
            OwnerKey above = holders.get(parent);
            if (above != null && !above.equals(owner) && !inUse(above, parent)) {
                freed.add(above);
            }
        });
    }

    /** Somebody else's objects are held by nobody, and what all share by everybody. */
    private static boolean counts(LedgerEntry entry) {
        return entry.origin() != Origin.FOREIGN
                && !ContrailTypes.of(entry.key().type()).shared();
    }
}
