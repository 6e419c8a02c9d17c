package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Deletes an object, after references to it have been relaxed. */
record Deletion(Bench bench, Writer writer, Step.Delete step) {
    /** How often the way is cleared for one deletion: what is tied may itself have something tied to it. */
    private static final int ROUNDS = 3;

    CompletionStage<StepOutcome> run() {
        return relaxFrom(0);
    }

    private CompletionStage<StepOutcome> relaxFrom(int next) {
        if (next == step.referrers().size()) {
            return new Clearance(bench, writer)
                    .delete(step.key(), step.uuid(), ROUNDS)
                    .thenApply(this::outcome);
        }
        String referrer = step.referrers().get(next);
        return writer.send(Requests.relax(step.key(), step.uuid(), referrer)).thenCompose(answer -> {
            return switch (Replies.verdict(answer)) {
                // A referrer that is gone needs no relaxing.
                case DONE, ABSENT -> relaxFrom(next + 1);
                default -> CompletableFuture.completedStage(bench.failed(step.key(), answer));
            };
        });
    }

    private StepOutcome outcome(Answer answer) {
        boolean gone =
                switch (Replies.verdict(answer)) {
                    case DONE, ABSENT -> true;
                    // Still used by others, so it is theirs now (spec 01 section 4.2).
                    case CONFLICT -> ContrailTypes.of(step.key().type()).shared();
                    default -> false;
                };
        if (gone) {
            bench.directory().forget(List.of(step.key()));
            return new StepOutcome.Gone(step.key());
        }
        return bench.failed(step.key(), answer);
    }
}
