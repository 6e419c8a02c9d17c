package io.contrailkube.ingest.worker;

import akka.actor.typed.ActorRef;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.ingest.watch.WatchEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of the worker of a kind; only those marked {@link Wire} may come from another node. */
sealed interface WorkerCommand {
    /** The stream waits for its first go-ahead. */
    record Started(ActorRef<Go> stream) implements WorkerCommand {}

    /** The next element; the stream waits for the go-ahead. */
    record Heard(WatchEvent event, ActorRef<Go> stream) implements WorkerCommand {}

    /** The stream ended, which it never should. */
    record Broken(Throwable failure) implements WorkerCommand {}

    record Offered(FactChange change, @Nullable Throwable failure) implements WorkerCommand {}

    /** A namespace whose offers failed has waited. */
    record Retry(String namespace) implements WorkerCommand {}

    record Announced(@Nullable Throwable failure) implements WorkerCommand {}

    enum Announce implements WorkerCommand {
        INSTANCE
    }

    enum Stop implements WorkerCommand {
        INSTANCE
    }

    record Replay(String namespace, ActorRef<Replayed> replyTo) implements WorkerCommand, Wire {}

    record Describe(ActorRef<WatchView> replyTo) implements WorkerCommand, Wire {}

    /** Answer to {@link Replay}. */
    record Replayed(String kind, List<KubeFact> facts, boolean complete) implements Wire {
        public Replayed {
            facts = List.copyOf(facts);
        }
    }

    /** Lets the stream send the next element. */
    enum Go {
        AHEAD
    }
}
