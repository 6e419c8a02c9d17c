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

    /**
     * Asks for facts of a namespace; part by part, for a message between nodes is bounded. What changes between two parts is
     * offered as well, and an offer is newer than a replay that was asked for before it.
     *
     * @param after last name of the part before; empty for the first
     */
    record Replay(String namespace, String after, int max, ActorRef<Replayed> replyTo) implements WorkerCommand, Wire {}

    record Describe(ActorRef<WatchView> replyTo) implements WorkerCommand, Wire {}

    /** Answer to {@link Replay}; fewer facts than were asked for are the last part. */
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
