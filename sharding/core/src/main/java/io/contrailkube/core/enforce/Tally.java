package io.contrailkube.core.enforce;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often something is wanted. */
final class Tally<T extends Comparable<? super T>> {
    private final Map<T, Integer> counts = new TreeMap<>();

    /** Whether it is wanted now and was not, or the other way round. */
    boolean count(T what, int by) {
        boolean was = counts.containsKey(what);
        counts.merge(what, by, (old, more) -> old + more == 0 ? null : old + more);
        return was != counts.containsKey(what);
    }

    SortedSet<T> all() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(counts.keySet()));
    }
}
