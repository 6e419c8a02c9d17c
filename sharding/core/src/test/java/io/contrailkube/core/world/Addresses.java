package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ObjectKey;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which address is whose (API-101 to API-105). Networks on one flat IPAM share its addresses; other subnets belong to their
 * network. Where the server has the choice it depends on the object alone, so that worlds can be compared.
 */
final class Addresses {
    private static final BigInteger TWO = BigInteger.TWO;

    private final Function<ObjectKey, ObjectNode> bodies;
    private final Map<String, Map<BigInteger, ObjectKey>> taken = new HashMap<>();
    private final Map<ObjectKey, Lease> leases = new HashMap<>();

    private record Lease(String space, BigInteger address) {}

    /** A subnet, and whose its addresses are. */
    private record Subnet(String space, Cidr cidr, String uuid, boolean flat) {
        BigInteger first() {
            return number(cidr.address());
        }

        BigInteger size() {
            return BigInteger.ONE.shiftLeft((cidr.isVersion6() ? 128 : 32) - cidr.prefixLength());
        }

        boolean holds(BigInteger address, boolean version6) {
            return cidr.isVersion6() == version6
                    && address.compareTo(first()) >= 0
                    && address.compareTo(first().add(size())) < 0;
        }

        /** Its own number, the gateway's and the one for all are nobody's. */
        boolean isUsable(BigInteger address) {
            BigInteger index = address.subtract(first());
            return index.signum() > 0 && index.compareTo(size().subtract(TWO)) < 0;
        }
    }

    /** What is asked for. */
    record Wish(ObjectKey holder, ObjectKey network, @Nullable String address, @Nullable String subnet, boolean six) {}

    /** An address, or none where a full subnet was asked for (API-105). */
    record Given(@Nullable String address, String subnet) {}

    /** @param bodies of networks and IPAMs */
    Addresses(Function<ObjectKey, ObjectNode> bodies) {
        this.bodies = bodies;
    }

    Given give(Wish wish) {
        List<Subnet> subnets = subnets(wish.network());
        if (wish.subnet() != null) {
            subnets = subnets.stream()
                    .filter(subnet -> subnet.uuid().equals(wish.subnet()))
                    .toList();
            if (subnets.isEmpty()) {
                throw new Contrail.Refusal(400, wish.network() + " has invalid subnet(" + wish.subnet() + ")");
            }
        }
        return wish.address() == null ? any(wish, subnets) : exactly(wish, wish.address(), subnets);
    }

    void release(ObjectKey holder) {
        Lease lease = leases.remove(holder);
        if (lease != null) {
            space(lease.space()).remove(lease.address());
        }
    }

    private Given exactly(Wish wish, String text, List<Subnet> subnets) {
        BigInteger address = number(text);
        for (Subnet subnet : subnets) {
            if (subnet.holds(address, text.contains(":"))) {
                if (space(subnet.space()).containsKey(address) || !subnet.isUsable(address)) {
                    throw new Contrail.Refusal(409, "IP address already in use");
                }
                return take(wish, subnet, address);
            }
        }
        throw exhausted(wish, subnets);
    }

    private Given any(Wish wish, List<Subnet> subnets) {
        for (Subnet subnet : subnets) {
            if (subnet.cidr().isVersion6() == wish.six()) {
                BigInteger start = BigInteger.valueOf(wish.holder().toString().hashCode() & 0xffffffffL);
                for (BigInteger i = BigInteger.ZERO; i.compareTo(subnet.size()) < 0; i = i.add(BigInteger.ONE)) {
                    BigInteger address = subnet.first().add(start.add(i).mod(subnet.size()));
                    if (subnet.isUsable(address) && !space(subnet.space()).containsKey(address)) {
                        return take(wish, subnet, address);
                    }
                }
            }
        }
        if (wish.subnet() != null && subnets.stream().noneMatch(Subnet::flat)) {
            return new Given(null, wish.subnet());
        }
        throw exhausted(wish, subnets);
    }

    private Given take(Wish wish, Subnet subnet, BigInteger address) {
        space(subnet.space()).put(address, wish.holder());
        leases.put(wish.holder(), new Lease(subnet.space(), address));
        return new Given(text(address, subnet.cidr().isVersion6()), subnet.uuid());
    }

    private List<Subnet> subnets(ObjectKey network) {
        var subnets = new ArrayList<Subnet>();
        for (JsonNode link : bodies.apply(network).path("network_ipam_refs")) {
            ObjectKey ipam = Contrail.target(link, "network-ipam");
            for (JsonNode element : link.at("/attr/ipam_subnets")) {
                String uuid = element.path("subnet_uuid").asText();
                if (element.has("subnet")) {
                    subnets.add(new Subnet(network.toString(), cidr(element.path("subnet")), uuid, false));
                } else {
                    bodies.apply(ipam)
                            .at("/ipam_subnets/subnets")
                            .forEach(shared ->
                                    subnets.add(new Subnet(ipam.toString(), cidr(shared.path("subnet")), uuid, true)));
                }
            }
        }
        return subnets;
    }

    private Map<BigInteger, ObjectKey> space(String name) {
        return taken.computeIfAbsent(name, any -> new HashMap<>());
    }

    private static Contrail.Refusal exhausted(Wish wish, List<Subnet> subnets) {
        return new Contrail.Refusal(
                400,
                "Virtual-Network(" + wish.network().fqName() + ") has exhausted subnet("
                        + subnets.stream().map(Subnet::cidr).toList() + ")");
    }

    private static Cidr cidr(JsonNode subnet) {
        return Cidr.parse(subnet.path("ip_prefix").asText()
                + '/'
                + subnet.path("ip_prefix_len").asInt());
    }

    private static BigInteger number(String address) {
        try {
            return new BigInteger(1, InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            throw new Contrail.Refusal(500, "no address: " + address);
        }
    }

    private static String text(BigInteger address, boolean version6) {
        byte[] bytes = address.toByteArray();
        int length = version6 ? 16 : 4;
        byte[] padded = new byte[length];
        for (int i = 1; i <= Math.min(length, bytes.length); i++) {
            padded[length - i] = bytes[bytes.length - i];
        }
        try {
            return InetAddress.getByAddress(padded).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
