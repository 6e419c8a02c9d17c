package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A network policy of one rule that lets everything pass both ways (spec 01 section 3.2, forms A and B). */
public final class NetworkPolicy {
    public static final String REFS = "network_policy_refs";

    private NetworkPolicy() {}

    /** Form A: between whatever network carries this policy and {@code network}. */
    public static ContrailObjectBuilder betweenCarriersAnd(ObjectKey key, ObjectKey network) {
        return passing(key, address("network_policy", key), address("virtual_network", network));
    }

    /** Form B: between two networks. Both are named, not referred to, so that they may come later. */
    public static ContrailObjectBuilder between(ObjectKey key, ObjectKey one, ObjectKey other) {
        return passing(key, address("virtual_network", one), address("virtual_network", other));
    }

    /** Attaches a policy to a network, at sequence 0.0 (spec 01 section 3.2). */
    public static void attach(ContrailObjectBuilder network, ObjectKey policy) {
        ObjectNode attr = JsonNodeFactory.instance.objectNode();
        attr.putObject("sequence").put("major", 0).put("minor", 0);
        network.reference(REFS, policy, attr);
    }

    private static ContrailObjectBuilder passing(ObjectKey key, JsonNode source, JsonNode destination) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("direction", "<>").put("protocol", "any");
        rule.putObject("action_list").put("simple_action", "pass");
        rule.putArray("src_addresses").add(source);
        rule.putArray("dst_addresses").add(destination);
        rule.set("src_ports", anyPort());
        rule.set("dst_ports", anyPort());
        ObjectNode entries = JsonNodeFactory.instance.objectNode();
        entries.putArray("policy_rule").add(rule);
        return new ContrailObjectBuilder(key).property("network_policy_entries", entries);
    }

    private static ArrayNode anyPort() {
        ArrayNode ports = JsonNodeFactory.instance.arrayNode();
        ports.addObject().put("start_port", -1).put("end_port", -1);
        return ports;
    }

    private static ObjectNode address(String field, ObjectKey object) {
        return JsonNodeFactory.instance.objectNode().put(field, object.fqName().toString());
    }
}
