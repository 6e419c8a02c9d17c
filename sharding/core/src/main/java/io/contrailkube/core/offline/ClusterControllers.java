package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the controllers of a Kubernetes cluster add to the objects of its users. The same objects always lead to the same
 * result, names included, with what the API server would fill in, such as uids.
 */
public final class ClusterControllers {
    private ClusterControllers() {}

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
