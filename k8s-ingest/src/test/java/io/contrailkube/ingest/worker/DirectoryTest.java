package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.worker.WorkerCommand.Describe;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @Test
    void everyKindHasItsOwnWorkerWhetherItIsThereBeforeTheMessageOrAfter() {
        List<String> kinds = List.of("Early", "Other", "Late");
        ActorRef<Directory.Command> directory = KIT.spawn(Directory.create(kinds));
        Map<String, TestProbe<WorkerCommand>> workers = new LinkedHashMap<>();
        Map<String, Describe> questions = new LinkedHashMap<>();
        kinds.forEach(kind -> {
            workers.put(kind, KIT.createTestProbe(WorkerCommand.class));
            questions.put(
                    kind, new Describe(KIT.createTestProbe(WatchView.class).getRef()));
        });
        register("Early", workers);
        register("Other", workers);

        questions.forEach((kind, question) -> directory.tell(new Directory.Forward(kind, question, PATIENCE)));
        register("Late", workers);

        workers.forEach((kind, worker) -> {
            assertThat(worker.receiveMessage()).isSameAs(questions.get(kind));
            worker.expectNoMessage(Duration.ZERO);
        });
    }

    private static void register(String kind, Map<String, TestProbe<WorkerCommand>> workers) {
        ActorRef<WorkerCommand> worker =
                Objects.requireNonNull(workers.get(kind)).getRef();
        KIT.system().receptionist().tell(Receptionist.register(Directory.key(kind), worker));
    }
}
