package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The work of the controller of EndpointSlices. */
final class EndpointSlices {
    /** Of Kubernetes' own controller, unless configured otherwise. */
    private static final int PER_SLICE = 100;

    private static final int NAME_DIGITS = 5;

    private final SelectingService service;
    private final List<JsonNode> slices = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private EndpointSlices(SelectingService service) {
        this.service = service;
    }

    static List<JsonNode> of(SelectingService service, List<PodBackend> pods) {
        var slices = new EndpointSlices(service);
        service.families().forEach(family -> slices.add(family, pods));
        return slices.slices;
    }

    private void add(String family, List<PodBackend> pods) {
        var byPorts = new LinkedHashMap<ArrayNode, List<PodBackend>>();
        pods.stream().filter(pod -> !pod.address(family).isEmpty()).forEach(pod -> byPorts.computeIfAbsent(
                        pod.ports(service), any -> new ArrayList<>())
                .add(pod));
        if (byPorts.isEmpty()) {
            // A service without pods has a slice all the same.
            slice(family, JsonNodeFactory.instance.arrayNode(), 0, List.of());
        }
        for (Map.Entry<ArrayNode, List<PodBackend>> group : byPorts.entrySet()) {
            List<PodBackend> all = group.getValue();
            for (int from = 0; from < all.size(); from += PER_SLICE) {
                slice(
                        family,
                        group.getKey(),
                        from / PER_SLICE,
                        all.subList(from, Math.min(from + PER_SLICE, all.size())));
            }
        }
    }

    /** @param index among the slices of the same family and ports */
    private void slice(String family, ArrayNode ports, int index, List<PodBackend> pods) {
        String identity = service.namespace() + '/' + service.name() + ' ' + family + ' ' + ports + ' ' + index;
        String prefix = service.name() + '-';
        String name = prefix + Uuids.shortHash(identity, NAME_DIGITS);
        while (!names.add(name)) {
            identity += '+';
            name = prefix + Uuids.shortHash(identity, NAME_DIGITS);
        }
        ObjectNode slice = service.derived("discovery.k8s.io/v1", "EndpointSlice", name);
        ObjectNode metadata = slice.withObject("/metadata").put("generateName", prefix);
        metadata.withObject("/labels")
                .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .put("kubernetes.io/service-name", service.name());
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Service")
                .put("name", service.name())
                .put("uid", service.json().at("/metadata/uid").asText())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        slice.put("addressType", family);
        ArrayNode endpoints = slice.putArray("endpoints");
        pods.forEach(pod -> endpoints.add(endpoint(pod, family)));
        slice.set("ports", ports.deepCopy());
        if (pods.isEmpty()) {
            // As API servers answer it.
            slice.putNull("endpoints").putNull("ports");
        }
        slices.add(slice);
    }

    private ObjectNode endpoint(PodBackend pod, String family) {
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        endpoint.putArray("addresses").add(pod.address(family));
        endpoint.putObject("conditions")
                .put("ready", service.publishesNotReady() || (pod.ready() && !pod.terminating()))
                .put("serving", pod.ready())
                .put("terminating", pod.terminating());
        if (!pod.node().isEmpty()) {
            endpoint.put("nodeName", pod.node());
        }
        if (!pod.hostname(service).isEmpty()) {
            endpoint.put("hostname", pod.hostname(service));
        }
        endpoint.set("targetRef", pod.reference());
        return endpoint;
    }
}
