package io.contrailkube.core.entity;

import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which owner keys have read what, so that a change of it wakes them ('parked, woken by', spec 02 section 3.2). */
final class Dependencies {
    private final Map<Topic, Set<OwnerKey>> readers = new HashMap<>();
    private final Map<OwnerKey, Set<Topic>> topics = new HashMap<>();

    /** The owner key depends on these and on nothing else. */
    void replace(OwnerKey owner, Set<Topic> read) {
        Set<Topic> before = read.isEmpty() ? topics.remove(owner) : topics.put(owner, new HashSet<>(read));
        read.forEach(
                topic -> readers.computeIfAbsent(topic, any -> new HashSet<>()).add(owner));
        if (before != null) {
            before.stream().filter(topic -> !read.contains(topic)).forEach(topic -> drop(topic, owner));
        }
    }

    void forget(OwnerKey owner) {
        replace(owner, Set.of());
    }

    Set<OwnerKey> readersOf(Topic topic) {
        return readers.getOrDefault(topic, Set.of());
    }

    Set<Topic> of(OwnerKey owner) {
        return topics.getOrDefault(owner, Set.of());
    }

    /** Every owner key that depends on anything. */
    Set<OwnerKey> owners() {
        return new HashSet<>(topics.keySet());
    }

    private void drop(Topic topic, OwnerKey owner) {
        readers.computeIfPresent(topic, (any, owners) -> {
            owners.remove(owner);
            return owners.isEmpty() ? null : owners;
        });
    }
}
