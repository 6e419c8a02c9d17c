package io.contrailkube.core.policy;

import java.util.Optional;

/**
 * Destination ports of a protocol, both ends included.
 *
 * @param protocol with {@link Protocol#ANY} the ports are 0 to 65535
 */
public record Service(Protocol protocol, int from, int to) {
    public static final Service EVERYTHING = new Service(Protocol.ANY, 0, 65535);

    /** All ports of a protocol. */
    public static Service all(Protocol protocol) {
        return new Service(protocol, 0, 65535);
    }

    /** What is in both; empty if nothing is. */
    public Optional<Service> intersect(Service other) {
        if (protocol == Protocol.ANY) {
            return Optional.of(other);
        }
        if (other.protocol == Protocol.ANY) {
            return Optional.of(this);
        }
        int low = Math.max(from, other.from);
        int high = Math.min(to, other.to);
        return protocol == other.protocol && low <= high
                ? Optional.of(new Service(protocol, low, high))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return protocol == Protocol.ANY ? "any" : protocol + "/" + from + (from == to ? "" : "-" + to);
    }
}
