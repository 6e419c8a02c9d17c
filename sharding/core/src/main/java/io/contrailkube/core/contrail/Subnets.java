package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The wire form of address prefixes. */
final class Subnets {
    private Subnets() {}

    static ObjectNode of(Cidr cidr) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ip_prefix", cidr.address())
                .put("ip_prefix_len", cidr.prefixLength());
    }
}
