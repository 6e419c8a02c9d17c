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

    static Behavior<NamespaceCommand> create(
            String namespace, Workbench bench, Consumer<ActorRef<NamespaceCommand>> passivate) {
        var entity = new EntityName(KIND, namespace);
        return Turnstile.before(
                NamespaceCommand.class,
                inside -> Entities.supervised(
                        Behaviors.setup(context -> {
                            var alarms = new AlarmClock<>(inside.self(), context.getSystem());
                            var seat = new NamespaceLife.Seat(
                                    entity, inside.self(), alarms, () -> passivate.accept(inside.self()));
                            return new EntityShell<NamespaceCommand, NamespaceEvent, NamespaceState>(
                                    new EntityShell.Story<>(
                                            entity.persistenceId(),
                                            NamespaceState.EMPTY,
                                            (state, event) -> event.applyTo(state)),
                                    bench.settings().journal(),
                                    effects -> new NamespaceLife(seat, bench, effects),
                                    inside.turnOver());
                        }),
                        bench));
    }
}
