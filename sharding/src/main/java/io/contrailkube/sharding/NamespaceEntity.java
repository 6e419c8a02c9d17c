package io.contrailkube.sharding;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.function.Consumer;

/** The entity of one namespace: owns the Contrail objects made on its behalf. */
final class NamespaceEntity {
    private static final String KIND = "Namespace";
    static final EntityTypeKey<NamespaceCommand> KEY = EntityTypeKey.create(NamespaceCommand.class, KIND);

    private NamespaceEntity() {}

    /** Without the supervision that starts it anew after a fault. */
    static Behavior<NamespaceCommand> create(
            String namespace, Workbench bench, Consumer<ActorRef<NamespaceCommand>> passivate) {
        var entity = new EntityName(KIND, namespace);
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var seat = new NamespaceLife.Seat(
                    entity, context.getSelf(), timers, () -> passivate.accept(context.getSelf()));
            return new EntityShell<NamespaceCommand, NamespaceEvent, NamespaceState>(
                    entity.persistenceId(),
                    NamespaceState.EMPTY,
                    (state, event) -> event.applyTo(state),
                    bench.settings().journal(),
                    effects -> new NamespaceLife(seat, bench, effects));
        }));
    }
}
