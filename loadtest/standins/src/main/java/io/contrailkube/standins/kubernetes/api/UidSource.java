package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.core.contrail.Uuids;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives uids to new objects; no two objects ever get the same. */
final class UidSource {
    private final Uids uids;
    private final Random random;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    UidSource(Uids uids, Random random) {
        this.uids = uids;
        this.random = random;
    }

    String next(Place place) {
        return uids == Uids.DERIVED && !used.contains(text(place)) ? Uuids.named(text(place)) : randomUid();
    }

    /** The object of that place has been stored: its derived uid is used up. */
    void stored(Place place) {
        if (uids == Uids.DERIVED) {
            used.add(text(place));
        }
    }

    static String text(Place place) {
        String name = place.type().namespaced() ? place.namespace() + "/" + place.name() : place.name();
        return place.type().kind() + " " + name;
    }

    private String randomUid() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
