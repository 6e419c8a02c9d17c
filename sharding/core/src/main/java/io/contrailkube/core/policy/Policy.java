package io.contrailkube.core.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.contrailkube.core.contrail.Cidr;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network policy after normalisation (spec 03 section 11.1): defaults are filled in, and what cannot be meant is left out,
 * so that it allows less.
 *
 * @param subject the pods of its own namespace that it selects
 * @param directions the directions in which it isolates them, each with its rules
 */
public record Policy(LabelSelector subject, SortedMap<Direction, List<Rule>> directions) {
    public Policy {
        var copy = new TreeMap<Direction, List<Rule>>();
        directions.forEach((direction, rules) -> copy.put(direction, List.copyOf(rules)));
        directions = Collections.unmodifiableSortedMap(copy);
    }

    /** What it allows in a direction; nothing in one in which it does not isolate. */
    public List<Rule> rules(Direction direction) {
        return directions.getOrDefault(direction, List.of());
    }

    /** @param peers empty for everybody; @param ports empty for everything */
    public record Rule(List<Peer> peers, List<Port> ports) {
        public Rule {
            peers = List.copyOf(peers);
            ports = List.copyOf(ports);
        }
    }

    /** Who may be at the other end. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "peer")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Peer.Addresses.class, name = "Addresses"),
        @JsonSubTypes.Type(value = Peer.Selected.class, name = "Selected")
    })
    public sealed interface Peer {
        /** Addresses; each exception lies within the prefix. */
        record Addresses(Cidr prefix, List<Cidr> except) implements Peer {
            public Addresses {
                except = List.copyOf(except);
            }
        }

        /** @param namespaces null for the namespace of the policy; @param pods null for all of them */
        record Selected(@Nullable LabelSelector namespaces, @Nullable LabelSelector pods) implements Peer {}
    }

    /** Which destination ports. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "port")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Port.Numbers.class, name = "Numbers"),
        @JsonSubTypes.Type(value = Port.Named.class, name = "Named")
    })
    public sealed interface Port {
        /** Numbers of a protocol. */
        record Numbers(Service service) implements Port {}

        /** What a container of the destination calls so; external destinations have no names. */
        record Named(Protocol protocol, String name) implements Port, Comparable<Named> {
            @Override
            public int compareTo(Named other) {
                int byName = name.compareTo(other.name);
                return byName != 0 ? byName : protocol.compareTo(other.protocol);
            }
        }
    }
}
