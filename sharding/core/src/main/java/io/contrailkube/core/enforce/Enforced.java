package io.contrailkube.core.enforce;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.state.Level;
import java.util.HashSet;
import java.util.Set;

/** One edition of a network policy, on its way up or down the stages. Compared by identity. */
final class Enforced {
    private final PolicyKey policy;
    private final Edition edition;
    private Level level = Level.NONE;
    private int stage;
    /** What the last step has touched and what has to be done before the next. */
    private final Set<OwnerKey> awaited = new HashSet<>();

    /** A network policy. */
    record PolicyKey(String namespace, String uid) {
        OwnerKey place() {
            return new OwnerKey(Item.Place.KIND, namespace + '/' + uid);
        }
    }

    Enforced(PolicyKey policy, Edition edition) {
        this.policy = policy;
        this.edition = edition;
    }

    PolicyKey policy() {
        return policy;
    }

    Edition edition() {
        return edition;
    }

    String namespace() {
        return policy.namespace();
    }

    Level level() {
        return level;
    }

    void aim(Level now) {
        level = now;
    }

    int stage() {
        return stage;
    }

    void reach(int now) {
        stage = now;
    }

    boolean isAt(Stage other) {
        return stage >= other.number();
    }

    boolean isThere() {
        return stage == Stage.target(level);
    }

    boolean isolates(Direction direction) {
        return edition.isolates().contains(direction);
    }

    /** Two editions of one policy never count as a pair: they are one after the other, not beside each other. */
    boolean meets(Enforced other) {
        return this == other || !policy.equals(other.policy);
    }

    Set<OwnerKey> awaited() {
        return awaited;
    }
}
