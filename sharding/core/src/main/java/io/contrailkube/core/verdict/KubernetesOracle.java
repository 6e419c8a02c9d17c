package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes means to happen to flows (spec 03 section 13.1), from its objects as its API server holds them. Pods on the
 * network of their node count as somebody outside.
 */
public final class KubernetesOracle {
    private final Population population;
    private final Map<Party.Pod, Map<Direction, List<KubePolicy>>> isolating = new HashMap<>();

    private KubernetesOracle(Population population) {
        this.population = population;
        population.pods().forEach(pod -> isolating.put(pod.id(), selecting(pod)));
    }

    /** @param objects of any kinds; Namespaces, Pods and NetworkPolicies count */
    public static KubernetesOracle of(Collection<? extends JsonNode> objects) {
        return new KubernetesOracle(new Population(objects));
    }

    private Map<Direction, List<KubePolicy>> selecting(KubePod pod) {
        Map<Direction, List<KubePolicy>> selecting = new EnumMap<>(Direction.class);
        for (KubePolicy policy : population.policies()) {
            if (policy.selects(pod)) {
                policy.rules().keySet().forEach(direction -> selecting
                        .computeIfAbsent(direction, any -> new ArrayList<>())
                        .add(policy));
            }
        }
        return selecting;
    }

    /** Every pod whose containers have not ended, sorted. */
    public List<Party.Pod> pods() {
        return population.pods().stream().map(KubePod::id).toList();
    }

    /** The addresses of every pod, for one on the network of its node those of the node. */
    public Map<Party.Pod, List<IpAddress>> addresses() {
        Map<Party.Pod, List<IpAddress>> addresses = new TreeMap<>(Population.ORDER);
        population.pods().forEach(pod -> addresses.put(pod.id(), pod.addresses()));
        return addresses;
    }

    /** The numbers that a name of a port has at a destination; none outside of the cluster. */
    public List<Integer> numbers(Party destination, Traffic.Protocol protocol, String name) {
        KubePod pod = population.podOf(destination);
        return pod == null || pod.onNode()
                ? List.of()
                : pod.ports().stream()
                        .filter(port ->
                                port.protocol() == protocol && port.name().equals(name))
                        .map(KubePod.NamedPort::number)
                        .toList();
    }

    /** @throws IllegalArgumentException if there is no such pod */
    public KubernetesVerdict decide(Party from, Party to, Traffic traffic) {
        Pair pair = pair(from, to);
        if (pair.same()) {
            return new KubernetesVerdict(true, List.of());
        }
        List<KubernetesVerdict.Side> sides = new ArrayList<>();
        addSide(Direction.EGRESS, pair.from(), pair, traffic, sides);
        addSide(Direction.INGRESS, pair.to(), pair, traffic, sides);
        return new KubernetesVerdict(sides.stream().allMatch(KubernetesVerdict.Side::allows), sides);
    }

    /** Every flow between any two of these, as Kubernetes means it, without reasons. */
    public Reach reach(List<Party> parties, List<Traffic> traffic) {
        return reach(parties, traffic, Consent.BOTH_ENDS);
    }

    Reach reach(List<Party> parties, List<Traffic> traffic, Consent consent) {
        return Reach.of(parties, traffic, (from, to) -> {
            Pair pair = pair(from, to);
            return what -> pair.same() || allows(pair, what, consent);
        });
    }

    /** @param same whether it is a pod and itself */
    private record Pair(KubeEnd from, KubeEnd to, boolean same) {
        KubeEnd other(Direction direction) {
            return direction == Direction.EGRESS ? to : from;
        }
    }

    private Pair pair(Party from, Party to) {
        KubePod source = population.podOf(from);
        KubePod destination = population.podOf(to);
        AddressPair addresses = AddressPair.of(addresses(from, source), addresses(to, destination));
        boolean same = from.equals(to) || (source != null && source.equals(destination));
        return new Pair(end(source, addresses.from()), end(destination, addresses.to()), same);
    }

    private static List<IpAddress> addresses(Party party, @Nullable KubePod pod) {
        if (party instanceof Party.Address one) {
            return List.of(one.address());
        }
        return pod == null ? List.of() : pod.addresses();
    }

    private KubeEnd end(@Nullable KubePod pod, @Nullable IpAddress address) {
        return pod == null || pod.onNode()
                ? new KubeEnd(null, Map.of(), address)
                : new KubeEnd(pod, population.namespaceLabels(pod), address);
    }

    private List<KubePolicy> isolating(KubeEnd end, Direction direction) {
        KubePod pod = end.pod();
        return pod == null
                ? List.of()
                : isolating.getOrDefault(pod.id(), Map.of()).getOrDefault(direction, List.of());
    }

    private boolean allows(Pair pair, Traffic traffic, Consent consent) {
        boolean free = isolating(pair.from(), Direction.EGRESS).isEmpty();
        boolean open = isolating(pair.to(), Direction.INGRESS).isEmpty();
        if (free && open) {
            return true;
        }
        boolean sent = !free && permits(Direction.EGRESS, pair.from(), pair, traffic);
        boolean received = !open && permits(Direction.INGRESS, pair.to(), pair, traffic);
        return consent == Consent.ONE_END ? sent || received : (free || sent) && (open || received);
    }

    private boolean permits(Direction direction, KubeEnd me, Pair pair, Traffic traffic) {
        for (KubePolicy policy : isolating(me, direction)) {
            for (KubeRule rule : policy.rules(direction)) {
                if (permits(policy, rule, pair.other(direction), pair.to(), traffic)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void addSide(
            Direction direction, KubeEnd me, Pair pair, Traffic traffic, List<KubernetesVerdict.Side> sides) {
        KubePod pod = me.pod();
        if (pod == null) {
            return;
        }
        List<KubePolicy> selecting = isolating(me, direction);
        List<KubernetesVerdict.Permit> permits = new ArrayList<>();
        for (KubePolicy policy : selecting) {
            for (KubeRule rule : policy.rules(direction)) {
                if (permits(policy, rule, pair.other(direction), pair.to(), traffic)) {
                    permits.add(new KubernetesVerdict.Permit(policy.toString(), rule.index()));
                }
            }
        }
        List<String> names = selecting.stream().map(KubePolicy::toString).toList();
        sides.add(new KubernetesVerdict.Side(direction, pod.id(), names, permits));
    }

    private static boolean permits(
            KubePolicy policy, KubeRule rule, KubeEnd other, KubeEnd destination, Traffic traffic) {
        return rule.hasPort(traffic, destination) && rule.hasPeer(policy.namespace(), other);
    }
}
