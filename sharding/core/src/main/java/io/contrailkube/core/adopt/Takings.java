package io.contrailkube.core.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FloatingIp;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ledger entries for what is taken over, by owner key. */
final class Takings {
    /** References that the rules make on these types; those of other fields are nobody's claim yet. */
    private static final List<String> REFERRED = List.of(
            ContrailTypes.PROJECT,
            ContrailTypes.VIRTUAL_NETWORK,
            ContrailTypes.VIRTUAL_MACHINE,
            ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
            ContrailTypes.LOADBALANCER,
            ContrailTypes.LOADBALANCER_LISTENER);

    /** What rules learn of objects of these types. */
    private static final Map<String, List<String>> LEARNED = Map.of(
            ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
            List.of(VirtualMachineInterface.MAC, VirtualMachineInterface.VLAN),
            ContrailTypes.INSTANCE_IP,
            List.of(InstanceIp.ADDRESS, InstanceIp.SUBNET),
            ContrailTypes.FLOATING_IP,
            List.of(FloatingIp.ALLOCATED),
            ContrailTypes.LOADBALANCER_MEMBER,
            List.of(Member.PORT));

    private final SortedMap<OwnerKey, List<LedgerEntry>> byOwner = new TreeMap<>();
    private final Set<ObjectKey> canonical = new HashSet<>();

    SortedMap<OwnerKey, List<LedgerEntry>> byOwner() {
        return byOwner;
    }

    /**
     * Takes an object over with the references that rules make.
     *
     * @param key by which the rules of its owner know it; null if it is one too many. So is a second one for the same key
     */
    void take(OwnerKey owner, Actual actual, @Nullable ObjectKey key) {
        take(owner, actual, key, claims(actual));
    }

    void take(OwnerKey owner, Actual actual, @Nullable ObjectKey key, Collection<String> claims) {
        var learned = new TreeMap<String, String>();
        for (String pointer : LEARNED.getOrDefault(actual.key().type(), List.of())) {
            JsonNode value = actual.body().at(pointer);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                learned.put(pointer, value.asText());
            }
        }
        if (key != null && canonical.add(key) && !key.equals(actual.key())) {
            learned.put(LedgerEntry.CANONICAL, key.toString());
        }
        add(
                owner,
                new LedgerEntry(
                        actual.key(), actual.uuid(), Origin.RECOVERED, "", List.copyOf(claims), learned, false));
    }

    void add(OwnerKey owner, LedgerEntry entry) {
        byOwner.computeIfAbsent(owner, any -> new ArrayList<>()).add(entry);
    }

    static List<String> claims(Actual actual) {
        var claims = new ArrayList<String>();
        for (String type : REFERRED) {
            Finds.targets(actual, type).forEach(to -> claims.add(claim(type, to)));
        }
        return claims;
    }

    /** The claim on a reference to an object. */
    static String claim(String type, ObjectKey to) {
        return new Reference(ContrailTypes.of(type).refField(), to, null).claim();
    }
}
