package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A virtual network for pods or services: layer 3, addresses from a shared IPAM (spec 01 sections 3.2 and 3.3). */
public final class VirtualNetwork {
    /** References to other networks; the one to a provider network is what forwarding means (API-116). */
    public static final String PROVIDER_REFS = "virtual_network_refs";

    public static final String FABRIC_SNAT = "fabric_snat";

    private static final int READ = 4;

    private VirtualNetwork() {}

    /**
     * @param provider the network whose addresses the pods share, or null
     * @param snat whether traffic leaves by distributed source NAT; null leaves the property to the server
     * @param policies network policies to attach
     */
    public static ContrailObjectBuilder flat(
            ObjectKey key,
            ObjectKey ipam,
            @Nullable ObjectKey provider,
            @Nullable Boolean snat,
            List<ObjectKey> policies) {
        ObjectNode noSubnets = JsonNodeFactory.instance.objectNode();
        noSubnets.putArray("ipam_subnets");
        var builder = new ContrailObjectBuilder(key)
                .property("address_allocation_mode", "flat-subnet-only")
                .property(
                        "virtual_network_properties",
                        JsonNodeFactory.instance.objectNode().put("forwarding_mode", "l3"))
                .reference(NetworkIpam.REFS, ipam, noSubnets)
                .whole(NetworkIpam.REFS)
                .fixed(NetworkIpam.REFS)
                .fixed(PROVIDER_REFS);
        if (provider != null) {
            builder.reference(PROVIDER_REFS, provider, null);
        }
        if (snat != null) {
            builder.property(FABRIC_SNAT, snat);
        }
        policies.forEach(policy -> NetworkPolicy.attach(builder, policy));
        return builder;
    }

    /**
     * A network of layers 2 and 3 with address prefixes of its own, for additional interfaces of pods (spec 02 section 4.9).
     *
     * @param subnets uuids of its prefixes, by prefix
     */
    public static ContrailObjectBuilder ofPrefixes(
            ObjectKey key, ObjectKey ipam, Map<Cidr, String> subnets, boolean snat) {
        ObjectNode attr = JsonNodeFactory.instance.objectNode();
        var list = attr.putArray("ipam_subnets");
        subnets.forEach((cidr, uuid) -> list.addObject()
                .put("default_gateway", cidr.lastButOne())
                .put("subnet_uuid", uuid)
                .set("subnet", Subnets.of(cidr)));
        return new ContrailObjectBuilder(key)
                .property("address_allocation_mode", "user-defined-subnet-only")
                .property(
                        "virtual_network_properties",
                        JsonNodeFactory.instance.objectNode().put("forwarding_mode", "l2_l3"))
                .property(FABRIC_SNAT, snat)
                .reference(NetworkIpam.REFS, ipam, attr)
                .whole(NetworkIpam.REFS)
                .fixed(NetworkIpam.REFS)
                .fixed(PROVIDER_REFS);
    }

    /** Lets the objects of a project refer to the network where access is controlled (spec 01 section 8). */
    public static void letRead(ContrailObjectBuilder network, String projectUuid) {
        network.entry(
                SharedList.PERMISSION_SHARES,
                JsonNodeFactory.instance.objectNode().put("tenant", projectUuid).put("tenant_access", READ));
    }
}
