package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Pairs;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subjects of editions that isolate, by direction; several editions may have one subject. */
final class Subjects {
    private final Map<Direction, Map<End.Pods, Set<Enforced>>> subjects = new EnumMap<>(Direction.class);

    Subjects() {
        for (Direction direction : Direction.values()) {
            subjects.put(direction, new LinkedHashMap<>());
        }
    }

    /** An edition isolates from now on. */
    void enter(Enforced edition) {
        for (Direction direction : edition.edition().isolates()) {
            of(direction)
                    .computeIfAbsent(subject(edition), any -> new HashSet<>())
                    .add(edition);
        }
    }

    void leave(Enforced edition) {
        for (Direction direction : edition.edition().isolates()) {
            of(direction).computeIfPresent(subject(edition), (any, editions) -> {
                editions.remove(edition);
                return editions.isEmpty() ? null : editions;
            });
        }
    }

    /** How many pairs of different subjects there are. */
    long pairs() {
        return (long) of(Direction.EGRESS).size() * of(Direction.INGRESS).size();
    }

    /** Whether any two editions that may meet isolate these. */
    boolean isWanted(Pairs.Denied pair) {
        Set<Enforced> receivers = of(Direction.INGRESS).getOrDefault(pair.to(), Set.of());
        return of(Direction.EGRESS).getOrDefault(pair.from(), Set.of()).stream()
                .anyMatch(sender -> receivers.stream().anyMatch(sender::meets));
    }

    /** Every edition that isolates. */
    Set<Enforced> editions() {
        var editions = new LinkedHashSet<Enforced>();
        subjects.values().forEach(bySubject -> bySubject.values().forEach(editions::addAll));
        return editions;
    }

    /** Pairs of subjects that are wanted or not because of an edition that is here. */
    List<Pairs.Denied> concerning(Enforced edition) {
        var pairs = new LinkedHashSet<Pairs.Denied>();
        if (edition.isolates(Direction.EGRESS)) {
            of(Direction.INGRESS).keySet().forEach(other -> pairs.add(new Pairs.Denied(subject(edition), other)));
        }
        if (edition.isolates(Direction.INGRESS)) {
            of(Direction.EGRESS).keySet().forEach(other -> pairs.add(new Pairs.Denied(other, subject(edition))));
        }
        return List.copyOf(pairs);
    }

    private Map<End.Pods, Set<Enforced>> of(Direction direction) {
        return subjects.getOrDefault(direction, Map.of());
    }

    private static End.Pods subject(Enforced edition) {
        return edition.edition().subject();
    }
}
