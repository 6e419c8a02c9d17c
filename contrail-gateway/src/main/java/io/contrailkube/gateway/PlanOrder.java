package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what order the steps of a plan may go, by their positions in it.
 *
 * @param ensures what is to stand, each after what it needs
 * @param needs for each of them the positions that come first
 * @param removals what is to go, after all of that: one group after the other, side by side within a group
 */
record PlanOrder(List<Integer> ensures, Map<Integer, Set<Integer>> needs, List<List<Integer>> removals) {

    /** Fails with an IllegalArgumentException if objects need each other. */
    static PlanOrder of(List<Step> steps) {
        Map<ObjectKey, List<Integer>> positions = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Ensure ensure) {
                positions
                        .computeIfAbsent(ensure.key(), any -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<Integer, Set<Integer>> needs = new HashMap<>();
        positions.values().forEach(same -> {
            for (int n = 0; n < same.size(); n++) {
                needs.put(same.get(n), needs(steps, same, n, positions));
            }
        });
        return new PlanOrder(sorted(steps, needs), needs, removals(steps));
    }

    /** What the object needs and is in the plan, and earlier steps on the same object. */
    private static Set<Integer> needs(
            List<Step> steps, List<Integer> same, int n, Map<ObjectKey, List<Integer>> positions) {
        var needs = new TreeSet<>(same.subList(0, n));
        if (steps.get(same.get(n)) instanceof Step.Ensure ensure) {
            ensure.desired().needs().stream()
                    .filter(key -> !key.equals(ensure.key()))
                    .forEach(key -> needs.addAll(positions.getOrDefault(key, List.of())));
        }
        return needs;
    }

    private static List<Integer> sorted(List<Step> steps, Map<Integer, Set<Integer>> needs) {
        var sorted = new ArrayList<Integer>();
        var open = new TreeSet<>(needs.keySet());
        while (!open.isEmpty()) {
            List<Integer> free = open.stream()
                    .filter(i -> needs.getOrDefault(i, Set.of()).stream().noneMatch(open::contains))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalArgumentException("objects that need each other: "
                        + open.stream().map(i -> steps.get(i).key()).toList());
            }
            sorted.addAll(free);
            free.forEach(open::remove);
        }
        return sorted;
    }

    /** Neighbours of one type and kind do not depend on each other. */
    private static List<List<Integer>> removals(List<Step> steps) {
        var groups = new ArrayList<List<Integer>>();
        Step before = null;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Ensure) {
                continue;
            }
            if (before == null
                    || before.getClass() != step.getClass()
                    || !before.key().type().equals(step.key().type())) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(i);
            before = step;
        }
        return groups;
    }
}
