package io.contrailkube.core.world;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.world.Mishaps.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan being carried out, one step at a time: writes in the order of what they need, then deletions in theirs. */
final class PlanRun {
    private final List<Step> steps;
    private final List<Step> order;
    private final Map<ObjectKey, StepOutcome> outcomes = new HashMap<>();
    private final StepMeaning meaning;
    private boolean fenced;

    PlanRun(List<Step> steps, StepMeaning meaning) {
        this.steps = steps;
        this.meaning = meaning;
        checkKeys();
        this.order = order(steps);
    }

    boolean isOver() {
        return outcomes.size() == steps.size();
    }

    void next(Mishaps mishaps) {
        Step step = order.get(outcomes.size());
        Fate fate = fenced ? Fate.FENCED : mishaps.fateOf(step);
        fenced = fate == Fate.FENCED;
        ObjectKey failed = failedNeed(step);
        outcomes.put(step.key(), failed == null ? outcome(step, fate) : new StepOutcome.Skipped(step.key(), failed));
    }

    List<StepOutcome> outcomes() {
        return steps.stream().map(step -> outcomes.get(step.key())).toList();
    }

    private StepOutcome outcome(Step step, Fate fate) {
        return switch (fate) {
            case DONE -> meaning.apply(step);
            case LOST -> new StepOutcome.Retry(step.key(), "Contrail is away", Duration.ofSeconds(1));
            case UNANSWERED -> {
                meaning.apply(step);
                yield new StepOutcome.Retry(step.key(), "no answer", Duration.ofSeconds(1));
            }
            case FENCED -> new StepOutcome.Fenced(step.key());
        };
    }

    private @Nullable ObjectKey failedNeed(Step step) {
        if (step instanceof Step.Ensure ensure) {
            for (Map.Entry<ObjectKey, StepOutcome> done : outcomes.entrySet()) {
                boolean failed = !(done.getValue() instanceof StepOutcome.Applied)
                        && !(done.getValue() instanceof StepOutcome.Fixed);
                if (failed && ensure.desired().needs().contains(done.getKey())) {
                    return done.getKey();
                }
            }
        }
        return null;
    }

    private static List<Step> order(List<Step> steps) {
        var ensures = new LinkedHashMap<ObjectKey, Step.Ensure>();
        for (Step step : steps) {
            if (step instanceof Step.Ensure ensure) {
                ensures.put(ensure.key(), ensure);
            }
        }
        var order = new ArrayList<Step>();
        ensures.values().forEach(ensure -> place(ensure, ensures, order, new ArrayList<>()));
        steps.stream().filter(step -> !(step instanceof Step.Ensure)).forEach(order::add);
        return order;
    }

    private static void place(
            Step.Ensure ensure, Map<ObjectKey, Step.Ensure> all, List<Step> order, List<ObjectKey> path) {
        if (path.contains(ensure.key())) {
            throw new AssertionError("objects need each other in a circle: " + path);
        }
        if (order.contains(ensure)) {
            return;
        }
        path.add(ensure.key());
        for (ObjectKey need : ensure.desired().needs()) {
            Step.Ensure needed = all.get(need);
            if (needed != null) {
                place(needed, all, order, path);
            }
        }
        path.remove(ensure.key());
        order.add(ensure);
    }

    /** No key may be in a plan twice, or what it comes to depends on luck. */
    private void checkKeys() {
        List<ObjectKey> keys = steps.stream().map(Step::key).toList();
        keys.forEach(key -> {
            if (Collections.frequency(keys, key) > 1) {
                throw new AssertionError(key + " is twice in one plan");
            }
        });
    }
}
