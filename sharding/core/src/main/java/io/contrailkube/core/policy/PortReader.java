package io.contrailkube.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.policy.Policy.Port;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one element of {@code ports}; empty if something in it is wrong. */
final class PortReader {
    private static final String UNTIL = "this port is as if it were not there, and nothing is allowed by it";
    private static final int HIGHEST = 65535;

    /** As container ports may be called: a letter is somewhere in it. */
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private PortReader() {}

    static Optional<Port> read(JsonNode port, String path, Faults faults) {
        faults.others(port, path, Set.of("protocol", "port", "endPort"));
        if (!port.isObject()) {
            faults.invalid(path, port + " is no port", UNTIL);
            return Optional.empty();
        }
        return protocol(port.path("protocol"), path + ".protocol", faults)
                .flatMap(protocol -> ports(protocol, port, path, faults));
    }

    private static Optional<Protocol> protocol(JsonNode given, String path, Faults faults) {
        if (Faults.isAbsent(given)) {
            return Optional.of(Protocol.TCP);
        }
        return switch (given.asText()) {
            case "TCP" -> Optional.of(Protocol.TCP);
            case "UDP" -> Optional.of(Protocol.UDP);
            case "SCTP" -> Optional.of(Protocol.SCTP);
            default -> {
                faults.invalid(path, given + " is none of TCP, UDP, SCTP", UNTIL);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Port> ports(Protocol protocol, JsonNode given, String path, Faults faults) {
        JsonNode port = given.path("port");
        JsonNode end = given.path("endPort");
        if (!Faults.isAbsent(end) && !port.isIntegralNumber()) {
            faults.invalid(path + ".endPort", "it is there without a port that is a number", UNTIL);
        } else if (Faults.isAbsent(port)) {
            return Optional.of(new Port.Numbers(Service.all(protocol)));
        } else if (port.isTextual()) {
            if (NAME.matcher(port.asText()).matches()) {
                return Optional.of(new Port.Named(protocol, port.asText()));
            }
            faults.invalid(path + ".port", port + " cannot be the name of a container port", UNTIL);
        } else if (!isNumber(port)) {
            faults.invalid(path + ".port", port + " is neither a number from 1 to 65535 nor a name", UNTIL);
        } else if (Faults.isAbsent(end)) {
            return Optional.of(new Port.Numbers(new Service(protocol, port.asInt(), port.asInt())));
        } else if (!isNumber(end) || end.asInt() < port.asInt()) {
            faults.invalid(path + ".endPort", end + " is no number from " + port + " to 65535", UNTIL);
        } else {
            return Optional.of(new Port.Numbers(new Service(protocol, port.asInt(), end.asInt())));
        }
        return Optional.empty();
    }

    private static boolean isNumber(JsonNode port) {
        return port.isIntegralNumber() && port.canConvertToInt() && port.asInt() >= 1 && port.asInt() <= HIGHEST;
    }
}
