package io.contrailkube.core.plan;

/** How an object that stands on our behalf came to be; decides whether it may be deleted (spec 01, NS-37). */
public enum Origin {
    /** Created by us. */
    CREATED,
    /** Found, bearing our marks: ours from an earlier life. */
    RECOVERED,
    /** Found unmarked and of the right shape; used and marked, never deleted. */
    ADOPTED,
    /** Somebody else's, on which we hold claims only. */
    FOREIGN
}
