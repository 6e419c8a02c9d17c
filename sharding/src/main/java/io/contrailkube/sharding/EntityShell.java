package io.contrailkube.sharding;

import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EffectFactories;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.contrailkube.sharding.ShardingSettings.Journaling;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The side of an entity that faces the journal, the same for both kinds.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> state
 */
final class EntityShell<C, E, S> extends EventSourcedBehavior<C, E, S> {
    private final Story<E, S> story;
    private final Journaling journaling;
    private final Function<EffectFactories<E, S>, EntityLife<C, E, S>> birth;
    private final Runnable turnOver;
    private @Nullable EntityLife<C, E, S> life;

    /** Under which id the journal knows an entity, and how its events make its state. */
    record Story<E, S>(PersistenceId id, S beginning, EventHandler<S, E> transition) {}

    /** @param turnOver see {@link Turnstile.Inside} */
    EntityShell(
            Story<E, S> story,
            Journaling journaling,
            Function<EffectFactories<E, S>, EntityLife<C, E, S>> birth,
            Runnable turnOver) {
        super(story.id(), Optional.of(journaling.restart()));
        this.story = story;
        this.journaling = journaling;
        this.birth = birth;
        this.turnOver = turnOver;
    }

    @Override
    public S emptyState() {
        return story.beginning();
    }

    @Override
    public CommandHandler<C, E, S> commandHandler() {
        return (state, command) -> life().handle(state, command).thenRun(turnOver::run);
    }

    @Override
    public EventHandler<S, E> eventHandler() {
        return story.transition();
    }

    @Override
    public SignalHandler<S> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (state, signal) -> begin(state))
                .onSignal(PreRestart.class, (state, signal) -> end())
                .onSignal(PostStop.class, (state, signal) -> end())
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        var snapshots = RetentionCriteria.snapshotEvery(journaling.snapshotEvery(), journaling.snapshotsKept());
        return journaling.deleteEvents() ? snapshots.withDeleteEventsOnSnapshot() : snapshots;
    }

    @Override
    public Optional<Integer> stashCapacity() {
        return Optional.of(journaling.stash());
    }

    private void begin(S state) {
        end();
        life = birth.apply(Effect());
        life.begin(state);
        turnOver.run();
    }

    private void end() {
        if (life != null) {
            life.end();
        }
    }

    private EntityLife<C, E, S> life() {
        if (life == null) {
            throw new IllegalStateException("a command before the recovery was over");
        }
        return life;
    }
}
