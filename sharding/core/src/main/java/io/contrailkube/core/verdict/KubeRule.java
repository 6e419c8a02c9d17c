package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code ingress} or {@code egress}. What Kubernetes would refuse in it allows nothing.
 *
 * @param index its place in the list
 * @param peers null for everybody
 * @param ports null for everything
 */
record KubeRule(int index, @Nullable List<Peer> peers, @Nullable List<Port> ports) {
    private static final int HIGHEST = 65_535;

    /** Who may be at the other end. */
    sealed interface Peer {}

    record Block(IpBlock in, List<IpBlock> except) implements Peer {}

    /** @param namespaces null for the namespace of the policy */
    record Selected(@Nullable Selector namespaces, Selector pods) implements Peer {}

    /** @param name empty for the numbers */
    record Port(Traffic.Protocol protocol, String name, int from, int to) {}

    static KubeRule of(int index, JsonNode json, String peersField) {
        if (!json.isObject()) {
            return new KubeRule(index, List.of(), List.of());
        }
        return new KubeRule(
                index, elements(json.path(peersField), KubeRule::peer), elements(json.path("ports"), KubeRule::port));
    }

    private static <T> @Nullable List<T> elements(JsonNode list, Function<JsonNode, Optional<T>> reader) {
        if (list.isMissingNode() || list.isNull() || (list.isArray() && list.isEmpty())) {
            return null;
        }
        List<T> elements = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(element -> reader.apply(element).ifPresent(elements::add));
        }
        return elements;
    }

    private static Optional<Peer> peer(JsonNode json) {
        boolean selects = json.hasNonNull("podSelector") || json.hasNonNull("namespaceSelector");
        if (json.hasNonNull("ipBlock")) {
            return selects ? Optional.empty() : block(json.path("ipBlock"));
        }
        Selector pods = Selector.of(json.path("podSelector"));
        Selector namespaces = json.hasNonNull("namespaceSelector") ? Selector.of(json.path("namespaceSelector")) : null;
        boolean sound = pods.sound() && (namespaces == null || namespaces.sound());
        return selects && sound ? Optional.of(new Selected(namespaces, pods)) : Optional.empty();
    }

    private static Optional<Peer> block(JsonNode json) {
        Optional<IpBlock> in = IpBlock.parse(json.path("cidr").asText());
        if (in.isEmpty()) {
            return Optional.empty();
        }
        List<IpBlock> except = new ArrayList<>();
        boolean listed = json.path("except").isArray() || !json.hasNonNull("except");
        for (JsonNode text : json.path("except")) {
            Optional<IpBlock> block = IpBlock.parse(text.asText()).filter(part -> part.isWithin(in.get()));
            if (block.isEmpty()) {
                return Optional.empty();
            }
            except.add(block.get());
        }
        return listed ? Optional.of(new Block(in.get(), except)) : Optional.empty();
    }

    private static Optional<Port> port(JsonNode json) {
        String protocol = json.path("protocol").asText("TCP");
        JsonNode port = json.path("port");
        JsonNode end = json.path("endPort");
        boolean hasEnd = json.hasNonNull("endPort");
        if (!json.isObject() || !KubePod.isProtocol(protocol)) {
            return Optional.empty();
        }
        var of = Traffic.Protocol.parse(protocol);
        if (!json.hasNonNull("port")) {
            return hasEnd ? Optional.empty() : Optional.of(new Port(of, "", 1, HIGHEST));
        }
        if (port.isTextual()) {
            return hasEnd || port.asText().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Port(of, port.asText(), 0, 0));
        }
        int first = number(port);
        int last = hasEnd ? number(end) : first;
        return first > 0 && first <= last ? Optional.of(new Port(of, "", first, last)) : Optional.empty();
    }

    /** 0 if it is no number of a port. */
    private static int number(JsonNode json) {
        boolean fits = json.isIntegralNumber() && json.canConvertToInt() && json.asInt() > 0 && json.asInt() <= HIGHEST;
        return fits ? json.asInt() : 0;
    }

    /** @param namespace of the policy */
    boolean hasPeer(String namespace, KubeEnd other) {
        return peers == null || peers.stream().anyMatch(peer -> is(peer, namespace, other));
    }

    private static boolean is(Peer peer, String namespace, KubeEnd other) {
        if (peer instanceof Block block) {
            IpAddress address = other.address();
            return address != null
                    && block.in().contains(address)
                    && block.except().stream().noneMatch(part -> part.contains(address));
        }
        Selected selected = (Selected) peer;
        KubePod pod = other.pod();
        if (pod == null) {
            return false;
        }
        Selector namespaces = selected.namespaces();
        boolean there = namespaces == null
                ? pod.id().namespace().equals(namespace)
                : namespaces.matches(other.namespaceLabels());
        return there && selected.pods().matches(pod.labels());
    }

    boolean hasPort(Traffic traffic, KubeEnd destination) {
        return ports == null || ports.stream().anyMatch(port -> is(port, traffic, destination.pod()));
    }

    private static boolean is(Port port, Traffic traffic, @Nullable KubePod destination) {
        if (port.protocol() != traffic.protocol()) {
            return false;
        }
        return port.name().isEmpty()
                ? port.from() <= traffic.port() && traffic.port() <= port.to()
                : destination != null
                        && destination
                                .ports()
                                .contains(new KubePod.NamedPort(port.name(), traffic.protocol(), traffic.port()));
    }
}
