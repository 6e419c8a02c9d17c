package io.contrailkube.gateway;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import io.contrailkube.gateway.Batch.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins reads of one type that come within a few milliseconds into one request (spec 04 API-164). */
final class Reader extends AbstractBehavior<Reader.Command> {
    private final GatewaySettings.Reads settings;
    private final Function<Call, CompletionStage<Answer>> sender;
    private final GatewayMetrics metrics;
    private final TimerScheduler<Command> timers;
    private final Map<Topic, Batch> open = new HashMap<>();

    /** Messages. */
    sealed interface Command {}

    /** @param id uuid, or name in the form a:b:c */
    record Want(Topic topic, String id, CompletableFuture<Optional<Actual>> promise) implements Command {}

    private record Linger(Topic topic) implements Command {}

    static Behavior<Command> create(
            GatewaySettings.Reads settings, Function<Call, CompletionStage<Answer>> sender, GatewayMetrics metrics) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Reader(context, timers, settings, sender, metrics)));
    }

    private Reader(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            GatewaySettings.Reads settings,
            Function<Call, CompletionStage<Answer>> sender,
            GatewayMetrics metrics) {
        super(context);
        this.timers = timers;
        this.settings = settings;
        this.sender = sender;
        this.metrics = metrics;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Want.class, this::want)
                .onMessage(Linger.class, m -> flush(m.topic()))
                .build();
    }

    private Behavior<Command> want(Want m) {
        Batch batch = open.get(m.topic());
        if (batch == null) {
            batch = new Batch(m.topic());
            open.put(m.topic(), batch);
            timers.startSingleTimer(m.topic(), new Linger(m.topic()), settings.linger());
        }
        batch.add(m.id(), m.promise());
        return batch.isFull(settings.batch(), settings.nameBytes()) ? flush(m.topic()) : this;
    }

    private Behavior<Command> flush(Topic topic) {
        timers.cancel(topic);
        Batch batch = open.remove(topic);
        if (batch != null) {
            metrics.joined(topic, batch.size());
            sender.apply(batch.call()).whenComplete((answer, bug) -> answered(topic, batch, answer, bug));
        }
        return this;
    }

    private static void answered(Topic topic, Batch batch, @Nullable Answer answer, @Nullable Throwable bug) {
        try {
            if (answer instanceof Answer.Answered answered && answered.isDone()) {
                batch.answer(Replies.objects(topic.type(), answered.json()));
            } else if (answer != null) {
                batch.fail(new ContrailUnavailable(Replies.unavailable("read " + topic.type(), answer)));
            } else {
                batch.fail(bug == null ? new IllegalStateException("neither answer nor failure") : bug);
            }
        } catch (RuntimeException unreadable) {
            batch.fail(unreadable);
        }
    }
}
