package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.ServiceFact;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The endpoints of one service over all its slices. What two slices say is there once, until neither says it any more
 * (spec 02, EP-31). Every change costs the same at any size.
 */
final class ServiceEndpoints {
    private static final String ADDRESS = "ip:";

    private final Map<String, Map<Serving, Integer>> targets = new HashMap<>();
    private final Map<PortName, SortedMap<Integer, Integer>> ports = new HashMap<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private int truncated;

    /** What has to be agreed on one target port. */
    record PortName(AddressFamily family, String protocol, String name) {
        static PortName of(Serving serving) {
            return new PortName(serving.family(), serving.protocol(), serving.name());
        }
    }

    /** What a target is called: the uid of its pod, or its address. */
    static String target(EndpointsFact.Endpoint endpoint) {
        return endpoint.podUid().isEmpty() ? ADDRESS + endpoint.address() : endpoint.podUid();
    }

    /** Whether a target is an address that no pod is named for. */
    static boolean isStranger(String target) {
        return target.startsWith(ADDRESS);
    }

    static String addressOf(String stranger) {
        return stranger.substring(ADDRESS.length());
    }

    boolean isEmpty() {
        return targets.isEmpty() && truncated == 0;
    }

    boolean lists(String target) {
        return targets.containsKey(target);
    }

    Set<String> targets() {
        return targets.keySet();
    }

    Set<Serving> servings(String target) {
        return targets.getOrDefault(target, Map.of()).keySet();
    }

    /** Addresses that no pod is named for. */
    SortedSet<String> strangers() {
        return strangers;
    }

    boolean isTruncated() {
        return truncated > 0;
    }

    void truncated(int more) {
        truncated += more;
    }

    /** A slice says this; true if none did before. */
    boolean add(String target, Serving serving) {
        int slices = targets.computeIfAbsent(target, any -> new HashMap<>()).merge(serving, 1, Integer::sum);
        if (slices > 1) {
            return false;
        }
        ports.computeIfAbsent(PortName.of(serving), any -> new TreeMap<>()).merge(serving.port(), 1, Integer::sum);
        if (isStranger(target)) {
            strangers.add(addressOf(target));
        }
        return true;
    }

    /** A slice says this no more; true if it was the last one. */
    boolean remove(String target, Serving serving) {
        Map<Serving, Integer> servings = targets.get(target);
        if (servings == null || minusOne(servings, serving)) {
            return false;
        }
        if (servings.isEmpty()) {
            targets.remove(target);
            strangers.remove(isStranger(target) ? addressOf(target) : "");
        }
        PortName name = PortName.of(serving);
        Map<Integer, Integer> counts = ports.getOrDefault(name, new TreeMap<>());
        minusOne(counts, serving.port());
        if (counts.isEmpty()) {
            ports.remove(name);
        }
        return true;
    }

    /** True if there is still something of it. */
    private static <K> boolean minusOne(Map<K, Integer> counts, K key) {
        return counts.computeIfPresent(key, (any, count) -> count == 1 ? null : count - 1) != null;
    }

    /** Target ports behind a port of the service, with the number of endpoints that have them. */
    SortedMap<Integer, Integer> targetPorts(ServiceFact.Port port, Set<AddressFamily> families) {
        var counts = new TreeMap<Integer, Integer>();
        for (AddressFamily family : families) {
            ports.getOrDefault(new PortName(family, port.protocol(), port.name()), new TreeMap<>())
                    .forEach((target, count) -> counts.merge(target, count, Integer::sum));
        }
        return counts;
    }

    /** The target port that most endpoints have, of equals the lowest; only one can be served (spec 02 section 6.3). */
    static OptionalInt agreed(SortedMap<Integer, Integer> targetPorts) {
        return targetPorts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(entry -> OptionalInt.of(entry.getKey()))
                .orElseGet(OptionalInt::empty);
    }

    /** What is agreed, and between which ports, for every set of families that a service may have. */
    List<Agreement> agreements(PortName name) {
        var port = new ServiceFact.Port(name.name(), name.protocol(), 0);
        return List.of(
                Agreement.on(targetPorts(port, EnumSet.of(name.family()))),
                Agreement.on(targetPorts(port, EnumSet.allOf(AddressFamily.class))));
    }

    /**
     * @param port the one that is served
     * @param choices all that there are
     */
    record Agreement(OptionalInt port, Set<Integer> choices) {
        static Agreement on(SortedMap<Integer, Integer> targetPorts) {
            return new Agreement(agreed(targetPorts), Set.copyOf(targetPorts.keySet()));
        }

        boolean isMixed() {
            return choices.size() > 1;
        }
    }
}
