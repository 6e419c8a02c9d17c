package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.serialization.SerializationExtension;
import io.contrailkube.core.Spec;
import io.contrailkube.core.state.NamespaceEvent.Entered;
import io.contrailkube.core.state.NamespaceEvent.ForwardingFixed;
import io.contrailkube.core.state.NamespaceEvent.Isolated;
import io.contrailkube.core.state.NamespaceEvent.Left;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.persistence.format.JournalSerializer;
import io.contrailkube.persistence.format.Samples;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JournalIT {
    private static PersistenceSettings settings;
    private static Node node;

    @BeforeAll
    static void start() {
        settings = Databases.installed();
        node = new Node(settings);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void everyFormatIsBoundToOurSerializer() {
        var serialization = SerializationExtension.get(node.system());

        assertThat(Samples.ALL).allSatisfy(sample -> assertThat(serialization.findSerializerFor(sample))
                .isInstanceOf(JournalSerializer.class));
    }

    @Test
    void replaysWhatWasPersisted() {
        ActorRef<Recorder.Command> first = node.recorder("Namespace|replayed");
        NamespaceState written = node.tell(first, new Entered("uid-1"), new Isolated(), Samples.PLAN_BEGUN);
        node.stop(first);

        try (Node another = new Node(settings)) {
            assertThat(another.tell(another.recorder("Namespace|replayed"))).isEqualTo(written);
        }
        assertThat(manifests("Namespace|replayed")).containsExactly("entered.1", "isolated.1", "plan-begun.2");
    }

    @Test
    void startsFromASnapshot() {
        String id = "Namespace|snapshot";
        ActorRef<Recorder.Command> first = node.recorder(id);
        NamespaceState written =
                node.tell(first, new Entered("uid-1"), Samples.PLAN_BEGUN, new Isolated(), new ForwardingFixed(true));
        await().atMost(Node.PATIENCE).untilAsserted(() -> assertThat(Databases.ask(
                        settings, "SELECT snapshot_ser_manifest FROM snapshot WHERE persistence_id = '" + id + "'"))
                .containsExactly("namespace-state.2"));
        node.stop(first);
        // Without its events only the snapshot can tell.
        Databases.run(
                settings,
                "DELETE FROM controller.event_journal WHERE persistence_id = '" + id + "' AND sequence_number < 4");

        assertThat(node.tell(node.recorder(id))).isEqualTo(written);
    }

    @Test
    @Spec("HA-3")
    void laterWriterOfASequenceNumberFailsAndWritesNothing() {
        String id = "Namespace|twins";
        try (Node cutOff = new Node(settings)) {
            ActorRef<Recorder.Command> stale = cutOff.recorder(id);
            cutOff.tell(stale, new Entered("uid-1"));
            ActorRef<Recorder.Command> current = node.recorder(id);
            NamespaceState written = node.tell(current, new Isolated());

            cutOff.tellInVain(stale, new ForwardingFixed(true), new Left());

            assertThat(manifests(id)).containsExactly("entered.1", "isolated.1");
            assertThat(cutOff.tell(cutOff.recorder(id))).as("a new incarnation").isEqualTo(written);
        }
    }

    @Test
    void historyTellsTheLastEventsInOrder() throws Exception {
        String id = "Namespace|told";
        Instant before = Instant.now().minusMillis(1);
        node.tell(node.recorder(id), new Entered("uid-1"), new Isolated(), Samples.PLAN_BEGUN);

        List<HistoryEntry> history = history(id, 2);

        assertThat(history)
                .extracting(HistoryEntry::sequenceNr, HistoryEntry::kind, HistoryEntry::sentence)
                .containsExactly(
                        tuple(2L, "isolated", "isolated until the namespace is deleted"),
                        tuple(
                                3L,
                                "plan-begun",
                                "plan begun for Namespace/8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11: creating virtual-network"
                                        + " default-domain:k8s-blue:k8s-blue-pod-network; changing project"
                                        + " default-domain:k8s-blue; deleting tag a, tag application=k8s"));
        assertThat(history.get(1).at()).isBetween(before, Instant.now());
        assertThat(history.get(1).details().at("/creating/0/key").asText())
                .isEqualTo("virtual-network|default-domain:k8s-blue:k8s-blue-pod-network");
        assertThat(history(id, 100)).hasSize(3);
        assertThat(history("Namespace|nobody", 100)).isEmpty();
    }

    @Test
    void healthIsGoodWhenEventsCanBeWritten() throws Exception {
        assertThat(check(node)).satisfies(health -> {
            assertThat(health.ready()).as(health.detail()).isTrue();
            assertThat(health.detail()).contains("answers");
        });
    }

    @Test
    void healthIsBadWhenTheDatabaseIsReadOnlyOrEmpty() throws Exception {
        PersistenceSettings other = Databases.empty();
        try (Node lost = new Node(other)) {
            assertThat(check(lost).ready()).isFalse();
            assertThat(check(lost).detail()).contains("event_journal").contains("installed when a replica starts");

            Journal.install(other);
            Databases.run(
                    other,
                    "ALTER USER postgres IN DATABASE " + Databases.nameOf(other)
                            + " SET default_transaction_read_only = on");
            assertThat(check(lost).ready()).isFalse();
            assertThat(check(lost).detail()).contains("read-only").contains("primary");
        }
    }

    private static JournalHealth check(Node node) throws Exception {
        return Journal.check(node.system()).toCompletableFuture().get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<HistoryEntry> history(String id, int limit) throws Exception {
        return Journal.history(node.system(), id, limit)
                .toCompletableFuture()
                .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> manifests(String id) {
        return Databases.ask(
                settings,
                "SELECT event_ser_manifest FROM event_journal WHERE persistence_id = '" + id
                        + "' ORDER BY sequence_number");
    }
}
