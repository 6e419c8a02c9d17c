package io.contrailkube.core.port;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.StepOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The way to Contrail. Implemented by the gateway; entities know nothing else of it. */
public interface ContrailPort {
    /**
     * Carries out a plan: one outcome per step, in the order of the steps. The stage fails only for a bug; what Contrail
     * answers, or that it does not answer, are outcomes.
     */
    CompletionStage<List<StepOutcome>> apply(Plan plan);

    /**
     * Reads objects as they stand, joined with others' reads. Absent objects are absent from the answer. The stage fails
     * with {@link ContrailUnavailable} when Contrail could not be asked.
     */
    CompletionStage<Map<ObjectKey, Actual>> read(Collection<Lookup> lookups);

    /** Reads a whole collection page by page; fails like {@link #read}. */
    CompletionStage<List<Actual>> list(String type);

    /**
     * Looks for what the question asks for; empty when it is not there, or when several fit. What is found may be some
     * seconds old. Fails like {@link #read}.
     */
    CompletionStage<Optional<Actual>> find(Question.OfContrail question);

    /**
     * Reads everything in a project that may stand there for workloads: interfaces, load balancers, listeners, pools, and
     * what belongs to them elsewhere: members, instance-ips, floating-ips, and machines with the vrouters that refer to
     * them. Fails like {@link #read}.
     */
    CompletionStage<List<Actual>> survey(ObjectKey project);

    /** An object to be read: by uuid if it is known, else by name. */
    record Lookup(ObjectKey key, @Nullable String uuid) {}

    /** Contrail could not be asked; the message says which server, what was tried and why it failed. */
    final class ContrailUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ContrailUnavailable(String message) {
            super(message);
        }
    }
}
