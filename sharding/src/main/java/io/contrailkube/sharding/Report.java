package io.contrailkube.sharding;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.Question;
import java.util.List;

/** What an entity of either kind tells itself, and what its shard tells it. */
sealed interface Report extends NamespaceCommand, ClusterCommand {
    /** Recovery is over: begin to work. */
    record Begin() implements Report {}

    /** @param of the life of the entity in which the plan was launched */
    record PlanFinished(Lifetime of, OwnerKey owner, List<StepOutcome> outcomes) implements Report {}

    /** What has come up since the last round is to be taken up. */
    record RoundDue() implements Report {}

    record RetryDue(OwnerKey owner) implements Report {}

    /** It is time to look for something again. */
    record LookDue(Question question) implements Report {}

    /** @param digest to be run by the entity */
    record Answered(Inquiries.Inquiry<?> inquiry, boolean settled, Runnable digest) implements Report {}

    record Unanswered(Inquiries.Inquiry<?> inquiry, Throwable failure) implements Report {}

    record AskAgain(Inquiries.Inquiry<?> inquiry) implements Report {}

    record AuditDue() implements Report {}

    /** From the shard: it moves, or the entity asked to be let go. */
    record Stop() implements Report {}

    /** Time is up for the plan in flight. */
    record StopDue() implements Report {}
}
