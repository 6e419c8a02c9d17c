package io.contrailkube.ingest.write;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.ingest.IngestSettings.Writes;
import io.contrailkube.ingest.TokenBucket;
import io.contrailkube.ingest.write.WriteMetrics.Result;
import io.contrailkube.ingest.write.WriteQueue.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Brings writes to Kubernetes, some at a time and not too many per second, again and again until they are settled. */
final class Writer extends AbstractBehavior<Writer.Command> {
    sealed interface Command {}

    record Wanted(KubeWrite write) implements Command {}

    private record Answered(KubeWrite write, Outcome outcome) implements Command {}

    private record Rested(Target target) implements Command {}

    /** There may be a token, or the server may be asked again. */
    private enum GoOn implements Command {
        INSTANCE
    }

    /** What it works with. */
    record Parts(Writes settings, Patches patches, Refusals refusals, WriteMetrics metrics, Clock clock) {}

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Parts parts;
    private final TimerScheduler<Command> timers;
    private final WriteQueue queue;
    private final TokenBucket bucket;
    private Instant quietUntil;
    private @Nullable Instant complained;

    private Writer(ActorContext<Command> context, TimerScheduler<Command> timers, Parts parts) {
        super(context);
        this.parts = parts;
        this.timers = timers;
        this.queue = new WriteQueue(parts.settings());
        Instant now = parts.clock().instant();
        this.bucket = new TokenBucket(parts.settings().rate(), now);
        this.quietUntil = now;
    }

    static Behavior<Command> create(Parts parts) {
        Behavior<Command> writer =
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new Writer(context, timers, parts)));
        return Behaviors.supervise(writer).onFailure(SupervisorStrategy.restart());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Wanted.class, this::wanted)
                .onMessage(Answered.class, this::answered)
                .onMessage(Rested.class, rested -> {
                    queue.rested(rested.target());
                    return goOn();
                })
                .onMessage(GoOn.class, due -> goOn())
                .build();
    }

    private Behavior<Command> wanted(Wanted wanted) {
        queue.add(wanted.write()).ifPresent(displaced -> {
            parts.metrics().count(displaced.place(), Result.DISPLACED);
            complain(
                    displaced,
                    "was given up, for " + parts.settings().queue()
                            + " writes wait (writes.queue); it is asked for again" + " at the next audit");
        });
        return goOn();
    }

    private Behavior<Command> answered(Answered answered) {
        KubeWrite write = answered.write();
        Target target = Target.of(write);
        Outcome outcome = answered.outcome();
        if (outcome instanceof Outcome.Failed failed) {
            again(write, target, failed);
            return goOn();
        }
        queue.settled(target);
        if (outcome instanceof Outcome.Refused refused) {
            parts.metrics().count(write.place(), Result.REFUSED);
            if (parts.refusals().tell(write, refused.words())) {
                complain(write, "was refused and is given up until it changes: " + refused.words());
            }
        } else {
            parts.metrics().count(write.place(), outcome instanceof Outcome.Gone ? Result.GONE : Result.WRITTEN);
        }
        return goOn();
    }

    private void again(KubeWrite write, Target target, Outcome.Failed failed) {
        parts.metrics().count(write.place(), Result.FAILED);
        Duration rest = queue.failed(target, ThreadLocalRandom.current().nextDouble());
        timers.startSingleTimer(target, new Rested(target), rest);
        Duration longest = parts.settings().longestRetryAfter();
        Duration asked = failed.retryAfter().compareTo(longest) < 0 ? failed.retryAfter() : longest;
        Instant until = parts.clock().instant().plus(asked);
        if (until.isAfter(quietUntil)) {
            quietUntil = until;
        }
        complain(
                write,
                "failed and is sent again in " + rest.toMillis() + " ms, " + queue.size() + " writes wait: "
                        + failed.words());
    }

    private Behavior<Command> goOn() {
        while (queue.hasNext()) {
            Instant now = parts.clock().instant();
            Duration pause = now.isBefore(quietUntil) ? Duration.between(now, quietUntil) : bucket.untilNext(now);
            if (!pause.isZero() || !bucket.take(now)) {
                timers.startSingleTimer(GoOn.INSTANCE, GoOn.INSTANCE, pause.plusMillis(1));
                break;
            }
            KubeWrite write = queue.take();
            if (write != null) {
                send(write);
            }
        }
        parts.metrics().waiting(queue.size());
        return this;
    }

    private void send(KubeWrite write) {
        getContext()
                .pipeToSelf(
                        parts.patches().send(write),
                        (outcome, failure) -> new Answered(
                                write,
                                failure == null
                                        ? outcome
                                        : new Outcome.Failed(String.valueOf(failure), Duration.ZERO)));
    }

    /** When nothing can be written there is one line for all, not one for each. */
    private void complain(KubeWrite write, String what) {
        Instant now = parts.clock().instant();
        if (complained == null || !now.isBefore(complained.plus(QUIET))) {
            complained = now;
            getContext().getLog().warn("the write of {} of {} {}", write.place(), write.about(), what);
        }
    }
}
