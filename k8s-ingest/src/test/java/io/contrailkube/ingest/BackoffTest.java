package io.contrailkube.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 0.5);

    @Test
    void doublesUpToTheMaximum() {
        assertThat(backoff.pause(0, 0.5)).isZero();
        assertThat(backoff.pause(1, 0.5)).hasMillis(200);
        assertThat(backoff.pause(2, 0.5)).hasMillis(400);
        assertThat(backoff.pause(8, 0.5)).hasMillis(25_600);
        assertThat(backoff.pause(9, 0.5)).hasMillis(30_000);
        assertThat(backoff.pause(Integer.MAX_VALUE, 0.5)).hasMillis(30_000);
    }

    @Test
    void jitterMakesItLongerOrShorter() {
        assertThat(backoff.pause(1, 0)).hasMillis(100);
        assertThat(backoff.pause(1, 0.999_999)).hasMillis(300);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 1))
                .hasMessageContaining("jitter");
    }
}
