package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import io.contrailkube.core.state.NamespaceEvent.Entered;
import io.contrailkube.core.state.NamespaceEvent.ForwardingFixed;
import io.contrailkube.core.state.NamespaceEvent.Isolated;
import io.contrailkube.core.state.NamespaceState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final String ID = "Namespace|patient";

    @AfterEach
    void start() {
        Databases.SERVER.restart();
    }

    @Test
    void writesFailWhileTheDatabaseIsAwayAndWorkAgainAfterwards() throws Exception {
        PersistenceSettings settings = impatient();
        try (Node node = new Node(settings)) {
            ActorRef<Recorder.Command> recorder = node.recorder(ID);
            node.tell(recorder, new Entered("uid-1"));
            Databases.SERVER.stop();

            node.tellInVain(recorder, new Isolated());
            assertThat(check(node).ready()).isFalse();
            assertThat(check(node).detail()).contains("refused");

            Databases.SERVER.restart();
            NamespaceState state = await().atMost(Node.PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> node.tell(node.recorder(ID), Duration.ofSeconds(2), new ForwardingFixed(true)),
                            answer -> true);
            assertThat(state.uid()).isEqualTo("uid-1");
            assertThat(state.isolated()).as("what could not be written").isFalse();
            assertThat(check(node).ready()).isTrue();
        }
    }

    @Test
    void startsWithoutTheDatabaseAndWorksOnceItIsThere() {
        PersistenceSettings settings = impatient();
        Databases.SERVER.stop();
        try (Node node = new Node(settings)) {
            node.endsInVain(node.recorder(ID));

            Databases.SERVER.restart();
            await().atMost(Node.PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> node.tell(node.recorder(ID), Duration.ofSeconds(2), new Entered("uid-2")),
                            answer -> true);
        }
    }

    private static PersistenceSettings impatient() {
        PersistenceSettings installed = Databases.installed();
        return Databases.settings(Map.of(
                "url",
                installed.server().url(),
                "user",
                "postgres",
                "schema",
                installed.server().schema(),
                "connect-timeout",
                Duration.ofSeconds(1),
                "retry-after",
                Duration.ofMillis(500)));
    }

    private static JournalHealth check(Node node) throws Exception {
        return Journal.check(node.system()).toCompletableFuture().get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
