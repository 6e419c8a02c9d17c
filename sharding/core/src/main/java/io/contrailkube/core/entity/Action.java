package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /**
     * Tell the cluster entity that a tag was collected which it may have to keep: no reference shows that a label of a
     * namespace is published as it.
     *
     * @param tag its name, {@code type=value}
     */
    record Collected(String tag) implements Action {}

    /** Read objects and hand over what was found. */
    record Read(Purpose purpose, List<Lookup> lookups) implements Action {}

    /** Look for everything in a project that stands there for workloads and hand over what was found. */
    record Survey(ObjectKey project) implements Action {}

    /** Look for something outside and hand over what was found. */
    record Look(Question question) implements Action {}

    /** Say that it is time to look again, after the pause that the number of misses in a row calls for. */
    record LookLater(Question question, int misses) implements Action {}

    /** Show the user in Kubernetes what became of an object. */
    record Write(KubeWrite write) implements Action {}

    /** A fault of ours while an owner key was looked at, for the log; it is looked at again. */
    record Fault(OwnerKey owner, RuntimeException cause) implements Action {}

    /** A change is served: everything it led to stands in Contrail. */
    record Served(String kind, Instant seen) implements Action {}

    /** Tell a namespace that its contribution stands. */
    record Confirm(String namespace, Contribution contribution) implements Action {}

    /** Have a namespace ask for its facts of a kind anew: a complete list may not hold all that it knows. */
    record Wake(String namespace, String kind) implements Action {}

    /** Tell the cluster entity how far editions of a network policy are wanted, until it says that it is so. */
    record Claim(PolicyClaim claim) implements Action {}

    /** Tell the cluster entity that pods are as the assignment of this fingerprint says. */
    record Carried(String fingerprint) implements Action {}

    /** Tell a namespace what it is to do for the network policies of all. */
    record Assign(String namespace, Assignment assignment) implements Action {}

    /** Tell a namespace how it is about a network policy of its own. */
    record Answer(String namespace, PolicyStatus status) implements Action {}

    /** Let a namespace know the ingress classes: their controllers, by name. */
    record Inform(String namespace, Map<String, String> ingressClasses) implements Action {}

    /** Why something is read. */
    enum Purpose {
        /** To know what a plan that a crash interrupted has left. */
        SETTLE,
        /** To compare what stands with what should. */
        AUDIT
    }

    /** The pause before the next attempt, before jitter: 1 s, doubling, at most {@code cap}. */
    static Duration pause(int failures, Duration cap) {
        long seconds = 1L << Math.min(Math.max(failures - 1, 0), 20);
        return seconds >= cap.toSeconds() ? cap : Duration.ofSeconds(seconds);
    }
}
