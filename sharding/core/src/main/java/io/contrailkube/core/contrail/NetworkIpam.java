package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** An address pool shared by all networks that refer to it: a flat-subnet IPAM (spec 01 section 3.3, API-111). */
public final class NetworkIpam {
    public static final String REFS = "network_ipam_refs";

    private NetworkIpam() {}

    /** Without addresses of its own: the networks that refer to it bring theirs (spec 02 section 4.9). */
    public static ContrailObjectBuilder userDefined(ObjectKey key) {
        return new ContrailObjectBuilder(key).property("ipam_subnet_method", "user-defined-subnet");
    }

    /** Subnets are entries: an operator's own stay, ours can be added to later (spec 01 section 3.4). */
    public static ContrailObjectBuilder flat(ObjectKey key, List<Cidr> subnets) {
        var builder = new ContrailObjectBuilder(key).property("ipam_subnet_method", "flat-subnet");
        subnets.forEach(subnet -> builder.entry(
                SharedList.IPAM_SUBNETS, JsonNodeFactory.instance.objectNode().set("subnet", Subnets.of(subnet))));
        return builder;
    }
}
