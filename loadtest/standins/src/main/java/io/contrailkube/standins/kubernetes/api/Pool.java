package io.contrailkube.standins.kubernetes.api;

import java.util.BitSet;

/** Numbers that are given out once until they are given back; the lowest free one behind the last given is next. */
final class Pool {
    private final int first;
    private final int size;
    private final BitSet taken = new BitSet();
    private int next;

    Pool(int first, int size) {
        this.first = first;
        this.size = size;
    }

    synchronized int take() {
        int given = takeFrom(next);
        next = given - first + 1;
        return given;
    }

    /** The first free one from the place on that the hash stands for. */
    synchronized int takeNear(int hash) {
        return takeFrom(Math.floorMod(hash, size));
    }

    private int takeFrom(int place) {
        int free = taken.nextClearBit(place);
        if (free >= size) {
            free = taken.nextClearBit(0);
        }
        if (free >= size) {
            throw ApiFailure.of(500, "InternalError", "Internal error occurred: failed to allocate: range is full");
        }
        taken.set(free);
        return first + free;
    }

    boolean contains(int number) {
        int at = number - first;
        return at >= 0 && at < size;
    }

    /** Takes that very number; false when it is taken. Numbers outside the pool are free for all. */
    synchronized boolean take(int number) {
        int at = number - first;
        if (at < 0 || at >= size) {
            return true;
        }
        if (taken.get(at)) {
            return false;
        }
        taken.set(at);
        return true;
    }

    synchronized void free(int number) {
        int at = number - first;
        if (at >= 0 && at < size) {
            taken.clear(at);
        }
    }
}
