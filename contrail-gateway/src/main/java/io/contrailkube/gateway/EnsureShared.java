package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes an object stand that all clusters share; one that stands already is left exactly as it is. */
record EnsureShared(Bench bench, Writer writer, Step.Ensure step) {

    CompletionStage<StepOutcome> run() {
        String known = step.knownUuid();
        if (known == null) {
            return create();
        }
        return bench.directory()
                .byUuid(step.key().type(), known)
                .thenCompose(found -> found.isPresent() ? done(stands(found.get())) : create());
    }

    private CompletionStage<StepOutcome> create() {
        ContrailObject desired = step.desired();
        ObjectKey key = step.key();
        return bench.directory()
                .find(desired.needs())
                .thenCompose(needs -> needs.missing().isEmpty()
                        ? writer.send(Requests.create(desired, needs.uuids())).thenCompose(this::created)
                        : done(Bench.missing(key, needs.missing())));
    }

    private CompletionStage<StepOutcome> created(Answer answer) {
        ContrailObject desired = step.desired();
        ObjectKey key = step.key();
        return switch (Replies.verdict(answer)) {
            case DONE -> {
                bench.directory().learn(key, desired.uuid());
                var learning = new Learning(desired);
                yield learning.needsRead()
                        ? bench.directory().byUuid(key.type(), desired.uuid()).thenApply(this::readBack)
                        : done(learning.created());
            }
            case CONFLICT ->
                bench.directory().byName(key).thenApply(found -> found.map(this::stands)
                        .orElseGet(() -> bench.failed(key, answer)));
            default -> done(bench.failed(key, answer));
        };
    }

    private StepOutcome readBack(Optional<Actual> found) {
        return found.map(actual -> new Learning(step.desired()).outcome(actual, Origin.CREATED, 1))
                .orElseGet(() -> bench.again(step.key(), "it vanished as soon as it was made"));
    }

    private StepOutcome stands(Actual actual) {
        Origin origin = bench.marks().areOn(actual.annotations()) ? Origin.RECOVERED : Origin.FOREIGN;
        return new Learning(step.desired()).outcome(actual, origin, 0);
    }

    private static CompletionStage<StepOutcome> done(StepOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
