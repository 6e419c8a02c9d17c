package io.contrailkube.sharding;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The port to Contrail with a Contrail in memory behind it; what it answers to plans can be replaced. */
final class ContrailFake implements ContrailPort {
    final Map<ObjectKey, ContrailObject> standing = new ConcurrentHashMap<>();
    final List<Plan> plans = new CopyOnWriteArrayList<>();
    final List<Collection<Lookup>> reads = new CopyOnWriteArrayList<>();
    private volatile Function<Plan, CompletionStage<List<StepOutcome>>> answer = this::carryOut;
    private volatile boolean away;

    void answer(Function<Plan, CompletionStage<List<StepOutcome>>> replacement) {
        answer = replacement;
    }

    void answerNormally() {
        answer = this::carryOut;
    }

    /** Reads fail. */
    void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public CompletionStage<List<StepOutcome>> apply(Plan plan) {
        plans.add(plan);
        return answer.apply(plan);
    }

    CompletionStage<List<StepOutcome>> carryOut(Plan plan) {
        var outcomes = new ArrayList<StepOutcome>();
        for (Step step : plan.steps()) {
            if (!plan.fence().isOpen()) {
                outcomes.add(new StepOutcome.Fenced(step.key()));
            } else if (step instanceof Step.Ensure ensure) {
                ContrailObject desired = ensure.desired();
                boolean changed = !desired.equals(standing.put(step.key(), desired));
                outcomes.add(new StepOutcome.Applied(step.key(), desired.uuid(), origin(desired), changed ? 1 : 0));
            } else {
                standing.remove(step.key());
                outcomes.add(new StepOutcome.Gone(step.key()));
            }
        }
        return CompletableFuture.completedFuture(outcomes);
    }

    static CompletionStage<List<StepOutcome>> busy(Plan plan) {
        return CompletableFuture.completedFuture(plan.steps().stream()
                .<StepOutcome>map(step -> new StepOutcome.Retry(step.key(), "busy", Duration.ZERO))
                .toList());
    }

    private static Origin origin(ContrailObject desired) {
        return desired.claim() == ContrailObject.Claim.PART ? Origin.FOREIGN : Origin.CREATED;
    }

    @Override
    public CompletionStage<Map<ObjectKey, Actual>> read(Collection<Lookup> lookups) {
        reads.add(lookups);
        if (away) {
            return CompletableFuture.failedFuture(new ContrailUnavailable("no server answers"));
        }
        var found = new HashMap<ObjectKey, Actual>();
        for (Lookup lookup : lookups) {
            ContrailObject object = standing.get(lookup.key());
            if (object != null) {
                found.put(lookup.key(), actual(object));
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    private static Actual actual(ContrailObject object) {
        var body = object.properties().deepCopy();
        object.entries().forEach(entry -> body.withObject("/" + entry.list().property())
                .withArray(entry.list().wrapper())
                .add(entry.value()));
        object.references().forEach(reference -> {
            var written = body.withArray(reference.field()).addObject();
            reference.to().fqName().parts().forEach(written.putArray("to")::add);
            if (reference.attr() != null) {
                written.set("attr", reference.attr());
            }
        });
        return new Actual(object.key(), object.uuid(), body);
    }

    @Override
    public CompletionStage<List<Actual>> list(String type) {
        return CompletableFuture.completedFuture(standing.values().stream()
                .filter(object -> object.key().type().equals(type))
                .map(ContrailFake::actual)
                .toList());
    }
}
