package io.contrailkube.core.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();
    /** Lanes in which something waits, in the order in which their turn comes. */
    private final List<String> waiting = new ArrayList<>();

    private final List<Runnable> timers = new ArrayList<>();
    /** Looks for something that may never be there, so that they may go on for ever. */
    private final List<Runnable> looks = new ArrayList<>();

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
        Queue<Runnable> queue = lanes.computeIfAbsent(lane, any -> new ArrayDeque<>());
        if (queue.isEmpty()) {
            waiting.add(lane);
        }
        queue.add(work);
    }

    /** Work for when time has passed. */
    void later(Runnable work) {
        timers.add(work);
    }

    /** A look for something that was missing, when time has passed. */
    void lookLater(Runnable work) {
        looks.add(work);
    }

    /** Does one thing; false if there is nothing to do. */
    public boolean step() {
        if (waiting.isEmpty()) {
            return false;
        }
        String lane = waiting.remove(choice.applyAsInt(waiting.size()));
        Queue<Runnable> queue = lanes.getOrDefault(lane, new ArrayDeque<>());
        Runnable work = queue.remove();
        if (!queue.isEmpty()) {
            waiting.add(lane);
        }
        work.run();
        return true;
    }

    /** Does everything that is under way and what it leads to; time stands still. */
    public void drain() {
        for (int steps = 0; step(); steps++) {
            if (steps > ENDLESS) {
                throw new AssertionError("it never comes to an end; under way: " + waiting);
            }
        }
    }

    /** Lets all timers that are set go off, and does what they lead to. */
    public void pass() {
        drain();
        List<Runnable> due = new ArrayList<>(timers);
        due.addAll(looks);
        timers.clear();
        looks.clear();
        due.forEach(Runnable::run);
        drain();
    }

    public boolean hasLooks() {
        return !looks.isEmpty();
    }

    public boolean hasTimers() {
        return !timers.isEmpty();
    }
}
