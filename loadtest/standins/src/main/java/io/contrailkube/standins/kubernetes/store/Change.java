package io.contrailkube.standins.kubernetes.store;

import org.jspecify.annotations.Nullable;

/** One write: what stands now and what stood before; of a deletion {@code now} is the last state at the revision of its end. */
public record Change(Kind kind, Stored now, @Nullable Stored before) {
    /** The three events of a watch. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** For a watch whose selection the object has left: the state that was selected, at the revision of this change. */
    public Stored farewell() {
        return before == null ? now : Stored.of(before.type(), before.tree(), now.revision());
    }

    public long revision() {
        return now.revision();
    }
}
