package io.contrailkube.ingest.worker;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSink;
import io.contrailkube.ingest.IngestSettings.Offering;
import io.contrailkube.ingest.worker.WorkerCommand.Announce;
import io.contrailkube.ingest.worker.WorkerCommand.Announced;
import io.contrailkube.ingest.worker.WorkerCommand.Offered;
import io.contrailkube.ingest.worker.WorkerCommand.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings changes and completed lists to the sink, again and again until it has them. Confined to the actor of its worker. */
final class Offers {
    /** Where they go. */
    record Target(String kind, FactSink sink, Offering settings) {}

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Target target;
    private final ActorContext<WorkerCommand> context;
    private final TimerScheduler<WorkerCommand> timers;
    private final Outbox outbox;
    private @Nullable Set<String> announcement;
    private Set<String> told = Set.of();
    private boolean announcing;
    private int announceFailures;
    private long complained = System.nanoTime() - QUIET.toNanos();

    Offers(Target target, ActorContext<WorkerCommand> context, TimerScheduler<WorkerCommand> timers) {
        this.target = target;
        this.context = context;
        this.timers = timers;
        this.outbox = new Outbox(target.settings());
    }

    void add(List<FactChange> changes) {
        changes.forEach(outbox::add);
        offer();
    }

    void answered(Offered answer) {
        String namespace = answer.change().id().namespace();
        Throwable failure = answer.failure();
        if (failure == null) {
            outbox.delivered(namespace);
        } else {
            Duration rest = outbox.failed(namespace, ThreadLocalRandom.current().nextDouble());
            complain(answer.change(), rest, failure);
            timers.startSingleTimer(namespace, new Retry(namespace), rest);
        }
        offer();
    }

    void rested(Retry retry) {
        outbox.rested(retry.namespace());
        offer();
    }

    /** A list is complete; of several that could not be told the newest is. */
    void listed(Set<String> namespaces) {
        announcement = namespaces;
        announce();
    }

    void announce() {
        Set<String> namespaces = announcement;
        if (namespaces == null || announcing) {
            return;
        }
        announcement = null;
        announcing = true;
        told = namespaces;
        context.pipeToSelf(
                bounded(() -> target.sink().listed(target.kind(), namespaces)),
                (done, failure) -> new Announced(failure));
    }

    void announced(Announced answer) {
        announcing = false;
        Throwable failure = answer.failure();
        if (failure == null) {
            announceFailures = 0;
            announce();
            return;
        }
        if (announcement == null) {
            announcement = told;
        }
        Duration rest = target.settings()
                .backoff()
                .pause(++announceFailures, ThreadLocalRandom.current().nextDouble());
        context.getLog()
                .warn(
                        "the complete list of {} was not taken, again in {} ms: {}",
                        target.kind(),
                        rest.toMillis(),
                        words(failure));
        timers.startSingleTimer(Announce.INSTANCE, Announce.INSTANCE, rest);
    }

    boolean isFull() {
        return outbox.isFull();
    }

    int pending() {
        return outbox.pending();
    }

    int failingNamespaces() {
        return outbox.failingNamespaces();
    }

    /** When no entity can be reached there is one line for all of them, not one for each. */
    private void complain(FactChange change, Duration rest, Throwable failure) {
        long now = System.nanoTime();
        if (now - complained >= QUIET.toNanos()) {
            complained = now;
            context.getLog()
                    .warn(
                            "{} was not taken by its entity, again in {} ms; {} namespaces do not take changes: {}",
                            change.id(),
                            rest.toMillis(),
                            outbox.failingNamespaces(),
                            words(failure));
        }
    }

    private void offer() {
        for (FactChange change : outbox.take()) {
            context.pipeToSelf(
                    bounded(() -> target.sink().offer(change)), (done, failure) -> new Offered(change, failure));
        }
    }

    /** A sink that throws or never answers is a failure like any other. */
    private CompletionStage<Void> bounded(Supplier<CompletionStage<Void>> call) {
        try {
            return call.get()
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(target.settings().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String words(Throwable failure) {
        return failure instanceof TimeoutException ? "no answer in time" : failure.toString();
    }
}
