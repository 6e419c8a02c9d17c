package io.contrailkube.sharding;

import io.contrailkube.core.plan.Fence;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One life of an entity, from its recovery to its end; when it ends all its fences close. */
final class Lifetime {
    private final LongSupplier nanoTime;
    private volatile boolean over;

    /** @param nanoTime goes on while the process is frozen */
    Lifetime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * @param since taken before the journal write: a process that is frozen between the write and the plan must find the
     *     fence closed
     */
    Fence fence(long since, Duration length) {
        return () -> !over && nanoTime.getAsLong() - since < length.toNanos();
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
