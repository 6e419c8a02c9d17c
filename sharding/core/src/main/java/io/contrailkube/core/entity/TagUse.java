package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which tags the workloads of a namespace need. Every tag has an owner key of its own, so that it is made once for all of
 * them, before the first that needs it, and collected after the last has let go.
 */
final class TagUse {
    static final String KIND = "Tag";

    private static final String CLAIM = Reference.TAGS + '/';

    private final Predicate<ObjectKey> given;
    private final Map<ObjectKey, Set<OwnerKey>> users = new HashMap<>();
    private final Map<OwnerKey, Set<ObjectKey>> wanted = new HashMap<>();
    private final Map<OwnerKey, Set<ObjectKey>> used = new HashMap<>();

    /** @param given tags that are there in any case */
    TagUse(Predicate<ObjectKey> given) {
        this.given = given;
    }

    static OwnerKey ownerOf(ObjectKey tag) {
        return new OwnerKey(KIND, tag.fqName().leaf());
    }

    static ObjectKey tagOf(OwnerKey owner) {
        return ObjectKey.of(ContrailTypes.TAG, owner.id());
    }

    boolean isUsed(ObjectKey tag) {
        return users.containsKey(tag);
    }

    /** Tags that an owner key wants, or refers to. */
    Set<ObjectKey> usedBy(OwnerKey owner) {
        return used.getOrDefault(owner, Set.of());
    }

    /** Tags that must stand before these objects can be made, other than those among them. */
    Set<ObjectKey> neededFor(Collection<ContrailObject> objects) {
        var needed = new TreeSet<ObjectKey>();
        objects.forEach(object -> object.needs().stream()
                .filter(key -> key.type().equals(ContrailTypes.TAG))
                .filter(key -> !given.test(key))
                .forEach(needed::add));
        objects.forEach(object -> needed.remove(object.key()));
        return needed;
    }

    /** An owner key wants these from now on; returns tags that gained their first or lost their last user. */
    List<ObjectKey> want(OwnerKey owner, Set<ObjectKey> tags, Map<ObjectKey, LedgerEntry> standing) {
        if (tags.isEmpty()) {
            wanted.remove(owner);
        } else {
            wanted.put(owner, Set.copyOf(tags));
        }
        return follow(owner, standing);
    }

    /** Owner keys that want or bear any. */
    Set<OwnerKey> owners() {
        return new TreeSet<>(used.keySet());
    }

    /** The same after what stands for an owner key has changed: what it refers to it needs, wanted or not. */
    List<ObjectKey> follow(OwnerKey owner, Map<ObjectKey, LedgerEntry> standing) {
        var now = new HashSet<>(wanted.getOrDefault(owner, Set.of()));
        standing.values().forEach(entry -> entry.claims().stream()
                .filter(claim -> claim.startsWith(CLAIM) || claim.startsWith(ContrailObject.NAMED_TAG))
                .map(claim -> ObjectKey.of(ContrailTypes.TAG, claim.substring(claim.indexOf('/') + 1)))
                .filter(tag -> !given.test(tag) && !standing.containsKey(tag))
                .forEach(now::add));
        Set<ObjectKey> before = used.getOrDefault(owner, Set.of());
        var changed = new ArrayList<ObjectKey>();
        for (ObjectKey tag : now) {
            if (!before.contains(tag)
                    && users.computeIfAbsent(tag, any -> new HashSet<>()).add(owner)) {
                changed.add(tag);
            }
        }
        for (ObjectKey tag : before) {
            if (!now.contains(tag)) {
                users.computeIfPresent(tag, (any, owners) -> owners.remove(owner) && owners.isEmpty() ? null : owners);
                changed.add(tag);
            }
        }
        if (now.isEmpty()) {
            used.remove(owner);
        } else {
            used.put(owner, now);
        }
        return changed;
    }
}
