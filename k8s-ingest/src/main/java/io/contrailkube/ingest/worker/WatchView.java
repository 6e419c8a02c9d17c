package io.contrailkube.ingest.worker;

import java.time.Instant;

/**
 * How the watch of one kind fares.
 *
 * @param since when it came into this state
 * @param complete whether a list was completed since the worker started
 * @param failure words for the last failure; empty if there was none since the last success
 * @param objects objects in the cache
 * @param pending changes that no entity has taken yet
 */
public record WatchView(
        String kind, State state, Instant since, boolean complete, String failure, int objects, int pending)
        implements Wire {
    /** What the worker of a kind is doing. */
    public enum State {
        /** Finding out where the kind is served. */
        CONNECTING,
        LISTING,
        WATCHING,
        /** The server does not serve the kind, which need not be there: no objects, which is a complete list. */
        NOT_SERVED,
        /** Waiting to try again. */
        FAILING,
        /** Its worker did not say: it is on its way to another node. */
        UNKNOWN
    }

    static WatchView unknown(String kind, Instant now, String why) {
        return new WatchView(kind, State.UNKNOWN, now, false, why, 0, 0);
    }
}
