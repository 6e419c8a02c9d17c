package io.contrailkube.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who goes next: of each lane one at a time, in order; the owners take turns. Everything in constant time, however many
 * wait. Not thread-safe.
 *
 * @param <T> what waits
 */
final class FairQueue<T> {
    /** Owner of what goes before everybody else. */
    static final String EXPRESS = "";

    private record Waiting<T>(String owner, T item) {}

    /** What may go, by owner, in the order of their turns. */
    private final Map<String, Deque<T>> ready = new LinkedHashMap<>();
    /** Lanes in use, with what waits for them. */
    private final Map<String, Deque<Waiting<T>>> lanes = new HashMap<>();

    private int size;

    /** What is offered is polled once its lane is free. */
    void offer(String owner, @Nullable String lane, T item) {
        size++;
        if (lane != null) {
            Deque<Waiting<T>> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(new Waiting<>(owner, item));
                return;
            }
            lanes.put(lane, new ArrayDeque<>(1));
        }
        makeReady(owner, item);
    }

    /** Puts back what was polled; it keeps its lane. */
    void offerAgain(String owner, T item) {
        size++;
        makeReady(owner, item);
    }

    /** The next one, or null if there is none; its lane is in use until {@link #done}. */
    @Nullable
    T poll() {
        Deque<T> express = ready.get(EXPRESS);
        String owner = express != null
                ? EXPRESS
                : ready.isEmpty() ? null : ready.keySet().iterator().next();
        if (owner == null) {
            return null;
        }
        Deque<T> items = ready.remove(owner);
        T item = items.remove();
        if (!items.isEmpty()) {
            ready.put(owner, items);
        }
        size--;
        return item;
    }

    /** What was polled with this lane has been finished: the next of the lane may go. */
    void done(@Nullable String lane) {
        if (lane == null) {
            return;
        }
        Deque<Waiting<T>> waiting = lanes.get(lane);
        Waiting<T> next = waiting == null ? null : waiting.poll();
        if (next == null) {
            lanes.remove(lane);
        } else {
            makeReady(next.owner(), next.item());
        }
    }

    /** How many wait, for their turn or for their lane. */
    int size() {
        return size;
    }

    private void makeReady(String owner, T item) {
        ready.computeIfAbsent(owner, any -> new ArrayDeque<>()).add(item);
    }
}
