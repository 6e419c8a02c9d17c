package io.contrailkube.loadtest.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    @Test
    void aConditionIsLookedAtUntilItHolds() {
        Queue<List<String>> looks = new ArrayDeque<>(List.of(List.of("not yet"), List.of()));

        assertThat(Convergence.until(looks::remove, Duration.ofMinutes(1))).isEmpty();
        assertThat(looks).isEmpty();
    }

    @Test
    void whatIsMissingInTheEndIsTold() {
        assertThat(Convergence.until(() -> List.of("never"), Duration.ZERO)).containsExactly("never");
    }

    @Test
    void aFailureIsSomethingMissing() {
        Convergence.Condition failing = () -> {
            throw new IOException("the server is away");
        };

        assertThat(Convergence.until(failing, Duration.ZERO)).containsExactly("the server is away");
    }
}
