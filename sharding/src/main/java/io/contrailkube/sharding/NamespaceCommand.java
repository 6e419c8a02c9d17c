package io.contrailkube.sharding;

import akka.Done;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.PolicyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of a namespace entity. */
sealed interface NamespaceCommand permits Report, NamespaceCommand.Message, NamespaceCommand.ResendDue {
    /** What other nodes may send. */
    sealed interface Message extends NamespaceCommand, Wire {}

    /** What the cluster entity says to a life of the entity that has asked for it. */
    sealed interface Reply extends Message {}

    /**
     * A change in Kubernetes.
     *
     * @param fact the object, or null if it is gone
     */
    record Offer(ObjectId id, @Nullable KubeFact fact, Instant seen, ActorRef<Done> replyTo) implements Message {
        static Offer of(FactChange change, ActorRef<Done> replyTo) {
            KubeFact fact = change instanceof FactChange.Present present ? present.fact() : null;
            return new Offer(change.id(), fact, change.seen(), replyTo);
        }

        FactChange change() {
            return fact == null ? new FactChange.Absent(id, seen) : new FactChange.Present(fact, seen);
        }
    }

    /** A list of a kind is complete, and may not hold all that the namespace knows: look again. */
    record Wake(String kind) implements Message {}

    /**
     * Some of the namespace's policies, of which it has to know before it begins; see {@link Briefings}.
     *
     * @param attempt of the question that this answers
     */
    record Briefed(int attempt, List<PolicyStatus> policies) implements Reply {
        public Briefed {
            policies = List.copyOf(policies);
        }
    }

    /**
     * The objects that all namespaces rest on stand.
     *
     * @param attempt of the question that this answers
     * @param policies how many policies were told of in this answer
     */
    record FoundationStands(int attempt, Assignment assignment, int policies) implements Reply {}

    /** What the namespace is to do for the network policies of all. */
    record Assign(Assignment assignment) implements Message {}

    /** A network policy is as the namespace has claimed. */
    record ClaimMet(PolicyStatus status) implements Message {}

    /** The ingress classes of the cluster: their controllers, by name. */
    record IngressClasses(Map<String, String> controllers) implements Message {}

    /** The shared objects are as this asks for. */
    record Confirmed(Contribution contribution) implements Reply {}

    /** The cluster entity has forgotten the namespace, as was asked for. */
    record Forgotten() implements Reply {}

    record Audit(ActorRef<Done> replyTo) implements Message {}

    record GetView(ActorRef<Answer.OfNamespace> replyTo) implements Message {}

    record GetSummary(ActorRef<Answer.InShort> replyTo) implements Message {}

    /** What the cluster entity has not answered has to be sent again. */
    record ResendDue() implements NamespaceCommand {}
}
