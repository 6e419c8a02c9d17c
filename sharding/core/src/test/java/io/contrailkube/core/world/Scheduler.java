package io.contrailkube.core.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.ToIntFunction;

/**
 * Everything that is under way, in lanes: what is in one lane keeps its order, lanes overtake each other as the choice
 * says. Time is what passes when nothing is under way.
 */
public final class Scheduler {
    private static final int ENDLESS = 200_000;

    private final Map<String, Queue<Runnable>> lanes = new LinkedHashMap<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final ToIntFunction<Integer> choice;

    private Scheduler(ToIntFunction<Integer> choice) {
        this.choice = choice;
    }

    /** Lanes take turns. */
    public static Scheduler inTurn() {
        return new Scheduler(size -> 0);
    }

    /** @param choice which of so many lanes comes next, from 0 */
    public static Scheduler choosing(ToIntFunction<Integer> choice) {
        return new Scheduler(choice);
    }

    void send(String lane, Runnable work) {
        lanes.computeIfAbsent(lane, any -> new ArrayDeque<>()).add(work);
    }

    /** Work for when time has passed. */
    void later(Runnable work) {
        timers.add(work);
    }

    /** Does one thing; false if there is nothing to do. */
    public boolean step() {
        if (lanes.isEmpty()) {
            return false;
        }
        String lane = List.copyOf(lanes.keySet()).get(choice.applyAsInt(lanes.size()));
        Queue<Runnable> queue = lanes.remove(lane);
        Runnable work = queue == null ? null : queue.poll();
        if (queue != null && !queue.isEmpty()) {
            // What is sent while this runs must come after what waits already.
            lanes.put(lane, queue);
        }
        if (work != null) {
            work.run();
        }
        return true;
    }

    /** Does everything that is under way and what it leads to; time stands still. */
    public void drain() {
        for (int steps = 0; step(); steps++) {
            if (steps > ENDLESS) {
                throw new AssertionError("it never comes to an end; under way: " + lanes.keySet());
            }
        }
    }

    /** Lets all timers that are set go off, and does what they lead to. */
    public void pass() {
        drain();
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
        drain();
    }

    public boolean hasTimers() {
        return !timers.isEmpty();
    }
}
