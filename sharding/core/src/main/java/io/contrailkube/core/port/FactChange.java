package io.contrailkube.core.port;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.time.Instant;

/** One change in Kubernetes, as an ingest worker offers it to the entity of its namespace. */
public sealed interface FactChange {
    ObjectId id();

    /** When the worker saw it; start of the latency that users notice. */
    Instant seen();

    /** The object is there and looks like this. */
    record Present(KubeFact fact, Instant seen) implements FactChange {
        @Override
        public ObjectId id() {
            return fact.id();
        }
    }

    /** Kubernetes said that it was deleted, or a list that was complete did not hold it any more. */
    record Absent(ObjectId id, Instant seen) implements FactChange {}
}
