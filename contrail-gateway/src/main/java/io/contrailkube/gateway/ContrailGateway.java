package io.contrailkube.gateway;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.OwnershipMarks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The way to Contrail of one node: carries out plans and reads, joined, ordered and within limits. */
public final class ContrailGateway implements ContrailPort {
    private static final AtomicLong STARTED = new AtomicLong();

    private final GatewaySettings settings;
    private final GatewayMetrics metrics;
    private final Engine engine;
    private final AtomicInteger pending = new AtomicInteger();

    /** The moving parts behind the door. */
    private record Engine(
            Bench bench,
            Function<Ticket, CompletionStage<Answer>> sender,
            Pages pages,
            Finder finder,
            AtomicReference<GatewayView> traffic) {}

    private ContrailGateway(GatewaySettings settings, GatewayMetrics metrics, Engine engine) {
        this.settings = settings;
        this.metrics = metrics;
        this.engine = engine;
        metrics.watch(this::view);
    }

    /** Starts the gateway's actors; they end with the system. */
    public static ContrailGateway start(
            ActorSystem<?> system, GatewaySettings settings, OwnershipMarks marks, MeterRegistry metrics) {
        var measured = new GatewayMetrics(metrics);
        var traffic = new AtomicReference<>(new GatewayView(List.of(), 0, 0, 0, Map.of(), 0));
        var services = new Dispatcher.Services(settings, courier(system, settings), measured, traffic::set);
        String suffix = "-" + STARTED.incrementAndGet();
        ActorRef<Dispatcher.Command> dispatcher =
                system.systemActorOf(Dispatcher.create(services), "contrail-dispatcher" + suffix, Props.empty());
        Function<Ticket, CompletionStage<Answer>> sender = ticket -> {
            dispatcher.tell(new Dispatcher.Submit(ticket));
            return ticket.promise();
        };
        ActorRef<Reader.Command> reader = system.systemActorOf(
                Reader.create(settings.reads(), call -> sender.apply(Ticket.of(call)), measured),
                "contrail-reader" + suffix,
                Props.empty());
        GatewaySettings.Known known = settings.reads().known();
        var cache = new UuidCache(known.objects(), known.time().toNanos(), System::nanoTime);
        var directory = new Directory(reader::tell, cache);
        var bench = new Bench(directory, marks, settings.patience(), new Turns<>());
        var pages = new Pages(sender, settings.reads().batch());
        var finder = new Finder(directory, pages, settings.reads().lookups(), System::nanoTime);
        return new ContrailGateway(settings, measured, new Engine(bench, sender, pages, finder, traffic));
    }

    private static Courier courier(ActorSystem<?> system, GatewaySettings settings) {
        var http = new ContrailHttp(system, settings);
        var keystone = new Keystone(settings.access().keystone());
        Duration limit = settings.access().requestTimeout();
        Tokens tokens = settings.access().keystone().isOn()
                ? new Tokens(() -> http.send(keystone.request(limit)).thenApply(keystone::token), Clock.systemUTC())
                : null;
        return new Courier(http::send, settings, tokens);
    }

    @Override
    public CompletionStage<List<StepOutcome>> apply(Plan plan) {
        int size = plan.steps().size();
        if (!admit(size)) {
            return CompletableFuture.completedStage(plan.steps().stream()
                    .map(step -> engine.bench().again(step.key(), "the gateway is full"))
                    .toList());
        }
        var writer = new Writer(engine.sender(), plan.entity(), plan.fence());
        CompletionStage<List<StepOutcome>> run;
        try {
            run = new PlanRun(engine.bench(), writer, plan).run();
        } catch (RuntimeException e) {
            run = CompletableFuture.failedStage(e);
        }
        return run.whenComplete((outcomes, bug) -> {
            pending.addAndGet(-size);
            if (outcomes != null) {
                outcomes.forEach(metrics::step);
            }
        });
    }

    @Override
    public CompletionStage<Map<ObjectKey, Actual>> read(Collection<Lookup> lookups) {
        int size = lookups.size();
        if (!admit(size)) {
            return CompletableFuture.failedStage(new ContrailUnavailable("the gateway is full"));
        }
        Map<ObjectKey, CompletableFuture<Optional<Actual>>> asked = new HashMap<>();
        lookups.forEach(lookup -> asked.put(lookup.key(), read(lookup).toCompletableFuture()));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<ObjectKey, Actual> found = new HashMap<>();
                    asked.forEach((key, actual) -> actual.join().ifPresent(value -> found.put(key, value)));
                    return found;
                })
                .whenComplete((found, failure) -> pending.addAndGet(-size));
    }

    @Override
    public CompletionStage<List<Actual>> list(String type) {
        String name = ContrailTypes.of(type).name();
        Pages pages = engine.pages();
        return pages.all(name, marker -> Requests.list(name, marker, pages.size()));
    }

    @Override
    public CompletionStage<Optional<Actual>> find(Question.OfContrail question) {
        if (!admit(1)) {
            return CompletableFuture.failedFuture(new ContrailUnavailable("the gateway is full"));
        }
        return engine.finder().find(question).whenComplete((found, failure) -> pending.decrementAndGet());
    }

    @Override
    public CompletionStage<List<Actual>> survey(ObjectKey project) {
        return new Surveyor(engine.bench().directory(), engine.pages()).survey(project);
    }

    /** The state of the servers and of the traffic, as of the last change. */
    public GatewayView view() {
        GatewayView now = Objects.requireNonNull(engine.traffic().get());
        return new GatewayView(now.servers(), now.inFlight(), now.queued(), pending.get(), now.sent(), now.written());
    }

    private CompletionStage<Optional<Actual>> read(Lookup lookup) {
        Directory directory = engine.bench().directory();
        String uuid = lookup.uuid();
        return uuid == null
                ? directory.byName(lookup.key())
                : directory.byUuid(lookup.key().type(), uuid);
    }

    private boolean admit(int size) {
        int bound = settings.limits().pending();
        // A plan larger than the bound may go when nothing else does.
        int before = pending.getAndUpdate(now -> now == 0 || now + size <= bound ? now + size : now);
        return before == 0 || before + size <= bound;
    }
}
