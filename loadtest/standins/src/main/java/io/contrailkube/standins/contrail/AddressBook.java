package io.contrailkube.standins.contrail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which subnets every network and every flat IPAM has, and which object holds which address. */
final class AddressBook {
    /** A network's subnet: its own one, or (pool null) all subnets of a flat IPAM under one uuid (API-102). */
    record Link(String ipam, String subnetUuid, @Nullable SubnetPool own) {
        boolean isFlat() {
            return own == null;
        }
    }

    /** One address of one object. */
    record Lease(SubnetPool pool, Ip ip) {}

    private final Map<String, List<Link>> links = new HashMap<>();
    private final Map<String, List<SubnetPool>> flat = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();

    List<Link> links(String network) {
        return links.getOrDefault(network, List.of());
    }

    void links(String network, List<Link> changed) {
        links.put(network, List.copyOf(changed));
    }

    void removeNetwork(String network) {
        links.remove(network);
    }

    List<SubnetPool> flat(String ipam) {
        return flat.getOrDefault(ipam, List.of());
    }

    void flat(String ipam, List<SubnetPool> pools) {
        flat.put(ipam, List.copyOf(pools));
    }

    void removeIpam(String ipam) {
        flat.remove(ipam);
    }

    /** The pools behind a link. */
    List<SubnetPool> pools(Link link) {
        return link.own() == null ? flat(link.ipam()) : List.of(link.own());
    }

    boolean isGateway(String network, Ip ip) {
        return links(network).stream().flatMap(link -> pools(link).stream()).anyMatch(pool -> pool.isGateway(ip));
    }

    void lease(String holder, SubnetPool pool, Ip ip) {
        leases.put(holder, new Lease(pool, ip));
    }

    void release(String holder) {
        Lease lease = leases.remove(holder);
        if (lease != null) {
            lease.pool().free(lease.ip());
        }
    }
}
