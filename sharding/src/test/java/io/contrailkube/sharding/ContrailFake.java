package io.contrailkube.sharding;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort;
import io.contrailkube.core.port.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** The port to Contrail with a Contrail in memory behind it; what it answers to plans can be replaced. */
final class ContrailFake implements ContrailPort {
    final Map<ObjectKey, ContrailObject> standing = new ConcurrentHashMap<>();
    final List<Plan> plans = new CopyOnWriteArrayList<>();
    final List<Collection<Lookup>> reads = new CopyOnWriteArrayList<>();
    final List<ObjectKey> surveys = new CopyOnWriteArrayList<>();
    private final AtomicInteger allocated = new AtomicInteger();
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
                outcomes.add(new StepOutcome.Applied(
                        step.key(), desired.uuid(), origin(desired), changed ? 1 : 0, learned(desired)));
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

    /** What was asked for, or else an address. */
    private SortedMap<String, String> learned(ContrailObject desired) {
        var learned = new TreeMap<String, String>();
        desired.learns()
                .forEach(pointer -> learned.put(
                        pointer, desired.properties().at(pointer).asText("10.47.255." + allocated.incrementAndGet())));
        return learned;
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

    @Override
    public CompletionStage<List<Actual>> survey(ObjectKey project) {
        surveys.add(project);
        return away
                ? CompletableFuture.failedFuture(new ContrailUnavailable("away"))
                : CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Optional<Actual>> find(Question.OfContrail question) {
        if (away) {
            return CompletableFuture.failedFuture(new ContrailUnavailable("no server answers"));
        }
        return CompletableFuture.completedFuture(found(question));
    }

    private Optional<Actual> found(Question.OfContrail question) {
        if (question instanceof Question.Named named) {
            return Optional.ofNullable(standing.get(named.key())).map(ContrailFake::actual);
        }
        if (question instanceof Question.RouterOf of) {
            return only(ContrailTypes.VIRTUAL_ROUTER, router -> of.addresses().contains(address(router)))
                    .or(() -> only(
                            ContrailTypes.VIRTUAL_ROUTER,
                            router -> router.key().fqName().leaf().equalsIgnoreCase(of.node())))
                    .map(ContrailFake::actual);
        }
        if (question instanceof Question.InterfaceAt at) {
            return only(
                            ContrailTypes.INSTANCE_IP,
                            ip -> at.address()
                                            .equals(ip.properties()
                                                    .path("instance_ip_address")
                                                    .asText())
                                    && targets(ip).contains(at.network()))
                    .flatMap(ip -> only(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, port -> targets(ip)
                            .contains(port.key())))
                    .map(ContrailFake::actual);
        }
        String host = ((Question.HostInterface) question).address();
        return only(ContrailTypes.VIRTUAL_ROUTER, router -> host.equals(address(router)))
                .flatMap(router -> only(
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                        port -> port.key().fqName().parent().equals(router.key().fqName())))
                .map(ContrailFake::actual);
    }

    private Optional<ContrailObject> only(String type, Predicate<ContrailObject> fits) {
        List<ContrailObject> found = standing.values().stream()
                .filter(object -> object.key().type().equals(type) && fits.test(object))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String address(ContrailObject router) {
        return router.properties().path("virtual_router_ip_address").asText();
    }

    private static List<ObjectKey> targets(ContrailObject object) {
        return object.references().stream().map(Reference::to).toList();
    }
}
