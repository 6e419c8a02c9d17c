package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** virtual-machine-interface (spec 04 section 15.6). */
final class InterfaceRules implements TypeRules {
    private static final String NETWORKS = "virtual_network_refs";
    private static final String INSTANCES = "routing_instance_refs";
    private static final String MACS = "virtual_machine_interface_mac_addresses";
    private static final String PAIRS = "virtual_machine_interface_allowed_address_pairs";
    private static final String PRIMARIES = "virtual_machine_interface_refs";
    private static final String PROPERTIES = "virtual_machine_interface_properties";
    private static final String VLAN = "sub_interface_vlan_tag";
    private static final int STANDBY_V4 = 24;
    private static final int STANDBY_V6 = 120;

    private final World world;
    private final PortBindings bindings;

    InterfaceRules(World world) {
        this.world = world;
        this.bindings = new PortBindings(world);
    }

    @Override
    public void create(Draft draft) {
        if (draft.refs(NETWORKS).isEmpty()) {
            throw ApiError.keyError(NETWORKS);
        }
        checkPairs(draft);
        checkSubInterface(draft);
        draft.set(MACS, macs(draft));
        bindings.complete(draft);
        String network = draft.refs(NETWORKS).keySet().iterator().next();
        ConfigObject found = world.store().find(network);
        ConfigObject instance =
                found == null ? null : world.find("routing-instance", Names.child(found.fqName(), found.name()));
        if (instance != null) {
            Map<String, Ref> instances = new LinkedHashMap<>(draft.refs(INSTANCES));
            instances.putIfAbsent(instance.uuid(), new Ref(instance.uuid(), bothDirections(), false));
            draft.setRefs(INSTANCES, instances);
        }
    }

    private static ObjectNode bothDirections() {
        ObjectNode attr = Json.object().put("direction", "both");
        for (String empty : new String[] {
            "vlan_tag",
            "src_mac",
            "dst_mac",
            "mpls_label",
            "service_chain_address",
            "ipv6_service_chain_address",
            "protocol"
        }) {
            attr.putNull(empty);
        }
        return attr;
    }

    private ObjectNode macs(Draft draft) {
        JsonNode sent = draft.property(MACS).path("mac_address");
        boolean kept = world.line().isNew() ? !sent.isEmpty() : sent.size() == 1;
        ArrayNode list = Json.array();
        if (kept) {
            sent.forEach(mac -> list.add(mac.asText().replace('-', ':')));
        } else {
            String uuid = draft.uuid();
            list.add("02:" + uuid.substring(0, 2) + ":" + uuid.substring(2, 4) + ":" + uuid.substring(4, 6) + ":"
                    + uuid.substring(6, 8) + ":" + uuid.substring(9, 11));
        }
        return Json.object("mac_address", list);
    }

    @Override
    public void update(Draft draft) {
        checkPairs(draft);
        boolean wasSub = !Json.missing(draft.former(PROPERTIES).get(VLAN));
        if (draft.sets(PROPERTIES)
                && wasSub
                && draft.property(PROPERTIES).path(VLAN).asInt()
                        != draft.former(PROPERTIES).path(VLAN).asInt()) {
            throw ApiError.badRequest("Cannot change sub-interface VLAN tag ID");
        }
        ConfigObject before = draft.before();
        if (!world.line().isNew()
                && before != null
                && draft.setsRefs(PRIMARIES)
                && !draft.sent().isEmpty()
                && !draft.refs(PRIMARIES)
                        .keySet()
                        .containsAll(before.refs(PRIMARIES).keySet())) {
            throw ApiError.conflict("Cannot remove virtual-machine-interface reference");
        }
        if (draft.sets(MACS)) {
            draft.set(MACS, macs(draft));
        }
        if (before != null && !draft.refs("virtual_machine_refs").isEmpty() && draft.setsRefs("virtual_machine_refs")) {
            refuseGateway(before);
        }
        bindings.change(draft);
    }

    /** The network's gateway is no machine (API-127). */
    private void refuseGateway(ConfigObject port) {
        for (ConfigObject ip : port.referrers(world.type("instance-ip"))) {
            String address = ip.text("instance_ip_address");
            for (String network : ip.refs(NETWORKS).keySet()) {
                if (!address.isEmpty() && world.allocations().addresses.isGateway(network, SubnetPlan.ip(address))) {
                    throw ApiError.badRequest("Gateway IP cannot be used by VM port");
                }
            }
        }
    }

    private void checkPairs(Draft draft) {
        JsonNode pairs = draft.property(PAIRS).path("allowed_address_pair");
        boolean touched = draft.sets(PAIRS) || draft.sets("port_security_enabled");
        if (!touched || pairs.isEmpty()) {
            return;
        }
        JsonNode security = draft.property("port_security_enabled");
        if (security.isBoolean() && !security.asBoolean()) {
            throw ApiError.badRequest("Allowed address pairs are not allowed when port security is disabled");
        }
        for (JsonNode pair : pairs) {
            if (!pair.has("address_mode")) {
                throw ApiError.badRequest("'address_mode'");
            }
            String prefix = pair.path("ip").path("ip_prefix").asText("");
            if (pair.get("address_mode").asText().equals("active-standby") && !prefix.isEmpty()) {
                int least = SubnetPlan.ip(prefix).v6() ? STANDBY_V6 : STANDBY_V4;
                if (pair.path("ip").path("ip_prefix_len").asInt() < least) {
                    throw ApiError.badRequest("IP Prefix length lesser than " + least + " is not acceptable");
                }
            }
        }
    }

    private void checkSubInterface(Draft draft) {
        JsonNode tag = draft.property(PROPERTIES).path(VLAN);
        if (Json.empty(tag) || draft.refs(PRIMARIES).isEmpty()) {
            return;
        }
        for (JsonNode sent : draft.sent().path(PRIMARIES)) {
            if (!sent.has("uuid")) {
                throw ApiError.keyError("uuid");
            }
        }
        for (String uuid : draft.refs(PRIMARIES).keySet()) {
            ConfigObject primary = world.store().find(uuid);
            if (primary == null) {
                continue;
            }
            for (String sibling : primary.refs(PRIMARIES).keySet()) {
                ConfigObject other = world.store().find(sibling);
                if (other != null && vlan(other) == tag.asInt()) {
                    throw ApiError.badRequest(
                            "Two sub-interfaces under the same primary port can't have same Vlan tag");
                }
            }
        }
    }

    private static int vlan(ConfigObject port) {
        JsonNode properties = port.property(PROPERTIES);
        return properties == null ? 0 : properties.path(VLAN).asInt();
    }

    @Override
    public void delete(ConfigObject object) {
        boolean primary = object.property(PROPERTIES) != null && vlan(object) == 0;
        if (!primary) {
            return;
        }
        for (String uuid : object.refs(PRIMARIES).keySet()) {
            ConfigObject sub = world.store().find(uuid);
            if (sub != null && vlan(sub) != 0) {
                throw ApiError.conflict("Cannot delete vmi with existing ref to sub interface");
            }
        }
    }
}
