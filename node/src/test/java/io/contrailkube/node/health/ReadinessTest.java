package io.contrailkube.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.node.health.Readiness.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final CheckResult FINE = new CheckResult("fine", true, "");

    @Test
    void aProbeMayGiveSeveralResultsAndTheirOrderIsThatOfTheProbes() {
        var late = new CompletableFuture<List<CheckResult>>();
        var readiness = readiness(
                new Probe("late", () -> late),
                new Probe("two", () -> done(FINE, new CheckResult("other", false, "because"))));
        CompletionStage<List<CheckResult>> results = readiness.check();
        late.complete(List.of(new CheckResult("late", true, "")));

        assertThat(results.toCompletableFuture().join())
                .extracting(CheckResult::name)
                .containsExactly("late", "fine", "other");
    }

    @Test
    void aProbeWithoutAnAnswerHasFailedAndTheOthersCount() {
        assertThat(check(CompletableFuture::new)).satisfies(result -> {
            assertThat(result.ok()).isFalse();
            assertThat(result.name()).isEqualTo("this");
            assertThat(result.detail()).contains("no answer within 50 ms");
        });
    }

    @Test
    void aProbeThatFailsSaysWhy() {
        assertThat(check(() -> CompletableFuture.failedFuture(new IllegalStateException("it is away")))
                        .detail())
                .isEqualTo("it is away");
        assertThat(check(() -> {
                            throw new IllegalStateException("it threw");
                        })
                        .detail())
                .isEqualTo("it threw");
        assertThat(check(() -> CompletableFuture.failedFuture(new IllegalStateException()))
                        .detail())
                .contains("IllegalStateException");
    }

    private static CheckResult check(Supplier<CompletionStage<List<CheckResult>>> run) {
        List<CheckResult> results = readiness(new Probe("this", run), new Probe("fine", () -> done(FINE)))
                .check()
                .toCompletableFuture()
                .join();
        assertThat(results).hasSize(2).contains(FINE);
        return results.get(0);
    }

    private static CompletionStage<List<CheckResult>> done(CheckResult... results) {
        return CompletableFuture.completedFuture(List.of(results));
    }

    private static Readiness readiness(Probe... probes) {
        return new Readiness(List.of(probes), Duration.ofMillis(50));
    }
}
