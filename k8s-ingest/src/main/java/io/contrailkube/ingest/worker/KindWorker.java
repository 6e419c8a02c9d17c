package io.contrailkube.ingest.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.stream.typed.javadsl.ActorSink;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.ingest.watch.WatchEvent;
import io.contrailkube.ingest.worker.WorkerCommand.Announce;
import io.contrailkube.ingest.worker.WorkerCommand.Announced;
import io.contrailkube.ingest.worker.WorkerCommand.Broken;
import io.contrailkube.ingest.worker.WorkerCommand.Describe;
import io.contrailkube.ingest.worker.WorkerCommand.Go;
import io.contrailkube.ingest.worker.WorkerCommand.Heard;
import io.contrailkube.ingest.worker.WorkerCommand.Offered;
import io.contrailkube.ingest.worker.WorkerCommand.Replay;
import io.contrailkube.ingest.worker.WorkerCommand.Replayed;
import io.contrailkube.ingest.worker.WorkerCommand.Retry;
import io.contrailkube.ingest.worker.WorkerCommand.Started;
import io.contrailkube.ingest.worker.WorkerCommand.Stop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Worker of one kind: hears its list+watch, keeps its facts and offers every change. It starts with nothing. */
final class KindWorker extends AbstractBehavior<WorkerCommand> {
    /** What it works with. */
    record Parts(Source<WatchEvent, ?> watch, Offers.Target target, WorkerMetrics metrics, Clock clock) {
        String kind() {
            return target.kind();
        }
    }

    private final Parts parts;
    private final Offers offers;
    private final FactCache cache = new FactCache();
    private WatchLog log;
    private @Nullable ActorRef<Go> heldBack;

    private KindWorker(ActorContext<WorkerCommand> context, TimerScheduler<WorkerCommand> timers, Parts parts) {
        super(context);
        this.parts = parts;
        this.offers = new Offers(parts.target(), context, timers);
        this.log = WatchLog.starting(parts.clock().instant());
        parts.metrics().show();
        parts.watch()
                .to(ActorSink.actorRefWithBackpressure(
                        context.getSelf(),
                        (ActorRef<Go> stream, WatchEvent event) -> new Heard(event, stream),
                        Started::new,
                        Go.AHEAD,
                        new Broken(new IllegalStateException("the watch of " + parts.kind() + " ended")),
                        Broken::new))
                .run(Materializer.createMaterializer(context));
        context.getSystem().receptionist().tell(Receptionist.register(Directory.key(parts.kind()), context.getSelf()));
    }

    static Behavior<WorkerCommand> create(Parts parts) {
        Behavior<WorkerCommand> worker =
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new KindWorker(context, timers, parts)));
        return Behaviors.supervise(worker)
                .onFailure(SupervisorStrategy.restartWithBackoff(
                        parts.target().settings().backoff().min(),
                        parts.target().settings().backoff().max(),
                        parts.target().settings().backoff().jitter()));
    }

    @Override
    public Receive<WorkerCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Started.class, this::started)
                .onMessage(Heard.class, this::heard)
                .onMessage(Offered.class, this::offered)
                .onMessage(Retry.class, retry -> continued(() -> offers.rested(retry)))
                .onMessage(Announced.class, answer -> continued(() -> offers.announced(answer)))
                .onMessage(Announce.class, due -> continued(offers::announce))
                .onMessage(Replay.class, this::replay)
                .onMessage(Describe.class, this::describe)
                .onMessage(Broken.class, this::broken)
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onSignal(PreRestart.class, signal -> continued(parts.metrics()::hide))
                .onSignal(PostStop.class, signal -> continued(parts.metrics()::hide))
                .build();
    }

    private Behavior<WorkerCommand> started(Started started) {
        started.stream().tell(Go.AHEAD);
        return this;
    }

    private Behavior<WorkerCommand> heard(Heard heard) {
        Instant now = parts.clock().instant();
        offers.add(changes(heard.event(), now));
        log = log.after(heard.event(), now);
        heldBack = heard.stream();
        goOn();
        return this;
    }

    private List<FactChange> changes(WatchEvent event, Instant now) {
        WorkerMetrics metrics = parts.metrics();
        if (event instanceof WatchEvent.Changed changed) {
            metrics.event("changed", changed.happened(), now);
            return cache.present(changed.fact(), now);
        }
        if (event instanceof WatchEvent.Deleted deleted) {
            metrics.event("deleted", deleted.happened(), now);
            return cache.deleted(deleted.id(), now);
        }
        if (event instanceof WatchEvent.Ignored ignored) {
            metrics.event("ignored", null, now);
            return cache.ignored(ignored.id(), now);
        }
        if (event instanceof WatchEvent.Page page) {
            var changes = new ArrayList<FactChange>();
            for (KubeFact fact : page.facts()) {
                changes.addAll(cache.listed(fact, now));
            }
            return changes;
        }
        if (event instanceof WatchEvent.Listed) {
            return listed(now);
        }
        if (event instanceof WatchEvent.NotServed) {
            return log.state() == WatchView.State.NOT_SERVED ? List.of() : notServed(now);
        }
        if (event instanceof WatchEvent.Listing) {
            cache.listBegins();
            metrics.served(true);
        } else if (event instanceof WatchEvent.Watching) {
            metrics.watching();
        } else if (event instanceof WatchEvent.Interrupted interrupted) {
            metrics.interrupted(interrupted.failure(), interrupted.lists());
        }
        return List.of();
    }

    private List<FactChange> listed(Instant now) {
        List<FactChange> missed = cache.listEnds(now);
        parts.metrics().listed();
        getContext()
                .getLog()
                .info("{}: listed {} objects, {} were deleted unseen", parts.kind(), cache.size(), missed.size());
        offers.listed(cache.namespaces());
        return missed;
    }

    /** Nobody can have objects of a kind that is served nowhere: the same as an empty list. */
    private List<FactChange> notServed(Instant now) {
        parts.metrics().served(false);
        cache.listBegins();
        List<FactChange> missed = cache.listEnds(now);
        offers.listed(cache.namespaces());
        return missed;
    }

    private Behavior<WorkerCommand> offered(Offered answer) {
        parts.metrics()
                .offered(
                        answer.failure() == null,
                        Duration.between(answer.change().seen(), parts.clock().instant()));
        return continued(() -> offers.answered(answer));
    }

    private Behavior<WorkerCommand> replay(Replay replay) {
        List<KubeFact> facts = cache.in(replay.namespace(), replay.after(), replay.max());
        replay.replyTo().tell(new Replayed(parts.kind(), facts, log.complete()));
        return this;
    }

    private Behavior<WorkerCommand> describe(Describe describe) {
        describe.replyTo().tell(log.view(parts.kind(), cache.size(), offers.pending()));
        return this;
    }

    private Behavior<WorkerCommand> broken(Broken broken) {
        throw new IllegalStateException("the watch of " + parts.kind() + " broke down", broken.failure());
    }

    private Behavior<WorkerCommand> continued(Runnable step) {
        step.run();
        goOn();
        return this;
    }

    /** The watch is held back while too many changes wait. */
    private void goOn() {
        parts.metrics().sizes(cache.size(), offers.pending(), offers.failingNamespaces());
        if (heldBack != null && !offers.isFull()) {
            heldBack.tell(Go.AHEAD);
            heldBack = null;
        }
    }
}
