package io.contrailkube.standins.contrail;

import java.util.BitSet;

/** Numbers from a first one up, always the lowest free. */
final class Numbers {
    private final BitSet taken = new BitSet();
    private final int first;

    Numbers(int first) {
        this.first = first;
    }

    int take() {
        int index = taken.nextClearBit(0);
        taken.set(index);
        return first + index;
    }

    /** False when that number is taken already. */
    boolean take(int number) {
        int index = number - first;
        if (taken.get(index)) {
            return false;
        }
        taken.set(index);
        return true;
    }

    void free(int number) {
        if (number >= first) {
            taken.clear(number - first);
        }
    }
}
