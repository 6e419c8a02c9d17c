package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * VLAN tags that this namespace has given to its pods since it started; those that stand are seen in Contrail as well.
 *
 * <p>Pods of other namespaces on the same host choose for themselves, so two may choose the same tag at the same time. The
 * server takes the first and refuses the second, because the reference to the host's interface is part of its creation
 * (spec 04 API-126). A refused tag counts as somebody else's, and the next look at the pod chooses another.
 */
final class Vlans {
    private static final int LAST = 4094;

    private final Map<ObjectKey, Map<Integer, Holder>> given = new HashMap<>();

    /** @param pod the pod of the interface; null when the tag turned out to be somebody else's */
    private record Holder(ObjectKey port, @Nullable OwnerKey pod) {}

    /**
     * The lowest tag that is free on a host; the same for an interface as long as it is free for it.
     *
     * @param taken tags in use by what is seen in Contrail, other than the interface itself
     */
    OptionalInt give(ObjectKey host, ObjectKey port, Look look, Set<Integer> taken) {
        Map<Integer, Holder> here = given.computeIfAbsent(host, any -> new HashMap<>());
        for (int vlan = 1; vlan <= LAST; vlan++) {
            Holder holder = here.get(vlan);
            boolean mine =
                    holder != null && holder.pod() != null && holder.port().equals(port);
            if (!taken.contains(vlan) && (mine || holder == null || isLeft(holder, look))) {
                here.values()
                        .removeIf(other -> other.pod() != null && other.port().equals(port));
                here.put(vlan, new Holder(port, look.owner));
                return OptionalInt.of(vlan);
            }
        }
        // What was refused once may be free by now; without this it would never be tried again.
        here.values().removeIf(holder -> holder.pod() == null);
        return OptionalInt.empty();
    }

    void refused(ObjectKey port) {
        given.values()
                .forEach(here -> here.replaceAll((vlan, holder) ->
                        holder.pod() != null && holder.port().equals(port) ? new Holder(port, null) : holder));
    }

    /** Whether a pod that got a tag has gone, with all that stood for it. */
    private static boolean isLeft(Holder holder, Look look) {
        OwnerKey pod = holder.pod();
        return pod != null
                && look.scene.standing(pod).isEmpty()
                && look.scene
                        .withUid(PodFact.class, pod.id())
                        .filter(fact -> !fact.completed())
                        .isEmpty();
    }
}
