package io.contrailkube.ingest.worker;

import io.contrailkube.core.port.FactChange;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one namespace on their way to its entity, one at a time. Of one object only the newest waits; objects that follow
 * each other under one name have different uids and are both told, in order.
 */
final class Lane {
    private final Map<String, FactChange> waiting = new LinkedHashMap<>();
    private @Nullable FactChange offered;
    private boolean inFlight;
    private boolean resting;
    private int failures;

    void add(FactChange change) {
        String uid = change.id().uid();
        if (offered != null && !inFlight && offered.id().uid().equals(uid)) {
            offered = change;
        } else {
            waiting.put(uid, change);
        }
    }

    boolean isReady() {
        return !inFlight && !resting && size() > 0;
    }

    boolean isFailing() {
        return failures > 0;
    }

    int failures() {
        return failures;
    }

    int size() {
        return waiting.size() + (offered == null ? 0 : 1);
    }

    /** The next change; a failed one again before all others. */
    FactChange take() {
        FactChange next = offered;
        if (next == null) {
            Iterator<FactChange> first = waiting.values().iterator();
            next = first.next();
            first.remove();
            offered = next;
        }
        inFlight = true;
        return next;
    }

    void delivered() {
        inFlight = false;
        offered = null;
        failures = 0;
    }

    /** What was offered is offered again after a rest, or what came of the same object meanwhile. */
    void failed() {
        inFlight = false;
        resting = true;
        failures++;
        if (offered != null) {
            FactChange newer = waiting.remove(offered.id().uid());
            if (newer != null) {
                offered = newer;
            }
        }
    }

    void rested() {
        resting = false;
    }
}
