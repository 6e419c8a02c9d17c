package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.plan.Fence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Lifetime lifetime = new Lifetime(nanos::get);

    @Test
    @Spec("HA-3")
    void aFenceClosesWhenItsTimeIsUpEvenIfTheProcessWasFrozen() {
        Fence fence = lifetime.fence(lifetime.now(), Duration.ofNanos(100));
        assertThat(fence.isOpen()).isTrue();
        nanos.addAndGet(99);
        assertThat(fence.isOpen()).isTrue();
        nanos.addAndGet(1);
        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void allFencesCloseWithTheLife() {
        Fence fence = lifetime.fence(lifetime.now(), Duration.ofDays(1));
        lifetime.end();
        assertThat(fence.isOpen()).isFalse();
        assertThat(lifetime.isOver()).isTrue();
    }
}
