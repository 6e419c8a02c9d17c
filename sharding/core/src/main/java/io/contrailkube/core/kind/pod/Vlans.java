package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * VLAN tags that this namespace has given to its pods since it started; those that stand are seen in Contrail as well.
 *
 * <p>Pods of other namespaces on the same host choose for themselves, so two may choose the same tag at the same time. The
 * server takes the first and refuses the second, because the reference to the host's interface is part of its creation
 * (spec 04 API-126). After a refusal the host is looked at anew, the tag is seen to be taken, and another one is chosen.
 */
final class Vlans {
    private static final int LAST = 4094;

    private final Map<ObjectKey, Map<Integer, Holder>> given = new HashMap<>();
    /** Interfaces of pods that are gone, as long as the host is seen to carry them: what was seen is older. */
    private final Map<ObjectKey, Set<ObjectKey>> left = new HashMap<>();

    private record Holder(ObjectKey port, OwnerKey pod) {}

    /**
     * The lowest tag that is free on a host; the same for an interface as long as it is free for it.
     *
     * @param taken tags in use by what is seen in Contrail, other than the interface itself
     */
    OptionalInt give(ObjectKey host, ObjectKey port, Look look, Set<Integer> taken) {
        Map<Integer, Holder> here = given.computeIfAbsent(host, any -> new HashMap<>());
        for (Map.Entry<Integer, Holder> entry : here.entrySet()) {
            if (entry.getValue().port().equals(port) && !taken.contains(entry.getKey())) {
                return OptionalInt.of(entry.getKey());
            }
        }
        here.values().removeIf(holder -> holder.port().equals(port));
        for (int vlan = 1; vlan <= LAST; vlan++) {
            Holder holder = here.get(vlan);
            if (!taken.contains(vlan) && (holder == null || isLeft(holder, look))) {
                if (holder != null) {
                    left.computeIfAbsent(host, any -> new HashSet<>()).add(holder.port());
                }
                here.put(vlan, new Holder(port, look.owner));
                return OptionalInt.of(vlan);
            }
        }
        return OptionalInt.empty();
    }

    /** Of the interfaces that a host is seen to carry, those that are not known to be gone by now. */
    List<ObjectKey> present(ObjectKey host, List<ObjectKey> seen, Look look) {
        Set<ObjectKey> gone = left.computeIfAbsent(host, any -> new HashSet<>());
        gone.retainAll(seen);
        given.getOrDefault(host, Map.of()).values().stream()
                .filter(holder -> seen.contains(holder.port()) && isLeft(holder, look))
                .forEach(holder -> gone.add(holder.port()));
        return seen.stream().filter(port -> !gone.contains(port)).toList();
    }

    /** Whether a pod that got a tag has gone, with all that stood for it. */
    private static boolean isLeft(Holder holder, Look look) {
        return look.scene.standing(holder.pod()).isEmpty()
                && look.scene
                        .withUid(PodFact.class, holder.pod().id())
                        .filter(fact -> !fact.completed())
                        .isEmpty();
    }
}
