package io.contrailkube.node.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All checks of a node, run side by side; a check that does not answer in time has failed. */
public final class Readiness {
    private final List<Probe> probes;
    private final Duration timeout;

    /**
     * One thing to be checked; it may give several results, e.g. one per watch.
     *
     * @param name names the check while it gives no result
     */
    public record Probe(String name, Supplier<CompletionStage<List<CheckResult>>> run) {}

    public Readiness(List<Probe> probes, Duration timeout) {
        this.probes = List.copyOf(probes);
        this.timeout = timeout;
    }

    /** Never fails. */
    public CompletionStage<List<CheckResult>> check() {
        List<CompletableFuture<List<CheckResult>>> running =
                probes.stream().map(this::run).toList();
        return CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    var results = new ArrayList<CheckResult>();
                    running.forEach(check -> results.addAll(check.join()));
                    return results;
                });
    }

    private CompletableFuture<List<CheckResult>> run(Probe probe) {
        CompletableFuture<List<CheckResult>> answer;
        try {
            answer = probe.run().get().toCompletableFuture().copy();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> List.of(new CheckResult(probe.name(), false, words(failure))));
    }

    private String words(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? "no answer within " + timeout.toMillis() + " ms ("
                        + cause.getClass().getSimpleName() + ")"
                : message;
    }
}
