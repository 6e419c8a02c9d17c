package io.contrailkube.sharding;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Single entities without sharding: time stands still until it is moved, and what they send to others is seen. */
final class TestStage implements AutoCloseable {
    final ContrailFake contrail = new ContrailFake();
    final FactsFake facts = new FactsFake();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<KubeWrite> writes = new CopyOnWriteArrayList<>();
    final List<ActorRef<NamespaceCommand>> passivated = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final SharedJournal.Storage journal;
    final ActorTestKit kit;
    final ManualTime time;
    final TestProbe<ClusterCommand.Message> cluster;
    final TestProbe<ClusterCommand.Carried> carried;
    final TestProbe<ToNamespace> namespaces;
    final Workbench bench;

    /** What was sent to a namespace by its name. */
    record ToNamespace(String namespace, NamespaceCommand.Message message) {}

    /** @param settings go over those of all tests */
    TestStage(String storage, String settings) {
        kit = ActorTestKit.create(
                storage,
                ConfigFactory.parseString("akka.actor.provider = local\n" + settings)
                        .withFallback(ManualTime.config())
                        .withFallback(Fixture.config(storage)));
        journal = SharedJournal.storage(storage);
        time = ManualTime.get(kit.system());
        cluster = kit.createTestProbe();
        carried = kit.createTestProbe();
        namespaces = kit.createTestProbe();
        bench = new Workbench(
                new EntityPorts(Fixture.NAMES, contrail, facts, notices::add, writes::add, metrics),
                ShardingSettings.from(kit.system().settings().config()),
                new EntityMetrics(metrics),
                new ProbedPost(),
                Clock.systemUTC());
    }

    ActorRef<NamespaceCommand> namespace(String name) {
        return kit.spawn(NamespaceEntity.create(name, bench, passivated::add));
    }

    ActorRef<ClusterCommand> cluster() {
        return kit.spawn(ClusterEntity.create(Fixture.NAMES.cluster(), bench));
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }

    private final class ProbedPost implements Post {
        @Override
        public void toNamespace(String namespace, NamespaceCommand.Message message) {
            namespaces.getRef().tell(new ToNamespace(namespace, message));
        }

        @Override
        public void toCluster(ClusterCommand.Message message) {
            if (message instanceof ClusterCommand.Carried answer) {
                // Said by every namespace at some time: few tests want to know.
                carried.getRef().tell(answer);
            } else {
                cluster.getRef().tell(message);
            }
        }
    }
}
