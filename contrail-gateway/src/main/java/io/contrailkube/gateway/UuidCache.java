package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Uuids of objects known to stand, bounded and forgotten after a while. */
final class UuidCache {
    private record Known(String uuid, long until) {}

    /** Least recently used first. */
    private final LinkedHashMap<ObjectKey, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private final int size;
    private final long nanos;
    private final LongSupplier nanoTime;

    UuidCache(int size, long nanos, LongSupplier nanoTime) {
        this.size = size;
        this.nanos = nanos;
        this.nanoTime = nanoTime;
    }

    synchronized void learn(ObjectKey key, String uuid) {
        known.put(key, new Known(uuid, nanoTime.getAsLong() + nanos));
        if (known.size() > size) {
            known.remove(known.keySet().iterator().next());
        }
    }

    synchronized Optional<String> find(ObjectKey key) {
        Known entry = known.get(key);
        if (entry == null || entry.until() - nanoTime.getAsLong() < 0) {
            known.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.uuid());
    }

    synchronized void forget(Collection<ObjectKey> keys) {
        keys.forEach(known::remove);
    }
}
