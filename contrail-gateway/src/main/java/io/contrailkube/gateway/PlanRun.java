package io.contrailkube.gateway;

import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** One plan: what stands first, in the order of its needs and side by side where it may; then what goes. */
final class PlanRun {
    private final Bench bench;
    private final Writer writer;
    private final List<Step> steps;
    private final Map<Integer, CompletableFuture<StepOutcome>> outcomes = new HashMap<>();

    PlanRun(Bench bench, Writer writer, Plan plan) {
        this.bench = bench;
        this.writer = writer;
        this.steps = plan.steps();
    }

    /** One outcome per step, in their order; fails only for a bug. */
    CompletionStage<List<StepOutcome>> run() {
        PlanOrder order = PlanOrder.of(steps);
        for (int i : order.ensures()) {
            List<CompletableFuture<StepOutcome>> needs = order.needs().getOrDefault(i, Set.of()).stream()
                    .map(this::outcome)
                    .toList();
            outcomes.put(i, all(needs).thenCompose(done -> ensure(i, needs)).toCompletableFuture());
        }
        CompletableFuture<?> before = all(outcomes.values());
        for (int i : order.removals()) {
            CompletableFuture<StepOutcome> removal = before.thenCompose(done -> guarded(steps.get(i)));
            outcomes.put(i, removal);
            before = removal;
        }
        return before.thenApply(done -> collected());
    }

    private CompletionStage<StepOutcome> ensure(int i, List<CompletableFuture<StepOutcome>> needs) {
        Optional<StepOutcome> failed = needs.stream()
                .map(CompletableFuture::join)
                .filter(need -> !stands(need))
                .findFirst();
        return failed.isPresent()
                ? CompletableFuture.completedStage(
                        new StepOutcome.Skipped(steps.get(i).key(), failed.get().key()))
                : guarded(steps.get(i));
    }

    /** That Contrail could not be asked is an outcome, too. */
    private CompletionStage<StepOutcome> guarded(Step step) {
        return start(step).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof ContrailUnavailable) {
                return bench.again(step.key(), String.valueOf(cause.getMessage()));
            }
            throw new CompletionException(cause);
        });
    }

    private CompletionStage<StepOutcome> start(Step step) {
        if (step instanceof Step.Ensure ensure) {
            return switch (ensure.desired().claim()) {
                case WHOLE -> new EnsureWhole(bench, writer, ensure).run();
                case PART -> new PartWork(bench, writer).ensure(ensure);
                case SHARED -> new EnsureShared(bench, writer, ensure).run();
            };
        }
        if (step instanceof Step.Delete delete) {
            return new Deletion(bench, writer, delete).run();
        }
        return new PartWork(bench, writer).withdraw((Step.Withdraw) step);
    }

    private List<StepOutcome> collected() {
        var collected = new ArrayList<StepOutcome>();
        for (int i = 0; i < steps.size(); i++) {
            collected.add(outcome(i).join());
        }
        return collected;
    }

    private CompletableFuture<StepOutcome> outcome(int i) {
        return Objects.requireNonNull(outcomes.get(i), "a step's outcome was asked for before the step began");
    }

    private static boolean stands(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Applied || outcome instanceof StepOutcome.Fixed;
    }

    private static CompletableFuture<?> all(Collection<CompletableFuture<StepOutcome>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }
}
