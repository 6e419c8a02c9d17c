package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.spec.ObjectNames;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a network in Contrail matters to the pods in it.
 *
 * @param subnet where addresses are taken from; null for wherever the server likes (spec 02 section 4.3)
 * @param families versions of IP of which it has addresses
 * @param fabric the policy is attached that joins it with the nodes (spec 02 section 8)
 */
record PodNetwork(ObjectKey key, @Nullable String subnet, SortedSet<Family> families, boolean fabric) {
    /** Versions of IP, spelled as Contrail does. */
    enum Family {
        V4("v4"),
        V6("v6");

        private final String text;

        Family(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The IPAM is the one that the network is linked to, whatever annotations say by now (spec 02, S-5). */
    static PodNetwork of(Actual network, ObjectNames names) {
        JsonNode body = network.body();
        var addressing = names.settings().addressing();
        boolean onFabric =
                find(body, VirtualNetwork.PROVIDER_REFS, ObjectNames.IP_FABRIC).isPresent();
        Optional<JsonNode> fabricLink =
                onFabric ? find(body, NetworkIpam.REFS, names.ipFabricIpam()) : Optional.empty();
        Optional<JsonNode> podLink = find(body, NetworkIpam.REFS, names.podIpam());
        String subnet = fabricLink
                .or(() -> podLink)
                .map(link -> link.at("/attr/ipam_subnets/0/subnet_uuid").asText())
                .filter(uuid -> !uuid.isEmpty())
                .orElse(null);
        SortedSet<Family> families = subnet == null
                ? families(body)
                : families(fabricLink.isPresent() ? addressing.ipFabricSubnets() : addressing.podSubnets());
        return new PodNetwork(
                network.key(),
                subnet,
                families,
                find(body, "network_policy_refs", names.ipFabricPolicy()).isPresent());
    }

    private static SortedSet<Family> families(List<Cidr> subnets) {
        var families = new TreeSet<Family>();
        subnets.forEach(subnet -> families.add(subnet.isVersion6() ? Family.V6 : Family.V4));
        return families;
    }

    /** Of the prefixes on its links; a network that shows none has them in a shared pool, taken for IPv4. */
    private static SortedSet<Family> families(JsonNode network) {
        var families = new TreeSet<Family>();
        for (JsonNode link : network.path(NetworkIpam.REFS)) {
            for (JsonNode subnet : link.at("/attr/ipam_subnets")) {
                String prefix = subnet.at("/subnet/ip_prefix").asText();
                if (!prefix.isEmpty()) {
                    families.add(prefix.contains(":") ? Family.V6 : Family.V4);
                }
            }
        }
        if (families.isEmpty()) {
            families.add(Family.V4);
        }
        return families;
    }

    private static Optional<JsonNode> find(JsonNode body, String field, ObjectKey to) {
        for (JsonNode reference : body.path(field)) {
            var parts = new StringBuilder();
            reference.path("to").forEach(part -> parts.append(parts.isEmpty() ? "" : ":")
                    .append(part.asText()));
            if (parts.toString().equals(to.fqName().toString())) {
                return Optional.of(reference);
            }
        }
        return Optional.empty();
    }
}
