package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How one subnet hands out addresses: what is reserved, from which end, from which ranges (API-97 to API-100). */
record SubnetPlan(Cidr cidr, Set<Ip> reserved, Ip gateway, boolean fromStart, Ranges ranges) {
    private static final String NO_GATEWAY = "0.0.0.0";

    /** The ranges of automatic allocation in rising order, handed out in steps of {@code unit}. */
    record Ranges(List<Range> list, int unit) {}

    /** First and last address. */
    record Range(Ip first, Ip last) {}

    /** Reads a stored or sent subnet; gateway and name server are filled into it when they are missing. */
    static SubnetPlan complete(ObjectNode subnet) {
        Cidr cidr = cidr(subnet);
        boolean fromStart = subnet.path("addr_from_start").asBoolean();
        Ip usualGateway = fromStart ? cidr.network().plus(1) : cidr.last().plus(-1);
        Ip usualDns = fromStart ? cidr.network().plus(2) : cidr.last().plus(-2);
        if (Json.empty(subnet.get("default_gateway"))) {
            subnet.put("default_gateway", usualGateway.text());
        }
        if (Json.empty(subnet.get("dns_server_address"))) {
            subnet.put("dns_server_address", usualDns.text());
        }
        return of(subnet, cidr);
    }

    /** Reads a subnet in which nothing is to be filled. */
    static SubnetPlan plain(JsonNode subnet) {
        return of(subnet, cidr(subnet));
    }

    static Cidr cidr(JsonNode subnet) {
        JsonNode prefix = subnet.path("subnet");
        if (!prefix.has("ip_prefix") || !prefix.has("ip_prefix_len")) {
            throw ApiError.internal("KeyError: 'ip_prefix'");
        }
        return Cidr.of(
                prefix.get("ip_prefix").asText(), prefix.get("ip_prefix_len").asInt());
    }

    private static SubnetPlan of(JsonNode subnet, Cidr cidr) {
        int unit = subnet.path("alloc_unit").asInt(1);
        if (unit < 1 || Integer.bitCount(unit) != 1) {
            throw ApiError.internal("SubnetAllocUnitInvalid: allocation unit is not power of 2");
        }
        Set<Ip> reserved = new LinkedHashSet<>();
        reserved.add(cidr.network());
        reserved.add(cidr.last());
        String sent = subnet.path("default_gateway").asText(NO_GATEWAY);
        Ip gateway = cidr.network();
        if (!sent.equals(NO_GATEWAY) && !sent.equals("None")) {
            gateway = ip(sent);
            inside(cidr, gateway, "gateway Ip ");
            reserved.add(gateway);
        }
        String dns = subnet.path("dns_server_address").asText("");
        if (!dns.isEmpty() && !dns.equals("None") && cidr.contains(ip(dns))) {
            reserved.add(ip(dns));
        }
        return new SubnetPlan(
                cidr,
                reserved,
                gateway,
                subnet.path("addr_from_start").asBoolean(),
                new Ranges(ranges(subnet, cidr), unit));
    }

    private static List<Range> ranges(JsonNode subnet, Cidr cidr) {
        List<Range> ranges = new ArrayList<>();
        JsonNode pools = subnet.path("allocation_pools");
        for (JsonNode pool : pools) {
            Range range = new Range(
                    ip(pool.path("start").asText()), ip(pool.path("end").asText()));
            inside(cidr, range.first(), "allocation pool start ");
            inside(cidr, range.last(), "allocation pool end ");
            if (range.first().compareTo(range.last()) > 0) {
                throw ApiError.conflict("Invalid allocation Pool start:" + range.first() + ", end:" + range.last()
                        + " in cidr:" + cidr);
            }
            if (!pool.path("vrouter_specific_pool").asBoolean()) {
                ranges.add(range);
            }
        }
        if (pools.isEmpty()) {
            ranges.add(new Range(cidr.network(), cidr.last()));
        }
        ranges.sort((a, b) -> a.first().compareTo(b.first()));
        return ranges;
    }

    private static void inside(Cidr cidr, Ip ip, String what) {
        if (!cidr.contains(ip)) {
            throw ApiError.conflict(what + ip + " out of cidr: " + cidr);
        }
    }

    /** Text that is no address fails as upstream's own parser does. */
    static Ip ip(String text) {
        try {
            return Ip.of(text);
        } catch (IllegalArgumentException e) {
            throw ApiError.internal("AddrFormatError: failed to detect a valid IP address from '" + text + "'");
        }
    }

    boolean hasGateway() {
        return !gateway.equals(cidr.network());
    }

    String gatewayText() {
        return hasGateway() ? gateway.text() : NO_GATEWAY;
    }
}
