package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.Uuids;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the controllers of a Kubernetes cluster add to the objects of its users. The same objects always lead to the same
 * result, names included, with what the API server would fill in, such as uids.
 */
public final class ClusterControllers {
    private ClusterControllers() {}

    /** The node to which a pod of this namespace and name is bound, if nobody says otherwise. */
    public static String nodeOf(String namespace, String pod, List<String> nodes) {
        long hash = Long.parseLong(Uuids.shortHash(namespace + '/' + pod, 8), 16);
        return nodes.get((int) (hash % nodes.size()));
    }

    /** The uid of the first object of a kind and name; {@code namespace} is empty for kinds without one. */
    public static String uidOf(String kind, String namespace, String name) {
        return Uuids.named(kind + ' ' + (namespace.isEmpty() ? name : namespace + '/' + name));
    }

    /**
     * The EndpointSlices ({@code discovery.k8s.io/v1}) of a service: for each address family at least one, else one for
     * each hundred pods of equal ports.
     *
     * @param pods those of its namespace, or more
     * @return none for a service without selector
     */
    public static List<JsonNode> endpointSlices(JsonNode service, Collection<JsonNode> pods) {
        var selected = new SelectingService(service);
        return selected.selects() ? EndpointSlices.of(selected, selected.backends(pods)) : List.of();
    }

    /**
     * The Endpoints object of a service, cut at a thousand addresses.
     *
     * @param pods those of its namespace, or more
     * @return empty for a service without selector
     */
    public static Optional<JsonNode> endpoints(JsonNode service, Collection<JsonNode> pods) {
        var selected = new SelectingService(service);
        return selected.selects()
                ? Optional.of(EndpointsObject.of(selected, selected.backends(pods)))
                : Optional.empty();
    }
}
