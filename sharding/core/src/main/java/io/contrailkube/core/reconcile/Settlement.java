package io.contrailkube.core.reconcile;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent.PlanEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the outcomes of a plan mean for the ledger, and what to do next.
 *
 * @param ended the event that records it
 * @param next how to go on
 * @param fixed objects that stand but differ in what cannot change
 * @param failures what did not succeed, in words for people; empty when all did
 * @param writes writing requests that the plan took
 */
public record Settlement(
        PlanEnded ended, Next next, List<StepOutcome.Fixed> fixed, List<Failure> failures, int writes) {

    /** How to go on, worst first. */
    public enum Next {
        /** The fence closed in between: begin anew. */
        AT_ONCE,
        /** Contrail was busy or away: the same again, with growing pauses. */
        SOON,
        /** Refused: again when something changes, and on a slow timer. */
        LATER,
        /** All done. */
        DONE
    }

    /**
     * What did not succeed.
     *
     * @param httpStatus of the server's refusal; 0 if it did not refuse
     */
    public record Failure(ObjectKey key, Nature nature, String reason, int httpStatus) {
        public Failure(ObjectKey key, Nature nature, String reason) {
            this(key, nature, reason, 0);
        }
    }

    /** Kinds of failure that users are told about in different words. */
    public enum Nature {
        /** The name belongs to somebody else. */
        CONFLICT,
        /** It stands in a shape that cannot change. */
        UNCHANGEABLE,
        /** Contrail will not have it. */
        REFUSED,
        /** Something is missing, in the way, or away. */
        TRANSIENT
    }

    public static Settlement of(OwnerKey owner, List<Step> steps, List<StepOutcome> outcomes, Ledger ledger) {
        if (steps.size() != outcomes.size()) {
            throw new IllegalArgumentException(
                    steps.size() + " steps but " + outcomes.size() + " outcomes for " + owner);
        }
        var standing = new ArrayList<LedgerEntry>();
        var gone = new ArrayList<ObjectKey>();
        var fixed = new ArrayList<StepOutcome.Fixed>();
        var failures = new ArrayList<Failure>();
        Next next = Next.DONE;
        int writes = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            StepOutcome outcome = outcomes.get(i);
            Optional<LedgerEntry> before = ledger.find(owner, step.key());
            if (outcome instanceof StepOutcome.Applied applied && step instanceof Step.Ensure ensure) {
                Origin origin = origin(before, ensure, applied.uuid(), applied.origin());
                var entry = LedgerEntry.standing(ensure.desired(), applied.uuid(), origin, applied.learned());
                standing.add(before.map(entry::withNotesOf).orElse(entry));
                writes += applied.writes();
            } else if (outcome instanceof StepOutcome.Gone) {
                if (!isInDoubt(step, steps, outcomes)) {
                    gone.add(step.key());
                }
            } else if (outcome instanceof StepOutcome.Fixed found && step instanceof Step.Ensure ensure) {
                Origin origin = origin(before, ensure, found.uuid(), found.origin());
                standing.add(before.filter(entry -> entry.uuid().equals(found.uuid()))
                        .map(entry -> entry.foundAs(origin))
                        .orElseGet(() -> {
                            var entry = LedgerEntry.found(step.key(), found.uuid(), origin, List.of());
                            return before.map(entry::withNotesOf).orElse(entry);
                        }));
                fixed.add(found);
                failures.add(new Failure(
                        step.key(), Nature.UNCHANGEABLE, "it differs in fields that a standing object cannot change"));
            } else {
                boolean firstTry = step instanceof Step.Ensure ensure && ensure.knownUuid() == null;
                if (firstTry && !mayStand(outcome)) {
                    gone.add(step.key());
                }
                failure(outcome).ifPresent(failures::add);
            }
            next = worse(next, nextAfter(outcome));
        }
        return new Settlement(new PlanEnded(owner, standing, gone), next, fixed, failures, writes);
    }

    /** How an object came to be is decided once: by the time it is looked at again it bears our marks in any case. */
    private static Origin origin(Optional<LedgerEntry> before, Step.Ensure ensure, String uuid, Origin said) {
        if (before.isEmpty() || ensure.knownUuid() == null || said == Origin.CREATED) {
            return said;
        }
        LedgerEntry entry = before.get();
        if (!entry.pending()) {
            return entry.uuid().equals(uuid) ? entry.origin() : said;
        }
        return said == Origin.RECOVERED ? entry.originOf(uuid) : said;
    }

    /**
     * A shared object that is still used counts as gone, because others use it; but when another deletion did not succeed,
     * the one who uses it may be us.
     */
    private static boolean isInDoubt(Step step, List<Step> steps, List<StepOutcome> outcomes) {
        if (!ContrailTypes.of(step.key().type()).shared()) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Delete && !(outcomes.get(i) instanceof StepOutcome.Gone)) {
                return true;
            }
        }
        return false;
    }

    /** A create may have been carried out though it was not answered; a refusal may be that of a second request. */
    private static boolean mayStand(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Retry
                || (outcome instanceof StepOutcome.Refused refused && refused.why() == StepOutcome.Refusal.INVALID);
    }

    private static Next nextAfter(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Fenced) {
            return Next.AT_ONCE;
        }
        if (outcome instanceof StepOutcome.Retry || outcome instanceof StepOutcome.Waiting) {
            return Next.SOON;
        }
        boolean inVain = outcome instanceof StepOutcome.Refused || outcome instanceof StepOutcome.Fixed;
        return inVain ? Next.LATER : Next.DONE;
    }

    private static Next worse(Next one, Next other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Optional<Failure> failure(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Refused refused) {
            boolean conflict = refused.why() == StepOutcome.Refusal.CONFLICT;
            return Optional.of(new Failure(
                    refused.key(),
                    conflict ? Nature.CONFLICT : Nature.REFUSED,
                    refused.reason(),
                    refused.httpStatus()));
        }
        if (outcome instanceof StepOutcome.Waiting waiting) {
            return Optional.of(new Failure(waiting.key(), Nature.TRANSIENT, waiting.reason()));
        }
        if (outcome instanceof StepOutcome.Retry retry) {
            return Optional.of(new Failure(retry.key(), Nature.TRANSIENT, retry.reason()));
        }
        return Optional.empty();
    }
}
