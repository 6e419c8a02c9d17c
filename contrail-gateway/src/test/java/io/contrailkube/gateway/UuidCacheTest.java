package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UuidCacheTest {
    private static final ObjectKey A = ObjectKey.of(ContrailTypes.DOMAIN, "a");
    private static final ObjectKey B = ObjectKey.of(ContrailTypes.DOMAIN, "b");
    private static final ObjectKey C = ObjectKey.of(ContrailTypes.DOMAIN, "c");

    private final AtomicLong now = new AtomicLong();
    private final UuidCache cache = new UuidCache(2, 100, now::get);

    @Test
    void theLeastRecentlyUsedIsForgottenFirst() {
        cache.learn(A, "1");
        cache.learn(B, "2");
        assertThat(cache.find(A)).contains("1");
        cache.learn(C, "3");
        assertThat(cache.find(B)).isEmpty();
        assertThat(cache.find(A)).contains("1");
        assertThat(cache.find(C)).contains("3");
    }

    @Test
    void nothingIsKnownForever() {
        cache.learn(A, "1");
        now.set(100);
        assertThat(cache.find(A)).contains("1");
        now.set(101);
        assertThat(cache.find(A)).isEmpty();
    }

    @Test
    void forgetsWhatItIsTold() {
        cache.learn(A, "1");
        cache.forget(List.of(A, B));
        assertThat(cache.find(A)).isEmpty();
    }
}
