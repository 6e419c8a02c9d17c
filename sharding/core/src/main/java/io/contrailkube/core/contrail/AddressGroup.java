package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Addresses that a firewall rule can name as one of its ends (spec 03 section 6, spec 04 API-148). */
public final class AddressGroup {
    private AddressGroup() {}

    public static ContrailObjectBuilder of(ObjectKey key, List<Cidr> prefixes) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        var subnets = list.putArray("subnet");
        prefixes.forEach(prefix ->
                subnets.addObject().put("ip_prefix", prefix.address()).put("ip_prefix_len", prefix.prefixLength()));
        return new ContrailObjectBuilder(key).property("address_group_prefix", list);
    }
}
