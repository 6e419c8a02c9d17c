package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A pod in what its object says of its network.
 *
 * @param addresses for one on the network of its node, those of the node
 * @param onNode whether it is on the network of its node, where no policy can reach it
 */
record KubePod(
        Party.Pod id, Map<String, String> labels, List<IpAddress> addresses, List<NamedPort> ports, boolean onNode) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    /** A container port with a name. */
    record NamedPort(String name, Traffic.Protocol protocol, int number) {}

    static KubePod of(JsonNode object) {
        boolean onNode = object.at("/spec/hostNetwork").asBoolean();
        var id = new Party.Pod(
                object.at("/metadata/namespace").asText("default"),
                object.at("/metadata/name").asText());
        return new KubePod(
                id,
                labels(object),
                onNode
                        ? addresses(object, "hostIP", "hostIPs", "podIP")
                        : addresses(object, "podIP", "podIPs", "podIP"),
                List.copyOf(ports(object)),
                onNode);
    }

    /** Whether its containers have ended for good: then nobody has its addresses, or somebody else. */
    static boolean hasEnded(JsonNode object) {
        return ENDED.contains(object.at("/status/phase").asText());
    }

    static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new TreeMap<>();
        object.at("/metadata/labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
        return labels;
    }

    /** @param last where to look if neither of the others is there */
    private static List<IpAddress> addresses(JsonNode object, String one, String all, String last) {
        JsonNode status = object.path("status");
        Set<IpAddress> found = new LinkedHashSet<>();
        IpAddress.parse(status.path(one).asText()).ifPresent(found::add);
        status.path(all)
                .forEach(entry -> IpAddress.parse(entry.path("ip").asText()).ifPresent(found::add));
        if (found.isEmpty()) {
            IpAddress.parse(status.path(last).asText()).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** Containers that run as long as the pod does. */
    private static Set<NamedPort> ports(JsonNode object) {
        List<JsonNode> containers = new ArrayList<>();
        object.at("/spec/containers").forEach(containers::add);
        object.at("/spec/initContainers").forEach(container -> {
            if (container.path("restartPolicy").asText().equals("Always")) {
                containers.add(container);
            }
        });
        Set<NamedPort> ports = new LinkedHashSet<>();
        containers.forEach(container -> container.path("ports").forEach(port -> {
            String name = port.path("name").asText("");
            String protocol = port.path("protocol").asText("TCP");
            if (!name.isEmpty() && isProtocol(protocol)) {
                ports.add(new NamedPort(
                        name,
                        Traffic.Protocol.parse(protocol),
                        port.path("containerPort").asInt()));
            }
        }));
        return ports;
    }

    /** Only those that Kubernetes has, spelt as it does. */
    static boolean isProtocol(String text) {
        return text.equals("TCP") || text.equals("UDP") || text.equals("SCTP");
    }
}
