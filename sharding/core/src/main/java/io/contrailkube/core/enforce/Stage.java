package io.contrailkube.core.enforce;

import io.contrailkube.core.state.Level;

/**
 * What an edition has the cluster entity make, one after the other on its way into force, and take back in the reverse order
 * (spec 03 section 11.6). Between {@link #DENIES} and {@link #PLACE} the namespace makes the firewall policy and its rules.
 */
enum Stage {
    /** Tags on pods, address groups, and rules that let pass what both sides of a pair allow. */
    ALLOWS(1),
    /** What keeps isolated pods apart otherwise. */
    DENIES(2),
    /** The firewall policy of the network policy in the policy set. */
    PLACE(3),
    /** The rules by which its subject is isolated. */
    ISOLATION(4);

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Stage of(int number) {
        return values()[number - 1];
    }

    static int target(Level level) {
        return switch (level) {
            case NONE -> 0;
            case PREPARED -> DENIES.number;
            case IN_FORCE -> ISOLATION.number;
        };
    }
}
