package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a fresh Contrail holds after the running system has seen these objects: the same brains, on paper. What is found in
 * Contrail that nobody makes here, such as a floating-ip pool or the virtual-router of a node, is taken to exist.
 */
public final class OfflinePlan {
    private static final Map<String, KubeKind> KINDS =
            KubeKinds.ALL.stream().collect(Collectors.toMap(KubeKind::name, Function.identity()));

    private OfflinePlan() {}

    /**
     * @param manifests objects as Kubernetes takes them, each with kind and name; of two of one name the later counts;
     *     kinds that mean nothing here are passed over
     * @throws IllegalArgumentException if one has no name
     */
    public static PlannedWorld of(ClusterSettings settings, List<JsonNode> manifests) {
        return ofServed(settings, Served.of(manifests));
    }

    /** The same on a cluster as it is installed, where the Kubernetes API has a service. */
    public static PlannedWorld onCluster(ClusterSettings settings, List<JsonNode> manifests) {
        var all = new ArrayList<>(ApiService.of(settings));
        all.addAll(manifests);
        return of(settings, all);
    }

    /**
     * The same for objects as a certain API server serves them. What other servers would add to them, as the label with the
     * name that came with Kubernetes 1.21, is not.
     *
     * @param objects all that the server has, each with its kind
     * @throws IllegalArgumentException if one has no name or uid
     */
    public static PlannedWorld ofServed(ClusterSettings settings, List<JsonNode> objects) {
        boolean slices =
                objects.stream().anyMatch(object -> object.path("kind").asText().equals(EndpointsKind.NAME));
        var facts = new ArrayList<KubeFact>();
        for (JsonNode object : objects) {
            String name = object.path("kind").asText();
            // Where slices are served, Endpoints are not watched (spec 02 section 11.3).
            KubeKind kind = KINDS.get(name.equals("Endpoints") && !slices ? EndpointsKind.NAME : name);
            if (kind != null) {
                kind.decode(object).ifPresent(facts::add);
            }
        }
        return ofFacts(settings, facts, PodAddresses.of(objects));
    }

    /** The same for what is known of the objects, all of one moment. */
    public static PlannedWorld ofFacts(ClusterSettings settings, List<KubeFact> facts) {
        return ofFacts(settings, facts, PodAddresses.UNKNOWN);
    }

    /** The same with the addresses that pods have. */
    public static PlannedWorld ofFacts(ClusterSettings settings, List<KubeFact> facts, PodAddresses addresses) {
        return new PaperWorld(new ObjectNames(settings), facts, addresses).run();
    }
}
