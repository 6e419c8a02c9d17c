package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.Uuids;

/** Fields that the API server fills in: a comparison that stumbles over one of them would repair for ever. */
final class ServerFilled {
    private static final int READ_WRITE_LINK = 7;

    private ServerFilled() {}

    static void in(String type, ObjectNode body) {
        fill(body.withObject("/id_perms"), "creator", "cloud-admin");
        body.withObject("/id_perms").put("last_modified", "2018-05-01T10:20:30.123456");
        ObjectNode permissions = body.withObject("/perms2");
        fill(permissions, "owner", "cloud-admin");
        permissions.put("owner_access", READ_WRITE_LINK);
        permissions.withArray("share");
        switch (type) {
            case ContrailTypes.SECURITY_GROUP ->
                body.at("/security_group_entries/policy_rule").forEach(ServerFilled::ruleUuid);
            case ContrailTypes.NETWORK_POLICY ->
                body.at("/network_policy_entries/policy_rule").forEach(ServerFilled::ruleUuid);
            case ContrailTypes.NETWORK_IPAM ->
                body.at("/ipam_subnets/subnets")
                        .forEach(subnet -> fill((ObjectNode) subnet, "subnet_uuid", Uuids.named(subnet.toString())));
            case ContrailTypes.FIREWALL_RULE -> firewallRule(body);
            case ContrailTypes.VIRTUAL_NETWORK -> {
                body.put("virtual_network_network_id", 4);
                body.path("network_ipam_refs").forEach(link -> flatLink(body, link));
            }
            case ContrailTypes.VIRTUAL_MACHINE_INTERFACE -> mac(body);
            default -> {}
        }
    }

    /** One uuid names all subnets of a flat IPAM for a network (API-102). */
    private static void flatLink(ObjectNode network, JsonNode link) {
        if (link.at("/attr/ipam_subnets") instanceof ArrayNode subnets
                && subnets.isEmpty()
                && network.path("address_allocation_mode").asText().equals("flat-subnet-only")) {
            subnets.addObject().put("subnet_uuid", Uuids.named("subnets " + network.path("fq_name") + link.path("to")));
        }
    }

    /** Made from the uuid (API-123). */
    private static void mac(ObjectNode port) {
        if (port.at("/virtual_machine_interface_mac_addresses/mac_address").isEmpty()) {
            String uuid = port.path("uuid").asText();
            port.withObject("/virtual_machine_interface_mac_addresses")
                    .withArray("mac_address")
                    .add("02:" + uuid.substring(0, 2) + ':' + uuid.substring(2, 4) + ':' + uuid.substring(4, 6) + ':'
                            + uuid.substring(6, 8) + ':' + uuid.substring(9, 11));
        }
    }

    private static void ruleUuid(JsonNode rule) {
        fill((ObjectNode) rule, "rule_uuid", Uuids.named(rule.toString()));
    }

    /** Endpoints named by tags become references to the tags (API-143), which keep them from being deleted. */
    private static void firewallRule(ObjectNode body) {
        ArrayNode references = body.putArray(Reference.TAGS);
        for (String end : new String[] {"endpoint_1", "endpoint_2"}) {
            if (body.path(end) instanceof ObjectNode endpoint) {
                ArrayNode ids = endpoint.putArray("tag_ids");
                for (JsonNode tag : endpoint.path("tags")) {
                    ids.add(1 + references.size());
                    ObjectNode reference = references.addObject();
                    FqName.of(tag.asText()).parts().forEach(reference.putArray("to")::add);
                }
            }
        }
    }

    private static void fill(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }
}
