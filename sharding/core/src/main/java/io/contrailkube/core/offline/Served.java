package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.kind.ingress.IngressClassKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Manifests as an API server and the controllers of a cluster complete them. */
final class Served {
    /** Every Kubernetes cluster has these. */
    private static final List<String> BUILT_IN =
            List.of(ObjectNames.DEFAULT_NAMESPACE, ObjectNames.SYSTEM_NAMESPACE, "kube-public", "kube-node-lease");
    /** Kubernetes puts this label on every namespace, with its name. */
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private static final Set<String> WITHOUT_NAMESPACE = Set.of(NamespaceKind.NAME, IngressClassKind.NAME);
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
    /** Addresses that nobody asked for are allocated; which they will be nobody knows. */
    static final String SOME_ADDRESS = "0.0.0.0";

    private final Map<String, ObjectNode> objects = new TreeMap<>();

    private Served() {}

    /** Of two objects of one kind and name the later counts. */
    static List<JsonNode> of(List<JsonNode> manifests) {
        var served = new Served();
        BUILT_IN.forEach(name -> served.add(named(NamespaceKind.NAME, name)));
        manifests.forEach(served::add);
        served.addNamespaces();
        served.ofKind(PodKind.NAME).forEach(Served::run);
        served.ofKind(ServiceKind.NAME).forEach(Served::allocate);
        served.addEndpoints();
        return List.copyOf(served.objects.values());
    }

    static ObjectNode named(String kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void add(JsonNode manifest) {
        String kind = manifest.path("kind").asText();
        ObjectNode object = manifest.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        String name = metadata.path("name").asText();
        boolean inNamespace = !WITHOUT_NAMESPACE.contains(kind);
        if (inNamespace && metadata.path("namespace").asText().isEmpty()) {
            metadata.put("namespace", ObjectNames.DEFAULT_NAMESPACE);
        }
        String namespace = inNamespace ? metadata.path("namespace").asText() : "";
        if (!name.isEmpty()) {
            metadata.put("uid", ClusterControllers.uidOf(kind, namespace, name));
        }
        if (kind.equals(NamespaceKind.NAME) && !metadata.path("labels").has(NAME_LABEL)) {
            metadata.withObject("/labels").put(NAME_LABEL, name);
        }
        objects.put(kind + ' ' + namespace + '/' + name, object);
    }

    /** Kubernetes refuses objects in a namespace that is not there: whoever applies them has made it. */
    private void addNamespaces() {
        Set<String> missing = objects.values().stream()
                .map(object -> object.at("/metadata/namespace").asText())
                .filter(name -> !name.isEmpty() && !objects.containsKey(NamespaceKind.NAME + " /" + name))
                .collect(Collectors.toSet());
        missing.forEach(name -> add(named(NamespaceKind.NAME, name)));
    }

    private List<ObjectNode> ofKind(String kind) {
        return objects.values().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** Scheduler and kubelet: the pod has a node and, in the end, an address. */
    private static void run(ObjectNode pod) {
        ObjectNode spec = pod.withObject("/spec");
        JsonNode metadata = pod.path("metadata");
        if (spec.path("nodeName").asText().isEmpty()) {
            spec.put(
                    "nodeName",
                    ClusterControllers.nodeOf(
                            metadata.path("namespace").asText(),
                            metadata.path("name").asText(),
                            NODES));
        }
        ObjectNode status = pod.withObject("/status");
        if (status.path("podIP").asText().isEmpty()) {
            status.put("podIP", SOME_ADDRESS).put("phase", "Running");
            status.putArray("podIPs").addObject().put("ip", SOME_ADDRESS);
            status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        }
    }

    private static void allocate(ObjectNode service) {
        ObjectNode spec = service.withObject("/spec");
        boolean without = spec.path("type").asText().equals("ExternalName");
        if (!without && spec.path("clusterIP").asText().isEmpty()) {
            spec.put("clusterIP", SOME_ADDRESS);
            spec.putArray("clusterIPs").add(SOME_ADDRESS);
        }
    }

    private void addEndpoints() {
        Map<String, List<JsonNode>> podsOf = ofKind(PodKind.NAME).stream()
                .collect(Collectors.groupingBy(
                        pod -> pod.at("/metadata/namespace").asText(), Collectors.toList()));
        Set<String> given = objects.values().stream()
                .filter(object -> object.path("kind").asText().equals(EndpointsKind.NAME))
                .map(slice -> slice.at("/metadata/namespace").asText()
                        + '/'
                        + slice.at("/metadata/labels/kubernetes.io~1service-name")
                                .asText())
                .collect(Collectors.toSet());
        Collection<JsonNode> slices = new ArrayList<>();
        for (ObjectNode service : ofKind(ServiceKind.NAME)) {
            String namespace = service.at("/metadata/namespace").asText();
            if (!given.contains(namespace + '/' + service.at("/metadata/name").asText())) {
                slices.addAll(ClusterControllers.endpointSlices(service, podsOf.getOrDefault(namespace, List.of())));
            }
        }
        slices.forEach(slice -> add(((ObjectNode) slice.deepCopy()).put("kind", EndpointsKind.NAME)));
    }
}
