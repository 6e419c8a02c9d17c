package io.contrailkube.gateway;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.contrailkube.gateway.Answer.Answered;
import io.contrailkube.gateway.Answer.Fenced;
import io.contrailkube.gateway.Answer.Unanswered;
import io.contrailkube.gateway.Servers.Server;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides when which call goes to which server, and repeats what can be repeated. */
final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {
    private final Services services;
    private final TimerScheduler<Command> timers;
    private final FairQueue<Attempt> queue = new FairQueue<>();
    private final Servers servers;
    private final TokenBucket bucket;
    private final Clock clock = Clock.systemUTC();
    private final Map<Call.Kind, Long> sent = new EnumMap<>(Call.Kind.class);
    private int inFlight;
    private int paused;
    private long written;

    /** What the dispatcher works with; {@code publish} is told the new state after every message. */
    record Services(GatewaySettings settings, Courier courier, GatewayMetrics metrics, Consumer<GatewayView> publish) {}

    /** Messages. */
    sealed interface Command {}

    record Submit(Ticket ticket) implements Command {}

    private record Settled(Attempt attempt, Server server, Answer answer, long tookNanos) implements Command {}

    private record Again(Attempt attempt) implements Command {}

    private record Probed(Server server, Answer answer) implements Command {}

    private record Refilled() implements Command {}

    private record ProbeDue() implements Command {}

    /** @param maybeDone an earlier sending may have been carried out */
    private record Attempt(Ticket ticket, int number, @Nullable Server failedAt, boolean maybeDone) {
        Call call() {
            return ticket.call();
        }
    }

    static Behavior<Command> create(Services services) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Dispatcher(context, timers, services)));
    }

    private Dispatcher(ActorContext<Command> context, TimerScheduler<Command> timers, Services services) {
        super(context);
        this.services = services;
        this.timers = timers;
        GatewaySettings settings = services.settings();
        this.servers = new Servers(
                settings.access().servers(),
                settings.patience().breaker(),
                settings.limits().connections(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.bucket = new TokenBucket(
                settings.limits().requestsPerSecond(), settings.limits().burst(), System.nanoTime());
        publish();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Submit.class, m -> then(() -> submit(m.ticket())))
                .onMessage(Settled.class, m -> then(() -> settled(m)))
                .onMessage(Again.class, m -> then(() -> again(m.attempt())))
                .onMessage(Probed.class, m -> then(() -> probed(m)))
                .onMessage(Refilled.class, m -> then(() -> {}))
                .onMessage(ProbeDue.class, m -> then(this::probe))
                .build();
    }

    private Behavior<Command> then(Runnable change) {
        change.run();
        sendAll();
        publish();
        return this;
    }

    private void submit(Ticket ticket) {
        queue.offer(ticket.owner(), ticket.call().lane(), new Attempt(ticket, 1, null, false));
    }

    private void again(Attempt attempt) {
        paused--;
        queue.offerAgain(attempt.ticket().owner(), attempt);
    }

    private void sendAll() {
        if (!servers.anyUp()) {
            failAll();
            return;
        }
        while (queue.size() > 0 && servers.anyFree()) {
            if (!bucket.take(System.nanoTime())) {
                timers.startSingleTimer(new Refilled(), Duration.ofNanos(bucket.untilNext()));
                return;
            }
            Attempt attempt = queue.poll();
            if (attempt == null) {
                return; // all that wait do so for their lanes
            }
            if (mayBeSent(attempt)) {
                send(attempt);
            }
        }
    }

    private boolean mayBeSent(Attempt attempt) {
        try {
            if (!attempt.call().kind().writes() || attempt.ticket().fence().isOpen()) {
                return true;
            }
        } catch (RuntimeException e) {
            queue.done(attempt.call().lane());
            complete(() -> attempt.ticket().promise().completeExceptionally(e));
            return false;
        }
        finish(
                attempt,
                attempt.maybeDone()
                        ? new Unanswered("not repeated, because the plan's fence closed", pause(), true)
                        : new Fenced());
        return false;
    }

    private void send(Attempt attempt) {
        Server server = servers.choose(attempt.failedAt());
        if (server == null) {
            throw new IllegalStateException("a server had a free connection and has none now");
        }
        servers.sent(server);
        inFlight++;
        sent.merge(attempt.call().kind(), 1L, Long::sum);
        long began = System.nanoTime();
        getContext()
                .pipeToSelf(
                        services.courier().send(server.uri(), attempt.call()),
                        (answer, bug) -> new Settled(
                                attempt, server, bug == null ? answer : unanswered(bug), System.nanoTime() - began));
    }

    private void settled(Settled m) {
        inFlight--;
        services.metrics().request(m.attempt().call(), m.answer(), Duration.ofNanos(m.tookNanos()));
        String failure = failure(m.answer());
        if (servers.settled(m.server(), failure, clock.instant())) {
            logChange(m.server(), failure);
        }
        if (failure != null) {
            scheduleProbe();
            repeat(m.attempt(), m.server(), m.answer());
        } else {
            if (m.attempt().call().kind().writes() && m.answer() instanceof Answered answered && answered.isDone()) {
                written++;
            }
            finish(m.attempt(), m.answer());
        }
    }

    /** At once if another server may do it and this one surely did not; else after a pause (API-161). */
    private void repeat(Attempt attempt, Server server, Answer answer) {
        GatewaySettings.Retry retry = services.settings().patience().retry();
        if (attempt.number() >= retry.attempts() || !servers.anyUp()) {
            finish(attempt, answer);
            return;
        }
        services.metrics().repeated(attempt.call());
        boolean maybeDone = answer instanceof Unanswered unanswered && unanswered.maybeDone();
        var next = new Attempt(attempt.ticket(), attempt.number() + 1, server, attempt.maybeDone() || maybeDone);
        if (!maybeDone && servers.anotherUp(server)) {
            queue.offerAgain(next.ticket().owner(), next);
        } else {
            paused++;
            Duration pause = retry.backoff()
                    .pause(attempt.number(), ThreadLocalRandom.current().nextDouble());
            getContext().scheduleOnce(pause, getContext().getSelf(), new Again(next));
        }
    }

    private void finish(Attempt attempt, Answer answer) {
        queue.done(attempt.call().lane());
        complete(() -> attempt.ticket().promise().complete(answer));
    }

    /** What waits on a promise runs elsewhere: this actor only dispatches. */
    private void complete(Runnable completion) {
        getContext().getExecutionContext().execute(completion);
    }

    private void failAll() {
        Duration pause = servers.untilProbe(clock.instant()).plus(pause());
        for (Attempt attempt = queue.poll(); attempt != null; attempt = queue.poll()) {
            finish(attempt, new Unanswered(servers.troubles(), pause, attempt.maybeDone()));
        }
    }

    private void scheduleProbe() {
        if (servers.view().stream().anyMatch(server -> !server.up())) {
            Duration wait = servers.untilProbe(clock.instant());
            timers.startSingleTimer(new ProbeDue(), wait.plusMillis(1));
        }
    }

    private void probe() {
        for (Server server : servers.toProbe(clock.instant())) {
            sent.merge(Call.Kind.PROBE, 1L, Long::sum);
            getContext()
                    .pipeToSelf(
                            services.courier().send(server.uri(), Requests.probe()),
                            (answer, bug) -> new Probed(server, bug == null ? answer : unanswered(bug)));
        }
    }

    private void probed(Probed m) {
        String failure = failure(m.answer());
        if (servers.probed(m.server(), failure, clock.instant())) {
            logChange(m.server(), failure);
        }
        scheduleProbe();
    }

    private void logChange(Server server, @Nullable String failure) {
        if (server.isUp()) {
            getContext().getLog().info("{} serves again", server.uri());
        } else {
            getContext().getLog().warn("{} is left alone until it answers a probe: {}", server.uri(), failure);
        }
    }

    /** Null if the server answered as one that serves, whatever it said. */
    private static @Nullable String failure(Answer answer) {
        if (answer instanceof Unanswered unanswered) {
            return unanswered.reason();
        }
        return answer instanceof Answered answered && answered.isAway()
                ? answered.status() + " " + Replies.summary(answered)
                : null;
    }

    private Unanswered unanswered(Throwable bug) {
        return new Unanswered(String.valueOf(bug), pause(), true);
    }

    private Duration pause() {
        return services.settings().patience().retry().pause();
    }

    private void publish() {
        var byKind = new TreeMap<String, Long>();
        sent.forEach((kind, count) -> byKind.put(kind.label(), count));
        services.publish().accept(new GatewayView(servers.view(), inFlight, queue.size() + paused, 0, byKind, written));
    }
}
