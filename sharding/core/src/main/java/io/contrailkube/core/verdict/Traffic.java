package io.contrailkube.core.verdict;

import java.util.Locale;

/**
 * What is sent.
 *
 * @param port of the destination; 0 for a protocol without ports
 */
public record Traffic(Protocol protocol, int port) {
    private static final int HIGHEST = 65_535;

    /** Protocols of IP. */
    public enum Protocol {
        ICMP(1, false),
        TCP(6, true),
        UDP(17, true),
        SCTP(132, true);

        private final int number;
        private final boolean hasPorts;

        Protocol(int number, boolean hasPorts) {
            this.number = number;
            this.hasPorts = hasPorts;
        }

        int number() {
            return number;
        }

        public boolean hasPorts() {
            return hasPorts;
        }

        /** @throws IllegalArgumentException whose message names those that there are */
        public static Protocol parse(String text) {
            for (Protocol protocol : values()) {
                if (protocol.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return protocol;
                }
            }
            throw new IllegalArgumentException("'" + text + "' is no protocol: give TCP, UDP, SCTP or ICMP");
        }
    }

    public Traffic {
        if (port < 0 || port > HIGHEST || (port == 0) == protocol.hasPorts()) {
            throw new IllegalArgumentException(port + " is no port of " + protocol
                    + (protocol.hasPorts() ? ": give 1 to 65535" : ", which has none"));
        }
    }

    public static Traffic tcp(int port) {
        return new Traffic(Protocol.TCP, port);
    }

    public static Traffic udp(int port) {
        return new Traffic(Protocol.UDP, port);
    }

    public static Traffic sctp(int port) {
        return new Traffic(Protocol.SCTP, port);
    }

    /** As {@code TCP/80}. */
    @Override
    public String toString() {
        return protocol.hasPorts() ? protocol + "/" + port : protocol.name();
    }
}
