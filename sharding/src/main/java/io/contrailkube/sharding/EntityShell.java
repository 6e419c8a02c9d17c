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
    private final S emptyState;
    private final EventHandler<S, E> transition;
    private final Journaling journaling;
    private final Function<EffectFactories<E, S>, EntityLife<C, E, S>> birth;
    private @Nullable EntityLife<C, E, S> life;

    EntityShell(
            PersistenceId id,
            S emptyState,
            EventHandler<S, E> transition,
            Journaling journaling,
            Function<EffectFactories<E, S>, EntityLife<C, E, S>> birth) {
        super(id, Optional.of(journaling.restart()));
        this.emptyState = emptyState;
        this.transition = transition;
        this.journaling = journaling;
        this.birth = birth;
    }

    @Override
    public S emptyState() {
        return emptyState;
    }

    @Override
    public CommandHandler<C, E, S> commandHandler() {
        return (state, command) -> life().handle(state, command);
    }

    @Override
    public EventHandler<S, E> eventHandler() {
        return transition;
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
