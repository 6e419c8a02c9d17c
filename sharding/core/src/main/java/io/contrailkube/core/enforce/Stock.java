package io.contrailkube.core.enforce;

import io.contrailkube.core.firewall.SharedObjects;
import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The items that are wanted, and by how many. */
final class Stock {
    private final SharedObjects shared;
    private final Map<Item, OwnerKey> owners = new HashMap<>();
    private final Map<OwnerKey, Item> wanted = new HashMap<>();
    private final Map<OwnerKey, Integer> users = new HashMap<>();
    private final Set<OwnerKey> touched = new HashSet<>();

    Stock(SharedObjects shared) {
        this.shared = shared;
    }

    /** One more wants this; returns its owner key. */
    OwnerKey add(Item item) {
        OwnerKey owner = owners.computeIfAbsent(item, any -> item.owner(shared));
        if (users.merge(owner, 1, Integer::sum) == 1) {
            wanted.put(owner, item);
            touched.add(owner);
        }
        return owner;
    }

    /** One less wants this; whether it was the last. */
    boolean release(Item item) {
        OwnerKey owner = ownerOf(item);
        if (users.merge(owner, -1, (old, less) -> old + less == 0 ? null : old + less) != null) {
            return false;
        }
        wanted.remove(owner);
        owners.remove(item);
        touched.add(owner);
        return true;
    }

    OwnerKey ownerOf(Item item) {
        OwnerKey known = owners.get(item);
        return known != null ? known : item.owner(shared);
    }

    Optional<Item> find(OwnerKey owner) {
        return Optional.ofNullable(wanted.get(owner));
    }

    /** Owner keys that have gained their first or lost their last user. */
    Set<OwnerKey> takeTouched() {
        Set<OwnerKey> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }
}
