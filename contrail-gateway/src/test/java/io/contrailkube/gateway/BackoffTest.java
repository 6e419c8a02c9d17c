package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.3);

    @Test
    void doublesUpToTheLongestPause() {
        assertThat(backoff.pause(1, 0.5)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.pause(3, 0.5)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.pause(1000, 0.5)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void isSpreadAroundThePause() {
        assertThat(backoff.pause(1, 0)).isEqualTo(Duration.ofMillis(140));
        assertThat(backoff.pause(1, 0.999_999)).isLessThanOrEqualTo(Duration.ofMillis(260));
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .withMessageContaining("PT2S to PT1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
    }
}
