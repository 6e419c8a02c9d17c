package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import io.contrailkube.core.state.NamespaceEvent.Entered;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Sharding with {@code remember-entities-store = eventsourced} keeps shards and entities it remembers in our journal. */
class RememberedEntitiesIT {
    private static final EntityTypeKey<Recorder.Command> KEY =
            EntityTypeKey.create(Recorder.Command.class, "Namespace");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER =
            """
            akka.actor.provider = cluster
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.cluster { periodic-tasks-initial-delay = 100ms, gossip-interval = 100ms, leader-actions-interval = 100ms }
            akka.cluster.sharding {
              retry-interval = 200ms
              number-of-shards = 4
              remember-entities = on
              remember-entities-store = "eventsourced"
            }
            akka.cluster.jmx.enabled = off
            """;

    @Test
    void rememberedEntitiesAreKeptInTheJournalAndStartedAgain() {
        PersistenceSettings settings = Databases.installed();
        Set<String> started = ConcurrentHashMap.newKeySet();
        try (Node node = new Node(settings, CLUSTER)) {
            var region = join(node, started);
            region.tell(new ShardingEnvelope<>(
                    "blue",
                    new Recorder.Command(
                            List.of(new Entered("uid-1")), node.system().ignoreRef())));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            Databases.ask(settings, "SELECT persistence_id FROM event_journal ORDER BY ordering"))
                    .contains("Namespace|blue", "/sharding/NamespaceCoordinator")
                    .anyMatch(id -> id.matches("/sharding/NamespaceShard/[0-3]")));
        }
        assertThat(started).containsExactly("blue");
        String shard = Databases.ask(
                        settings,
                        "SELECT persistence_id FROM event_journal WHERE persistence_id LIKE '/sharding/NamespaceShard/%'")
                .get(0);

        started.clear();
        try (Node next = new Node(settings, CLUSTER)) {
            join(next, started);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(started).containsExactly("blue"));
            assertThat(Journal.history(next.system(), shard, 10)
                            .toCompletableFuture()
                            .join())
                    .extracting(HistoryEntry::kind, HistoryEntry::sentence)
                    .containsExactly(tuple("EntitiesStarted", "EntitiesStarted(Set(blue))"));
        }
    }

    private static ActorRef<ShardingEnvelope<Recorder.Command>> join(Node node, Set<String> started) {
        Cluster cluster = Cluster.get(node.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        return ClusterSharding.get(node.system()).init(Entity.of(KEY, context -> {
            started.add(context.getEntityId());
            return Recorder.create("Namespace|" + context.getEntityId());
        }));
    }
}
