package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.SerializationTestKit;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.worker.WorkerCommand.Describe;
import io.contrailkube.ingest.worker.WorkerCommand.Replay;
import io.contrailkube.ingest.worker.WorkerCommand.Replayed;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message that may cross nodes does. */
class WireTest {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @Test
    void everyMessageIsReadAsItWasWritten() {
        SerializationTestKit wire = KIT.serializationTestKit();
        var fact = new NamespaceFact(
                new ObjectId(NamespaceKind.NAME, "blue", "blue", "u-1"),
                new TreeMap<>(Map.of("a", "b")),
                new TreeMap<>(),
                true);

        wire.verifySerialization(
                new Replay("blue", "web", 100, KIT.<Replayed>createTestProbe().getRef()), true);
        wire.verifySerialization(new Describe(KIT.<WatchView>createTestProbe().getRef()), true);
        wire.verifySerialization(new Replayed(NamespaceKind.NAME, List.of(fact), true), true);
        wire.verifySerialization(
                new WatchView("Namespace", WatchView.State.FAILING, Instant.now(), true, "why", 3, 4), true);
    }

    @Test
    void noneIsForgottenAbove() {
        assertThat(Stream.concat(
                                Arrays.stream(WorkerCommand.class.getDeclaredClasses()),
                                Stream.<Class<?>>of(WatchView.class))
                        .filter(Wire.class::isAssignableFrom))
                .containsExactlyInAnyOrder(Replay.class, Describe.class, Replayed.class, WatchView.class);
    }
}
