package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which members of a pool stand, or may stand, with which port. All members of a pool have the same: the mapping in the
 * data path goes only when the last of them is deleted (spec 02 section 2, EP-9). What is kept here is a hint; the ledger
 * decides.
 */
final class PoolPorts {
    /** Of a member of which it is not known with which port it was made. */
    static final int UNKNOWN = -1;

    private final Map<FqName, Map<OwnerKey, Integer>> pools = new HashMap<>();
    private final Map<FqName, Map<Integer, Set<OwnerKey>>> byPort = new HashMap<>();
    private final Map<OwnerKey, Set<FqName>> poolsOf = new HashMap<>();

    int port(OwnerKey member, FqName pool) {
        return pools.getOrDefault(pool, Map.of()).getOrDefault(member, UNKNOWN);
    }

    /** Pools that a member stands in. */
    Set<FqName> poolsOf(OwnerKey member) {
        return Set.copyOf(poolsOf.getOrDefault(member, Set.of()));
    }

    void put(OwnerKey member, FqName pool, int port) {
        forget(member, pool);
        pools.computeIfAbsent(pool, any -> new HashMap<>()).put(member, port);
        byPort.computeIfAbsent(pool, any -> new HashMap<>())
                .computeIfAbsent(port, any -> new HashSet<>())
                .add(member);
        poolsOf.computeIfAbsent(member, any -> new HashSet<>()).add(pool);
    }

    void forget(OwnerKey member, FqName pool) {
        Map<OwnerKey, Integer> ports = pools.getOrDefault(pool, Map.of());
        Integer port = ports.get(member);
        if (port == null) {
            return;
        }
        remove(pools, pool, member);
        Map<Integer, Set<OwnerKey>> members = byPort.getOrDefault(pool, Map.of());
        discard(members, port, member);
        if (members.isEmpty()) {
            byPort.remove(pool);
        }
        discard(poolsOf, member, pool);
    }

    /** Some member with another port, if there is one: which one does not matter, but not always the first to go. */
    Optional<OwnerKey> otherThan(int port, FqName pool) {
        return byPort.getOrDefault(pool, Map.of()).entrySet().stream()
                .filter(members -> members.getKey() != port)
                .flatMap(members -> members.getValue().stream().limit(1))
                .findFirst();
    }

    private static <K, I, V> void remove(Map<K, Map<I, V>> maps, K key, I inner) {
        maps.computeIfPresent(key, (any, map) -> {
            map.remove(inner);
            return map.isEmpty() ? null : map;
        });
    }

    private static <K, V> void discard(Map<K, Set<V>> sets, K key, V value) {
        sets.computeIfPresent(key, (any, set) -> {
            set.remove(value);
            return set.isEmpty() ? null : set;
        });
    }
}
