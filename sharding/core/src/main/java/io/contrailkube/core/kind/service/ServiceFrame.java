package io.contrailkube.core.kind.service;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a Service means, as far as it and the settings decide: where its virtual address is, and which ports are served.
 *
 * @param network where its virtual address is
 * @param addresses its addresses that can be served, by family, the first one first; empty if there is none
 */
public record ServiceFrame(
        ServiceFact fact, BalancerNames names, ObjectKey network, Map<AddressFamily, String> addresses) {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

    public ServiceFrame {
        addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    }

    public static ServiceFrame of(ServiceFact fact, Scene scene) {
        String namespace = fact.id().namespace();
        // A custom network is for pods; virtual addresses stay in the service network (spec 02 section 5.2).
        ObjectKey network = scene.settings().isolated()
                ? scene.names().serviceNetwork(namespace)
                : scene.names().defaultServiceNetwork();
        var served = new LinkedHashMap<AddressFamily, String>();
        if (fact.hasAddress()) {
            Set<AddressFamily> configured = configured(scene.names().settings());
            fact.clusterIps().stream()
                    .filter(address -> configured.contains(AddressFamily.of(address)))
                    .forEach(address -> served.putIfAbsent(AddressFamily.of(address), address));
        }
        return new ServiceFrame(fact, new BalancerNames(scene.names(), fact.id()), network, served);
    }

    /** Families of the subnets from which services have their addresses. */
    private static Set<AddressFamily> configured(ClusterSettings settings) {
        var families = new EnumMap<AddressFamily, Cidr>(AddressFamily.class);
        settings.addressing()
                .serviceSubnets()
                .forEach(subnet -> families.put(AddressFamily.of(subnet.address()), subnet));
        return families.keySet();
    }

    public OwnerKey owner() {
        return ServiceWorkload.ownerOf(fact.id().uid());
    }

    public Set<AddressFamily> families() {
        return addresses.keySet();
    }

    /** Ports that can be served; of several of one protocol and number the first. */
    public List<Port> ports() {
        var seen = new HashSet<String>();
        var served = new ArrayList<Port>();
        for (Port port : fact.ports()) {
            if (isSupported(port) && seen.add(port.protocol() + '/' + port.port())) {
                served.add(port);
            }
        }
        return served;
    }

    static boolean isSupported(Port port) {
        return PROTOCOLS.contains(port.protocol());
    }

    /**
     * Whether its virtual address stands in another network or has another value, neither of which can change: then
     * everything goes, members first, before it is made anew (spec 02 section 5.3).
     */
    public boolean standsOtherwise(Scene scene) {
        Map<ObjectKey, LedgerEntry> standing = scene.standing(owner());
        LedgerEntry port = standing.get(names.vip().key());
        String here = VirtualMachineInterface.NETWORK_REFS + '/' + network.fqName();
        if (port != null
                && port.claims().stream()
                        .anyMatch(claim ->
                                claim.startsWith(VirtualMachineInterface.NETWORK_REFS + '/') && !claim.equals(here))) {
            return true;
        }
        return addresses.entrySet().stream().anyMatch(address -> {
            LedgerEntry entry =
                    standing.get(names.vipAddress(address.getKey().inContrail()).key());
            String known = entry == null ? "" : entry.learned().getOrDefault(InstanceIp.ADDRESS, "");
            return !known.isEmpty() && !known.equals(address.getValue());
        });
    }
}
