package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Contrail does with flows (spec 03 sections 9 and 13.2), from a dump of its objects. A pod without an interface there is
 * somebody outside.
 */
public final class ContrailOracle {
    private final Interfaces interfaces;
    private final PolicySets sets;
    private final Map<Party.Pod, List<IpAddress>> addresses;
    private final SctpPorts sctp;
    private final Set<String> faults = new LinkedHashSet<>();
    private final Map<TagSet, RuleList> lists = new HashMap<>();
    private final Map<Seat, ContrailEnd> ends = new HashMap<>();

    /** A party that may have several addresses, with one of them. */
    private record Seat(Party party, @Nullable IpAddress address) {}

    private ContrailOracle(
            String cluster, ContrailDump dump, Map<Party.Pod, List<IpAddress>> addresses, SctpPorts sctp) {
        this.interfaces = new Interfaces(cluster, dump, addresses);
        this.sets = new PolicySets(dump, faults);
        this.addresses = Map.copyOf(addresses);
        this.sctp = sctp;
    }

    /**
     * @param cluster whose pods are meant
     * @param dump bodies by type, then by name joined with colons, as they are planned or as a server has them
     * @param addresses of pods, as far as the dump does not say them or says others
     */
    public static ContrailOracle of(
            String cluster,
            Map<String, ? extends Map<String, ? extends JsonNode>> dump,
            Map<Party.Pod, List<IpAddress>> addresses,
            SctpPorts sctp) {
        return new ContrailOracle(cluster, new ContrailDump(dump), addresses, sctp);
    }

    /** What is wrong with what was looked at so far, whatever it leads to. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Whether a pod is on an interface that Contrail knows. */
    public boolean connects(Party.Pod pod) {
        return !interfaces.of(pod).isEmpty();
    }

    public ContrailVerdict decide(Party from, Party to, Traffic traffic) {
        Pair pair = pair(from, to);
        List<ContrailVerdict.AtEnd> ends = new ArrayList<>();
        if (!pair.same()) {
            addEnd(from, pair.from(), pair, traffic, ends);
            addEnd(to, pair.to(), pair, traffic, ends);
        }
        return new ContrailVerdict(ends.stream().allMatch(ContrailVerdict.AtEnd::passes), ends);
    }

    /** Every flow between any two of these, without reasons. */
    public Reach reach(List<Party> parties, List<Traffic> traffic) {
        return Reach.of(parties, traffic, (from, to) -> {
            Pair pair = pair(from, to);
            var source = new Gate(pair.from(), pair);
            // Where both have the same rules one decision is for both.
            Gate destination = pair.from().rules() == pair.to().rules() ? source : new Gate(pair.to(), pair);
            return what -> pair.same() || (source.passes(what) && destination.passes(what));
        });
    }

    /** @param same whether it is a pod and itself */
    private record Pair(ContrailEnd from, ContrailEnd to, boolean same) {}

    /** The rules at one end of a flow that fit both ends. */
    private final class Gate {
        private final @Nullable List<ContrailRule> between;

        Gate(ContrailEnd end, Pair pair) {
            RuleList rules = end.rules();
            this.between = rules == null || rules.isEmpty() ? null : rules.between(pair.from(), pair.to());
        }

        boolean passes(Traffic traffic) {
            ContrailRule first = first(traffic);
            return between == null || (first != null && first.pass());
        }

        @Nullable
        ContrailRule first(Traffic traffic) {
            return between == null ? null : RuleList.first(between, traffic, sctp);
        }
    }

    private Pair pair(Party from, Party to) {
        Interfaces.Port source = port(from);
        Interfaces.Port destination = port(to);
        AddressPair pair = AddressPair.of(addresses(from, source), addresses(to, destination));
        boolean same = from.equals(to) || (source != null && source.equals(destination));
        return new Pair(end(from, source, pair.from()), end(to, destination, pair.to()), same);
    }

    private ContrailEnd end(Party party, Interfaces.@Nullable Port port, @Nullable IpAddress address) {
        return ends.computeIfAbsent(new Seat(party, address), any -> new ContrailEnd(port, address, rules(port)));
    }

    private @Nullable RuleList rules(Interfaces.@Nullable Port port) {
        return port == null ? null : lists.computeIfAbsent(port.tags(), sets::of);
    }

    private Interfaces.@Nullable Port port(Party party) {
        if (party instanceof Party.Address one) {
            return interfaces.at(one.address());
        }
        return interfaces.of((Party.Pod) party).stream().findFirst().orElse(null);
    }

    private List<IpAddress> addresses(Party party, Interfaces.@Nullable Port port) {
        if (party instanceof Party.Address one) {
            return List.of(one.address());
        }
        return port == null ? addresses.getOrDefault((Party.Pod) party, List.of()) : port.addresses();
    }

    private void addEnd(Party party, ContrailEnd end, Pair pair, Traffic traffic, List<ContrailVerdict.AtEnd> ends) {
        Interfaces.Port port = end.port();
        if (port != null) {
            var gate = new Gate(end, pair);
            ContrailRule first = gate.first(traffic);
            ends.add(new ContrailVerdict.AtEnd(
                    party,
                    port.name(),
                    gate.passes(traffic),
                    first == null ? null : new ContrailVerdict.Decisive(first.policy(), first.name())));
        }
    }
}
