package io.contrailkube.sharding;

import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EffectFactories;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Brain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.plan.Fence;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.sharding.ShardingSettings.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Rounds of work of an entity: news go to its brain, what the brain decides goes to the journal in one write, and only
 * then is it done. No decision is made here.
 *
 * @param <E> events
 * @param <S> state
 */
final class Engine<E, S> {
    /** Audits are spread over half of the interval, so that entities that started together do not read together. */
    private static final double AUDIT_SPREAD = 0.25;

    private final Brain<E, S> brain;
    private final EntityName entity;
    private final Workbench bench;
    private final Mailbox mailbox;
    private final Lifetime lifetime;
    private final Duration gather;
    private final EffectFactories<E, S> effects;
    private final Inquiries inquiries;
    private final Errands errands;
    private final BiConsumer<S, List<Action>> own;
    private boolean stopping;
    private boolean roundDue;

    /** @param own carries out actions that only this kind of entity has, after every round */
    Engine(
            Brain<E, S> brain,
            Surroundings surroundings,
            EffectFactories<E, S> effects,
            BiConsumer<S, List<Action>> own) {
        this.brain = brain;
        this.entity = surroundings.entity();
        this.bench = surroundings.bench();
        this.mailbox = surroundings.mailbox();
        this.lifetime = surroundings.lifetime();
        this.gather = surroundings.gather();
        this.effects = effects;
        this.own = own;
        this.inquiries =
                new Inquiries(entity.toString(), mailbox, bench.settings().pauses());
        this.errands = new Errands(entity, bench, mailbox, lifetime, inquiries);
    }

    /**
     * What an engine stands in.
     *
     * @param gather news within this time are taken up in one round, with one journal write
     */
    record Surroundings(EntityName entity, Workbench bench, Mailbox mailbox, Lifetime lifetime, Duration gather) {}

    void begin(S state) {
        bench.metrics().running(entity.kind(), 1);
        read(brain.recovered(state));
        auditLater();
        mailbox.self().tell(new Report.Begin());
    }

    void end() {
        if (!lifetime.isOver()) {
            lifetime.end();
            errands.end();
            bench.metrics().running(entity.kind(), -1);
        }
    }

    Inquiries inquiries() {
        return inquiries;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Has the brain take up its news, together with others that come soon. */
    EffectBuilder<E, S> takeUp(S state) {
        if (stopping || gather.isZero()) {
            return round(state);
        }
        if (!roundDue) {
            roundDue = true;
            mailbox.alarms().set(Report.RoundDue.class, new Report.RoundDue(), gather);
        }
        return effects.none();
    }

    private EffectBuilder<E, S> round(S before) {
        roundDue = false;
        long since = lifetime.now();
        Round<E> round = brain.round(before);
        if (stopping) {
            return writeDown(round);
        }
        bench.metrics().round(entity.kind(), round.events().size());
        return persist(round.events()).thenRun(after -> {
            if (!round.events().isEmpty()) {
                bench.metrics().journaled(entity.kind(), Duration.ofNanos(lifetime.now() - since));
            }
            Fence fence = lifetime.fence(since, bench.settings().times().fence());
            round.actions().forEach(action -> errands.carryOut(action, fence, brain));
            own.accept(after, round.actions());
        });
    }

    EffectBuilder<E, S> audit(S state) {
        read(brain.audit(state));
        return takeUp(state);
    }

    EffectBuilder<E, S> report(S state, Report report) {
        if (report instanceof Report.PlanFinished finished) {
            if (errands.finished(finished)) {
                brain.finished(finished.owner(), finished.outcomes());
                return takeUp(state);
            }
            return effects.none();
        }
        if (report instanceof Report.Stop) {
            return stop();
        }
        if (report instanceof Report.StopDue) {
            return effects.none().thenStop();
        }
        return stopping ? effects.none() : news(state, report);
    }

    private EffectBuilder<E, S> news(S state, Report report) {
        if (report instanceof Report.RetryDue due) {
            errands.settle(due.owner());
            brain.retryDue(due.owner());
            return takeUp(state);
        }
        if (report instanceof Report.Answered answer) {
            return inquiries.answered(answer) ? takeUp(state) : effects.none();
        }
        if (report instanceof Report.Unanswered unanswered) {
            inquiries.unanswered(unanswered);
            return effects.none();
        }
        if (report instanceof Report.AskAgain again) {
            inquiries.again(again.inquiry());
            return effects.none();
        }
        if (report instanceof Report.AuditDue) {
            auditLater();
            return audit(state);
        }
        return round(state);
    }

    /** Writes under way may end, and what they came to is written down; nothing else is begun. */
    private EffectBuilder<E, S> stop() {
        stopping = true;
        if (!errands.anyInFlight()) {
            return effects.none().thenStop();
        }
        mailbox.alarms()
                .set(
                        Report.StopDue.class,
                        new Report.StopDue(),
                        bench.settings().times().stop());
        return effects.none();
    }

    private EffectBuilder<E, S> writeDown(Round<E> round) {
        List<E> outcomes = round.events().stream()
                .filter(event -> !(event instanceof LedgerEvent.PlanBegun))
                .toList();
        EffectBuilder<E, S> effect = persist(outcomes);
        return errands.anyInFlight() ? effect : effect.thenStop();
    }

    private EffectBuilder<E, S> persist(List<E> events) {
        return events.isEmpty() ? effects.none() : effects.persist(events);
    }

    private void read(List<Action> reads) {
        Fence closed = () -> false;
        reads.forEach(action -> errands.carryOut(action, closed, brain));
    }

    private void auditLater() {
        Duration interval = bench.settings().times().audit();
        if (!interval.isZero()) {
            mailbox.alarms().set(Report.AuditDue.class, new Report.AuditDue(), Pauses.jittered(interval, AUDIT_SPREAD));
        }
    }
}
