package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.state.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What names of ports stand for in the pods of all namespaces, and who wants to know (spec 03 section 11.5). */
final class PortDirectory {
    private final Map<Port.Named, SortedMap<Integer, Integer>> numbers = new HashMap<>();
    private final Map<Port.Named, Set<String>> askers = new HashMap<>();

    /** Takes in what a namespace has and asks for; returns the namespaces to which the answer is another now. */
    Set<String> change(String namespace, Profile before, Profile after) {
        var news = new TreeSet<String>();
        before.portNames()
                .forEach(name -> askers.computeIfPresent(name, (any, names) -> {
                    names.remove(namespace);
                    return names.isEmpty() ? null : names;
                }));
        after.portNames().forEach(name -> askers.computeIfAbsent(name, any -> new TreeSet<>())
                .add(namespace));
        if (!before.portNames().equals(after.portNames())) {
            news.add(namespace);
        }
        after.ports().stream().filter(port -> !before.ports().contains(port)).forEach(port -> count(port, 1, news));
        before.ports().stream().filter(port -> !after.ports().contains(port)).forEach(port -> count(port, -1, news));
        return news;
    }

    List<NamedPort> answer(SortedSet<Port.Named> names) {
        return names.stream()
                .flatMap(name -> numbers.getOrDefault(name, new TreeMap<>()).keySet().stream()
                        .map(number -> new NamedPort(name.protocol(), name.name(), number)))
                .toList();
    }

    private void count(NamedPort port, int by, Set<String> news) {
        var name = new Port.Named(port.protocol(), port.name());
        SortedMap<Integer, Integer> known = numbers.computeIfAbsent(name, any -> new TreeMap<>());
        boolean was = known.containsKey(port.number());
        known.merge(port.number(), by, (old, more) -> old + more == 0 ? null : old + more);
        if (was != known.containsKey(port.number())) {
            news.addAll(askers.getOrDefault(name, Set.of()));
        }
        if (known.isEmpty()) {
            numbers.remove(name);
        }
    }
}
