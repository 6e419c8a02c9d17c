package io.contrailkube.ingest.worker;

import io.contrailkube.ingest.watch.WatchEvent;
import io.contrailkube.ingest.worker.WatchView.State;
import java.time.Instant;

/** Condition of a watch, from what it says. */
record WatchLog(State state, Instant since, boolean complete, String failure) {
    static WatchLog starting(Instant now) {
        return new WatchLog(State.CONNECTING, now, false, "");
    }

    WatchLog after(WatchEvent event, Instant now) {
        if (event instanceof WatchEvent.Listing) {
            return in(State.LISTING, now);
        }
        if (event instanceof WatchEvent.Listed) {
            return new WatchLog(state, since, true, failure);
        }
        if (event instanceof WatchEvent.Watching) {
            return new WatchLog(State.WATCHING, state == State.WATCHING ? since : now, complete, "");
        }
        if (event instanceof WatchEvent.NotServed) {
            return new WatchLog(State.NOT_SERVED, state == State.NOT_SERVED ? since : now, true, "");
        }
        if (event instanceof WatchEvent.Interrupted interrupted) {
            String words = String.valueOf(interrupted.failure().getMessage());
            return new WatchLog(State.FAILING, state == State.FAILING ? since : now, complete, words);
        }
        return this;
    }

    WatchView view(String kind, int objects, int pending) {
        return new WatchView(kind, state, since, complete, failure, objects, pending);
    }

    private WatchLog in(State next, Instant now) {
        return new WatchLog(next, now, complete, failure);
    }
}
