package io.contrailkube.core.enforce;

import java.util.BitSet;

/** Places of firewall policies in the policy set: the lowest that is free, used again when it is left (spec 03 section 7). */
final class Places {
    static final int FIRST = 100;
    static final int LAST = 89_999;

    private final BitSet own = new BitSet();
    private BitSet foreign = new BitSet();

    /** Places that others have taken. */
    void avoid(BitSet taken) {
        foreign = (BitSet) taken.clone();
    }

    /** @throws IllegalStateException if there is none left */
    String next() {
        int place = FIRST;
        while (own.get(place) || foreign.get(place)) {
            place = own.get(place) ? own.nextClearBit(place) : foreign.nextClearBit(place);
        }
        if (place > LAST) {
            throw new IllegalStateException("all places for network policies are taken, " + FIRST + " to " + LAST);
        }
        return "%05d.0".formatted(place);
    }

    void take(String sequence) {
        own.set(number(sequence));
    }

    void free(String sequence) {
        own.clear(number(sequence));
    }

    static int number(String sequence) {
        int point = sequence.indexOf('.');
        return Integer.parseInt(point < 0 ? sequence : sequence.substring(0, point));
    }
}
