package io.contrailkube.sharding;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;

/** The entity of the cluster: single writer of everything that namespaces share. */
final class ClusterEntity {
    private static final String KIND = "Cluster";
    static final EntityTypeKey<ClusterCommand> KEY = EntityTypeKey.create(ClusterCommand.class, KIND);

    private ClusterEntity() {}

    static Behavior<ClusterCommand> create(String cluster, Workbench bench) {
        var entity = new EntityName(KIND, cluster);
        return Turnstile.before(
                ClusterCommand.class,
                inside -> Entities.supervised(
                        Behaviors.setup(context -> {
                            var alarms = new AlarmClock<>(inside.self(), context.getSystem());
                            var seat = new ClusterLife.Seat(entity, inside.self(), alarms);
                            return new EntityShell<ClusterCommand, ClusterEvent, ClusterState>(
                                    new EntityShell.Story<>(
                                            entity.persistenceId(),
                                            ClusterState.EMPTY,
                                            (state, event) -> event.applyTo(state)),
                                    bench.settings().journal(),
                                    effects -> new ClusterLife(seat, bench, effects),
                                    inside.turnOver());
                        }),
                        bench));
    }
}
