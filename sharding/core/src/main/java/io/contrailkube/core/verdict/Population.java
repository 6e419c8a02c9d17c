package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pods, namespaces and policies among some objects of Kubernetes. */
final class Population {
    static final Comparator<Party.Pod> ORDER =
            Comparator.comparing(Party.Pod::namespace).thenComparing(Party.Pod::name);

    private final Map<Party.Pod, KubePod> pods = new TreeMap<>(ORDER);
    private final Map<IpAddress, KubePod> byAddress = new HashMap<>();
    private final Map<String, Map<String, String>> namespaces = new TreeMap<>();
    private final List<KubePolicy> policies = new ArrayList<>();

    Population(Collection<? extends JsonNode> objects) {
        objects.forEach(this::add);
    }

    private void add(JsonNode object) {
        switch (object.path("kind").asText()) {
            case "Namespace" -> namespaces.put(object.at("/metadata/name").asText(), KubePod.labels(object));
            case "NetworkPolicy" -> policies.add(KubePolicy.of(object));
            case "Pod" -> {
                if (!KubePod.hasEnded(object)) {
                    add(KubePod.of(object));
                }
            }
            default -> {
                // Other kinds have no part in it.
            }
        }
    }

    private void add(KubePod pod) {
        pods.put(pod.id(), pod);
        if (!pod.onNode()) {
            pod.addresses().forEach(address -> byAddress.put(address, pod));
        }
    }

    Collection<KubePod> pods() {
        return pods.values();
    }

    List<KubePolicy> policies() {
        return policies;
    }

    Map<String, Map<String, String>> namespaces() {
        return namespaces;
    }

    /** Labels of the pod's namespace. */
    Map<String, String> namespaceLabels(KubePod pod) {
        return namespaces.getOrDefault(pod.id().namespace(), Map.of());
    }

    /** Null if it is somebody outside; a pod on the network of its node is not the only one with its address. */
    @Nullable
    KubePod podOf(Party party) {
        if (party instanceof Party.Address one) {
            return byAddress.get(one.address());
        }
        KubePod pod = pods.get(party);
        if (pod == null) {
            throw new IllegalArgumentException("there is no pod " + party + ", or its containers have ended");
        }
        return pod;
    }
}
