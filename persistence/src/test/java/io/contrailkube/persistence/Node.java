package io.contrailkube.persistence;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.time.Duration;
import java.util.List;

/** An actor system on a journal, as one replica has it. */
final class Node implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Config TEST = ConfigFactory.parseString(
            """
            akka.loglevel = WARNING
            akka.coordinated-shutdown.terminate-actor-system = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            """);

    private final ActorTestKit kit;

    Node(PersistenceSettings settings) {
        this(settings, "");
    }

    Node(PersistenceSettings settings, String more) {
        kit = ActorTestKit.create(
                "node",
                Journal.config(settings)
                        .withFallback(ConfigFactory.parseString(more))
                        .withFallback(TEST)
                        .withFallback(ConfigFactory.load()));
    }

    ActorSystem<?> system() {
        return kit.system();
    }

    ActorRef<Recorder.Command> recorder(String persistenceId) {
        return kit.spawn(Recorder.create(persistenceId));
    }

    /** Persists the events in one write; with none of them just asks for the state. */
    NamespaceState tell(ActorRef<Recorder.Command> recorder, NamespaceEvent... events) {
        return tell(recorder, PATIENCE, events);
    }

    NamespaceState tell(ActorRef<Recorder.Command> recorder, Duration patience, NamespaceEvent... events) {
        TestProbe<NamespaceState> probe = kit.createTestProbe();
        recorder.tell(new Recorder.Command(List.of(events), probe.getRef()));
        return probe.receiveMessage(patience);
    }

    /** Tries to persist; the recorder must end without an answer. */
    void tellInVain(ActorRef<Recorder.Command> recorder, NamespaceEvent... events) {
        TestProbe<NamespaceState> probe = kit.createTestProbe();
        recorder.tell(new Recorder.Command(List.of(events), probe.getRef()));
        probe.expectTerminated(recorder, PATIENCE);
        probe.expectNoMessage(Duration.ZERO);
    }

    /** Waits for the end of a recorder that cannot even start. */
    void endsInVain(ActorRef<Recorder.Command> recorder) {
        kit.createTestProbe().expectTerminated(recorder, PATIENCE);
    }

    void stop(ActorRef<Recorder.Command> recorder) {
        kit.stop(recorder, PATIENCE);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
