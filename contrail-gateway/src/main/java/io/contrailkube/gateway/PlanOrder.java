package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * In what order the steps of a plan may go, by their positions in it.
 *
 * @param ensures what is to stand, each after what it needs
 * @param needs for each of them the positions that come first
 * @param removals what is to go, after all of that and one after another (spec 01, NS-5)
 */
record PlanOrder(List<Integer> ensures, Map<Integer, Set<Integer>> needs, List<Integer> removals) {

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

    private static List<Integer> removals(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> !(steps.get(i) instanceof Step.Ensure))
                .boxed()
                .toList();
    }
}
