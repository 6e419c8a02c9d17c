package io.contrailkube.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ObjectKey;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of a step; the variant alone decides what the entity does next. Never an exception. */
public sealed interface StepOutcome {
    ObjectKey key();

    /**
     * Stands as desired.
     *
     * @param writes writing requests it took, 0 if it stood already
     * @param learned values of the fields that {@code ContrailObject.learns} names, by JSON pointer
     */
    record Applied(ObjectKey key, String uuid, Origin origin, int writes, SortedMap<String, String> learned)
            implements StepOutcome {
        public Applied {
            learned = Collections.unmodifiableSortedMap(new TreeMap<>(learned));
        }

        public Applied(ObjectKey key, String uuid, Origin origin, int writes) {
            this(key, uuid, origin, writes, Collections.emptySortedMap());
        }
    }

    /** Deleted, or claims withdrawn; also when there was nothing left to do. */
    record Gone(ObjectKey key) implements StepOutcome {}

    /**
     * Stands, but differs in fields that cannot change (see {@code ContrailObject.fixedFields}); nothing was written.
     *
     * @param actual the object as read
     */
    record Fixed(ObjectKey key, String uuid, Origin origin, ObjectNode actual) implements StepOutcome {}

    /** Contrail could not be asked or was busy; the same step later. */
    record Retry(ObjectKey key, String reason, Duration after) implements StepOutcome {}

    /** Something is missing, or still in the way of a deletion; again when it changes, and on a slow timer. */
    record Waiting(ObjectKey key, String reason) implements StepOutcome {}

    /** Contrail will not have it, or the name belongs to somebody else; nothing to gain from repeating. */
    record Refused(ObjectKey key, Refusal why, int httpStatus, String reason) implements StepOutcome {}

    /** Not tried, because a step it depends on did not succeed. */
    record Skipped(ObjectKey key, ObjectKey because) implements StepOutcome {}

    /** Not tried, because the plan's fence had closed. */
    record Fenced(ObjectKey key) implements StepOutcome {}

    /** Kinds of refusal. */
    enum Refusal {
        /** The server found the request wrong. */
        INVALID,
        /** A same-named object belongs to somebody else (Event ObjectConflict). */
        CONFLICT
    }
}
