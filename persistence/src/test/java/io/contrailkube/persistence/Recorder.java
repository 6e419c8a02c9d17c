package io.contrailkube.persistence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.List;

/** A small entity: persists what it is told and answers with its state. */
final class Recorder extends EventSourcedBehavior<Recorder.Command, NamespaceEvent, NamespaceState> {
    static final int SNAPSHOT_EVERY = 4;

    /** Persists all events in one write. */
    record Command(List<NamespaceEvent> events, ActorRef<NamespaceState> replyTo) {}

    private Recorder(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<Command> create(String id) {
        return new Recorder(id);
    }

    @Override
    public NamespaceState emptyState() {
        return NamespaceState.EMPTY;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 2);
    }

    @Override
    public CommandHandler<Command, NamespaceEvent, NamespaceState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Command.class,
                        command -> Effect().persist(command.events()).thenReply(command.replyTo(), state -> state))
                .build();
    }

    @Override
    public EventHandler<NamespaceState, NamespaceEvent> eventHandler() {
        return (state, event) -> event.applyTo(state);
    }
}
