package io.contrailkube.sharding;

import akka.Done;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.PolicyClaim;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages of the cluster entity. */
sealed interface ClusterCommand permits Report, ClusterCommand.Message, ClusterCommand.RemindDue {
    /** What other nodes may send. */
    sealed interface Message extends ClusterCommand, Wire {}

    /** Be there. */
    record Start() implements Message {}

    /**
     * A namespace wants to hear when the foundation stands.
     *
     * @param attempt tells answers apart
     */
    record AwaitFoundation(String namespace, int attempt, ActorRef<NamespaceCommand> replyTo) implements Message {}

    /** A namespace wants this among the shared objects, and to hear when it stands. */
    record Contribute(String namespace, Contribution contribution) implements Message {}

    /** Nothing is left of a namespace. */
    record Depart(String namespace, ActorRef<NamespaceCommand> replyTo) implements Message {}

    /** A namespace claims editions of a network policy, and wants to hear when it is so. */
    record Claim(String namespace, PolicyClaim claim) implements Message {}

    /** The pods of a namespace are as the assignment of this fingerprint says. */
    record Carried(String namespace, String fingerprint) implements Message {}

    /** A namespace has collected a tag that labels of others may be published as. */
    record Collected(String tag) implements Message {}

    /**
     * Part of a complete list of Kubernetes; the list of a large cluster does not fit into one message.
     *
     * @param first a new list begins
     * @param last the list is complete with this
     */
    record Listed(String kind, Set<String> namespaces, boolean first, boolean last, ActorRef<Done> replyTo)
            implements Message {}

    /**
     * A change of an object that belongs to no namespace.
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

    record Audit(ActorRef<Done> replyTo) implements Message {}

    record GetView(ActorRef<Answer.OfCluster> replyTo) implements Message {}

    /** Names of namespaces in order, those after one, at most so many. */
    record GetNames(String after, int limit, ActorRef<Answer.Names> replyTo) implements Message {}

    /** Namespaces that have not answered have to be told again. */
    record RemindDue() implements ClusterCommand {}
}
