package io.contrailkube.sharding;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real node with the entities on it; Contrail and Kubernetes in memory, shared with other nodes. */
final class ClusterNode implements AutoCloseable {
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<KubeWrite> writes = new CopyOnWriteArrayList<>();
    final ActorTestKit kit;
    final Entities entities;

    /** @param seed the node to join, or null to be the first */
    ClusterNode(Config config, ContrailFake contrail, FactsFake facts, @Nullable ClusterNode seed) {
        kit = ActorTestKit.create("sharding", config);
        Cluster cluster = Cluster.get(system());
        cluster.manager()
                .tell(Join.create(
                        seed == null
                                ? cluster.selfMember().address()
                                : Cluster.get(seed.system()).selfMember().address()));
        entities = Entities.start(
                system(),
                ShardingSettings.from(system().settings().config()),
                new EntityPorts(Fixture.NAMES, contrail, facts, notices::add, writes::add, metrics));
    }

    ActorSystem<?> system() {
        return kit.system();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
