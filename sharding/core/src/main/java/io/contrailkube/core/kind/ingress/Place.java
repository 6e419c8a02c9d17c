package io.contrailkube.core.kind.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the virtual address of an ingress is: among the pods of its namespace (spec 02 section 7.3).
 *
 * @param subnet where the address is taken from; null for any subnet of the network
 */
record Place(ObjectKey network, @Nullable String subnet) {
    static ObjectKey network(Scene scene) {
        NamespaceSettings settings = scene.settings();
        ObjectKey named = settings.network();
        if (named != null) {
            return named;
        }
        ObjectNames names = scene.names();
        return settings.isolated() ? names.podNetwork(scene.namespace().name()) : names.defaultPodNetwork();
    }

    /** As for pods: the underlay's subnet in a network on the underlay, else that of the pods' IPAM (section 4.3). */
    static Place in(Actual network, ObjectNames names) {
        boolean onFabric = find(network, VirtualNetwork.PROVIDER_REFS, ObjectNames.IP_FABRIC)
                .isPresent();
        Optional<JsonNode> fabric = onFabric ? find(network, NetworkIpam.REFS, names.ipFabricIpam()) : Optional.empty();
        String subnet = fabric.or(() -> find(network, NetworkIpam.REFS, names.podIpam()))
                .map(link -> link.at("/attr/ipam_subnets/0/subnet_uuid").asText())
                .filter(uuid -> !uuid.isEmpty())
                .orElse(null);
        return new Place(network.key(), subnet);
    }

    private static Optional<JsonNode> find(Actual network, String field, ObjectKey to) {
        for (JsonNode reference : network.body().path(field)) {
            var parts = new ArrayList<String>();
            reference.path("to").forEach(part -> parts.add(part.asText()));
            if (parts.equals(to.fqName().parts())) {
                return Optional.of(reference);
            }
        }
        return Optional.empty();
    }
}
