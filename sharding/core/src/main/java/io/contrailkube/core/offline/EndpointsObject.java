package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The work of the controller of Endpoints. */
final class EndpointsObject {
    private static final int CAPACITY = 1000;

    private final SelectingService service;
    private final String family;
    /** Addresses that there is still room for. */
    private int room = CAPACITY;

    private EndpointsObject(SelectingService service) {
        this.service = service;
        this.family = service.families().get(0);
    }

    static ObjectNode of(SelectingService service, List<PodBackend> pods) {
        return new EndpointsObject(service).of(pods);
    }

    private ObjectNode of(List<PodBackend> pods) {
        var subsets = new LinkedHashMap<ArrayNode, Subset>();
        int addresses = 0;
        for (PodBackend pod : pods) {
            ArrayNode ports = pod.ports(service);
            if (!pod.address(family).isEmpty() && !leavesOut(pod, ports)) {
                subsets.computeIfAbsent(ports, Subset::of).pods.add(pod);
                addresses++;
            }
        }
        ObjectNode endpoints = service.derived("v1", "Endpoints", service.name());
        if (addresses > CAPACITY) {
            endpoints.withObject("/metadata/annotations").put("endpoints.kubernetes.io/over-capacity", "truncated");
        }
        // Ready ones of all subsets have the first claim to the room.
        subsets.values().forEach(subset -> fill(subset, "addresses", true));
        subsets.values().forEach(subset -> fill(subset, "notReadyAddresses", false));
        for (Subset subset : subsets.values()) {
            if (!subset.json.isEmpty()) {
                if (!subset.ports.isEmpty()) {
                    subset.json.set("ports", subset.ports);
                }
                endpoints.withArray("/subsets").add(subset.json);
            }
        }
        return endpoints;
    }

    /** A pod with none of the ports is nothing to connect to, unless it is only the names of pods that count. */
    private boolean leavesOut(PodBackend pod, ArrayNode ports) {
        boolean namesOnly = service.headless() && service.ports().isEmpty();
        return (ports.isEmpty() && !namesOnly) || (pod.terminating() && !service.publishesNotReady());
    }

    private void fill(Subset subset, String field, boolean ready) {
        List<PodBackend> some = subset.pods.stream()
                .filter(pod -> (service.publishesNotReady() || pod.ready()) == ready)
                .limit(room)
                .toList();
        room -= some.size();
        if (!some.isEmpty()) {
            ArrayNode addresses = subset.json.putArray(field);
            some.forEach(pod -> addresses.add(address(pod)));
        }
    }

    private ObjectNode address(PodBackend pod) {
        ObjectNode address = JsonNodeFactory.instance.objectNode().put("ip", pod.address(family));
        if (!pod.hostname(service).isEmpty()) {
            address.put("hostname", pod.hostname(service));
        }
        if (!pod.node().isEmpty()) {
            address.put("nodeName", pod.node());
        }
        address.set("targetRef", pod.reference());
        return address;
    }

    private record Subset(ArrayNode ports, List<PodBackend> pods, ObjectNode json) {
        static Subset of(ArrayNode ports) {
            return new Subset(ports, new ArrayList<>(), JsonNodeFactory.instance.objectNode());
        }
    }
}
