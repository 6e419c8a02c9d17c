package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstThroughAndThenSoManyASecond() {
        var bucket = new TokenBucket(10, 2, 0);
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(0)).isFalse();
        assertThat(bucket.untilNext()).isEqualTo(SECOND / 10);
        assertThat(bucket.take(SECOND / 20)).isFalse();
        assertThat(bucket.take(SECOND / 10)).isTrue();
    }

    @Test
    void savesNoMoreThanABurst() {
        var bucket = new TokenBucket(10, 2, 0);
        assertThat(bucket.take(100 * SECOND)).isTrue();
        assertThat(bucket.take(100 * SECOND)).isTrue();
        assertThat(bucket.take(100 * SECOND)).isFalse();
    }

    @Test
    void withoutARateLetsEverythingThrough() {
        var bucket = new TokenBucket(0, 1, 0);
        for (int i = 0; i < 1000; i++) {
            assertThat(bucket.take(0)).isTrue();
        }
    }
}
