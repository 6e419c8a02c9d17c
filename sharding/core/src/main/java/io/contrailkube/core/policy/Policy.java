package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Cidr;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A network policy after normalisation (spec 03 section 11.1): defaults are filled in, and what cannot be meant is left out,
 * so that it allows less.
 *
 * @param subject the pods of its own namespace that it selects
 * @param directions the directions in which it isolates them, each with its rules
 */
public record Policy(LabelSelector subject, SortedMap<Direction, List<Rule>> directions) {
    /** @param peers empty for everybody; @param ports empty for everything */
    public record Rule(List<Peer> peers, List<Port> ports) {
        public Rule {
            peers = List.copyOf(peers);
            ports = List.copyOf(ports);
        }
    }

    /** Who may be at the other end. */
    public sealed interface Peer {
        /** Addresses; each exception lies within the prefix. */
        record Addresses(Cidr prefix, List<Cidr> except) implements Peer {}

        /** @param namespaces null for the namespace of the policy; @param pods null for all of them */
        record Selected(@Nullable LabelSelector namespaces, @Nullable LabelSelector pods) implements Peer {}
    }

    /** Which destination ports. */
    public sealed interface Port {
        /** Numbers of a protocol. */
        record Numbers(Service service) implements Port {}

        /** What a container of the destination calls so; external destinations have no names. */
        record Named(Protocol protocol, String name) implements Port {}
    }
}
