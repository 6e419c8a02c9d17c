package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The security group of a namespace, which lets everything pass; firewall policies do the filtering (spec 01 s5.5). */
public final class SecurityGroup {
    private SecurityGroup() {}

    public static ContrailObjectBuilder open(ObjectKey key, ObjectKey project) {
        ObjectNode entries = JsonNodeFactory.instance.objectNode();
        ArrayNode rules = entries.putArray("policy_rule");
        rules.add(rule("IPv4", subnet("0.0.0.0"), local()));
        rules.add(rule("IPv6", subnet("::"), local()));
        rules.add(rule("IPv4", local(), subnet("0.0.0.0")));
        rules.add(rule("IPv6", local(), subnet("::")));
        return new ContrailObjectBuilder(key)
                .property(
                        "id_perms",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("enable", true)
                                .put("description", "Default security group"))
                .property("security_group_entries", entries)
                .owner(project);
    }

    /** No rule_uuid: the server gives it once and keeps it, so that rules are not rewritten for nothing (K-26). */
    private static ObjectNode rule(String ethertype, ObjectNode source, ObjectNode destination) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("direction", ">").put("protocol", "any").put("ethertype", ethertype);
        rule.putArray("src_addresses").add(source);
        rule.putArray("dst_addresses").add(destination);
        rule.putArray("src_ports").addObject().put("start_port", 0).put("end_port", 65535);
        rule.putArray("dst_ports").addObject().put("start_port", 0).put("end_port", 65535);
        return rule;
    }

    private static ObjectNode subnet(String everything) {
        ObjectNode address = JsonNodeFactory.instance.objectNode();
        address.putObject("subnet").put("ip_prefix", everything).put("ip_prefix_len", 0);
        return address;
    }

    private static ObjectNode local() {
        return JsonNodeFactory.instance.objectNode().put("security_group", "local");
    }
}
