package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.state.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an entity is to do once the events of a round are in the journal; the actor carries it out, in order. */
public sealed interface Action {
    /** Give a plan to the gateway. */
    record Launch(Workshop.Order order) implements Action {}

    /** Look at an owner key again after the pause that its number of failures in a row calls for. */
    record TryAgain(OwnerKey owner, int failures, boolean refused) implements Action {}

    /** Tell the user of an object; the same text is told once. */
    record Tell(ObjectId about, Problem problem) implements Action {}

    /**
     * Tell the operators, in the log alone: what ails the whole installation is no matter of one object (spec 02 section
     * 3.3).
     */
    record Remark(Problem problem) implements Action {}

    /** Ask the cluster entity for this among the shared objects, until it says that it stands. */
    record Contribute(Contribution contribution) implements Action {}

    /** Tell the cluster entity that nothing is left of the namespace, and stop. */
    record Depart() implements Action {}

    /** Read objects and hand over what was found. */
    record Read(Purpose purpose, List<Lookup> lookups) implements Action {}

    /** A change is served: everything it led to stands in Contrail. */
    record Served(String kind, Instant seen) implements Action {}

    /** Tell a namespace that its contribution stands. */
    record Confirm(String namespace, Contribution contribution) implements Action {}

    /** Have a namespace look whether it still exists: a complete list did not hold it. */
    record Wake(String namespace) implements Action {}

    /** Why something is read. */
    enum Purpose {
        /** To know what a plan that a crash interrupted has left. */
        SETTLE,
        /** To compare what stands with what should. */
        AUDIT,
        /** To know whether a network named by an annotation exists. */
        EXISTENCE
    }

    /** The pause before the next attempt, before jitter: 1 s, doubling, at most {@code cap}. */
    static Duration pause(int failures, Duration cap) {
        long seconds = 1L << Math.min(Math.max(failures - 1, 0), 20);
        return seconds >= cap.toSeconds() ? cap : Duration.ofSeconds(seconds);
    }
}
