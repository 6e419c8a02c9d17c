package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.kind.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pods, as Kubernetes serves them. */
public final class PodKind implements KubeKind {
    public static final String NAME = KindNames.POD;

    /** Wishes of the pod to the network plugin that ours does not fulfil. */
    private static final Set<String> BANDWIDTH =
            Set.of("kubernetes.io/ingress-bandwidth", "kubernetes.io/egress-bandwidth");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("", "v1", "pods"));
    }

    @Override
    public Class<PodFact> factType() {
        return PodFact.class;
    }

    /** Empty for a pod on the network of its node, and for one without a node (spec 02 section 4.1). */
    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var pod = new KubeObject(NAME, object);
        ObjectId id = pod.id();
        String node = pod.text("/spec/nodeName");
        if (node.isEmpty() || object.at("/spec/hostNetwork").asBoolean()) {
            return Optional.empty();
        }
        var hosts = new LinkedHashSet<String>();
        String host = pod.text("/status/hostIP");
        if (!host.isEmpty()) {
            hosts.add(host);
        }
        hosts.addAll(pod.texts("/status/hostIPs", "/ip"));
        String phase = pod.text("/status/phase");
        return Optional.of(new PodFact(
                id,
                pod.labels(),
                pod.annotations(PodAnnotations.KEYS),
                node,
                List.copyOf(hosts),
                NamedPorts.of(pod),
                phase.equals("Succeeded") || phase.equals("Failed"),
                ignored(pod)));
    }

    private static List<String> ignored(KubeObject pod) {
        var paths = new ArrayList<String>();
        addHostPorts(pod, "initContainers", paths);
        addHostPorts(pod, "containers", paths);
        paths.addAll(pod.annotationPaths(BANDWIDTH::contains));
        return paths;
    }

    private static void addHostPorts(KubeObject pod, String list, List<String> paths) {
        JsonNode containers = pod.json().path("spec").path(list);
        for (int container = 0; container < containers.size(); container++) {
            JsonNode ports = containers.path(container).path("ports");
            for (int port = 0; port < ports.size(); port++) {
                if (ports.path(port).path("hostPort").asInt() != 0) {
                    paths.add("spec." + list + '[' + container + "].ports[" + port + "].hostPort");
                }
            }
        }
    }
}
