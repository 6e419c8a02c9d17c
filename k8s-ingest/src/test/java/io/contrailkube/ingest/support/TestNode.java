package io.contrailkube.ingest.support;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.worker.KubeIngest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A node of a real cluster that ingests. */
public final class TestNode implements AutoCloseable {
    private static final String CLUSTER =
            """
            akka {
              actor.provider = cluster
              remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              cluster {
                jmx.multi-mbeans-in-same-jvm = on
                gossip-interval = 200ms
                leader-actions-interval = 200ms
                min-nr-of-members = 1
                sharding { retry-interval = 200ms, coordinator-failure-backoff = 500ms }
              }
            }
            """;

    private final ActorTestKit kit;
    private final KubernetesApi api;
    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KubeIngest ingest;

    private TestNode(Config config, @Nullable TestNode first) {
        kit = ActorTestKit.create("ingest", config);
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(first == null ? cluster.selfMember().address() : first.address()));
        IngestSettings settings = IngestSettings.from(config);
        api = KubernetesApi.connect(settings.access());
        ingest = KubeIngest.start(kit.system(), settings, api, sink, metrics);
    }

    public static TestNode first(URI kubernetes) {
        return new TestNode(config(kubernetes), null);
    }

    public static TestNode joining(TestNode first, URI kubernetes) {
        return new TestNode(config(kubernetes), first);
    }

    public ActorSystem<Void> system() {
        return kit.system();
    }

    public KubeIngest ingest() {
        return ingest;
    }

    public RecordingSink sink() {
        return sink;
    }

    public SimpleMeterRegistry metrics() {
        return metrics;
    }

    /** Members that are up, as this node sees it. */
    public long up() {
        return StreamSupport.stream(
                        Cluster.get(kit.system()).state().getMembers().spliterator(), false)
                .map(Member::status)
                .filter(MemberStatus.up()::equals)
                .count();
    }

    /** Declares another node lost, as a split brain resolver does. */
    public void down(TestNode lost) {
        Cluster.get(kit.system()).manager().tell(new Down(lost.address()));
    }

    /** Ends like a process that is killed: without leaving the cluster. */
    @Override
    public void close() {
        kit.shutdownTestKit();
        api.close();
    }

    private Address address() {
        return Cluster.get(kit.system()).selfMember().address();
    }

    private static Config config(URI kubernetes) {
        Config base =
                TestSettings.config(kubernetes, "workers { keep-alive = 500ms, replay-part = 1, view-timeout = 3s }");
        return ConfigFactory.parseString(CLUSTER).withFallback(base).resolve();
    }
}
