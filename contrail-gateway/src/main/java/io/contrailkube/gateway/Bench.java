package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.spec.OwnershipMarks;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What the work on every step needs. */
record Bench(Directory directory, OwnershipMarks marks, GatewaySettings.Patience patience, Turns<ObjectKey> turns) {

    /** The outcome of a write that was not done. */
    StepOutcome failed(ObjectKey key, Answer answer) {
        return Replies.outcome(key, answer, pause());
    }

    StepOutcome again(ObjectKey key, String reason) {
        return new StepOutcome.Retry(key, reason, pause());
    }

    /**
     * A write failed as it does when something it needs has vanished: look whether all stand, then say what is missing,
     * or pass on what the server said.
     */
    CompletionStage<StepOutcome> doubted(ObjectKey key, Collection<ObjectKey> needs, Answer answer) {
        return directory
                .findAnew(needs)
                .thenApply(found -> found.missing().isEmpty() ? failed(key, answer) : missing(key, found.missing()));
    }

    static StepOutcome missing(ObjectKey key, Set<ObjectKey> missing) {
        return new StepOutcome.Waiting(
                key, Requests.describe(missing) + (missing.size() == 1 ? " does not exist" : " do not exist"));
    }

    /** A pause after a write to a list that others write too, for what was under way to land. */
    CompletionStage<Void> settle(int attempt) {
        Duration pause = patience.sharedLists()
                .settle()
                .pause(attempt, ThreadLocalRandom.current().nextDouble());
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    private Duration pause() {
        return patience.retry().pause();
    }
}
