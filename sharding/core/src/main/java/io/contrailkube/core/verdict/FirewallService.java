package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What a firewall rule says of protocol and ports (spec 03 section 9.6).
 *
 * @param protocol number; {@link #ANY} for all, which have no ports here
 */
record FirewallService(int protocol, PortRange source, PortRange destination) {
    static final int ANY = -1;
    /** No protocol has this number. */
    private static final int NONE = -2;
    /** Clients of Kubernetes take any port; rules of ours never ask for one. */
    private static final int SOME_SOURCE_PORT = 49_152;

    /** Both ends included. */
    record PortRange(int first, int last) {
        static PortRange of(JsonNode json) {
            return new PortRange(
                    json.path("start_port").asInt(0), json.path("end_port").asInt(65_535));
        }

        boolean has(int port) {
            return first <= port && port <= last;
        }
    }

    static FirewallService of(JsonNode json) {
        return new FirewallService(
                number(json.path("protocol").asText("any").toLowerCase(Locale.ROOT)),
                PortRange.of(json.path("src_ports")),
                PortRange.of(json.path("dst_ports")));
    }

    private static int number(String protocol) {
        return switch (protocol) {
            case "any" -> ANY;
            case "icmp" -> 1;
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp6" -> 58;
            case "sctp" -> 132;
            default -> protocol.matches("\\d{1,3}") ? Integer.parseInt(protocol) : NONE;
        };
    }

    boolean has(Traffic traffic, SctpPorts sctp) {
        if (protocol == ANY) {
            return true;
        }
        if (protocol != traffic.protocol().number()) {
            return false;
        }
        return switch (traffic.protocol()) {
            case TCP, UDP -> hasPorts(SOME_SOURCE_PORT, traffic.port());
            case SCTP -> sctp == SctpPorts.AS_MEANT ? hasPorts(SOME_SOURCE_PORT, traffic.port()) : hasPorts(0, 0);
            case ICMP -> true;
        };
    }

    private boolean hasPorts(int from, int to) {
        return source.has(from) && destination.has(to);
    }
}
