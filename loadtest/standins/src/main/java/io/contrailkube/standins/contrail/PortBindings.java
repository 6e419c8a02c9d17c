package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server adds to the bindings of a port (API-124). */
final class PortBindings {
    private static final String FIELD = "virtual_machine_interface_bindings";
    private static final String ELEMENTS = "key_value_pair";
    private static final String VNIC_TYPE = "vnic_type";
    private static final String VIF_TYPE = "vif_type";

    private final World world;

    PortBindings(World world) {
        this.world = world;
    }

    /** Only when the property is sent at all, be it with an empty list. */
    void complete(Draft draft) {
        if (!draft.sent().has(FIELD) || Json.missing(draft.sent().get(FIELD))) {
            return;
        }
        Map<String, JsonNode> bindings = read(draft.property(FIELD));
        bindings.putIfAbsent(VNIC_TYPE, pair(VNIC_TYPE, "normal"));
        if (text(bindings, VNIC_TYPE).equals("direct")) {
            bindings.put(VIF_TYPE, pair(VIF_TYPE, "vrouter"));
        } else if (hasUserSpaceVrouter(text(bindings, "host_id"))) {
            bindings.put(VIF_TYPE, pair(VIF_TYPE, "vhostuser"));
            String socket = "{\"vhostuser_mode\": \"client\", \"vhostuser_vrouter_plug\": true, \"vhostuser_socket\": "
                    + "\"/var/run/vrouter/uvh_vif_tap" + draft.uuid().substring(0, 11) + "\"}";
            bindings.put("vif_details", pair("vif_details", socket));
        }
        draft.set(FIELD, write(bindings));
    }

    void change(Draft draft) {
        if (!draft.sets(FIELD)) {
            return;
        }
        String wanted = text(read(draft.property(FIELD)), VNIC_TYPE);
        if (wanted.isEmpty()) {
            return;
        }
        if (draft.former(FIELD).isMissingNode()) {
            throw ApiError.keyError(FIELD);
        }
        String present = text(read(draft.former(FIELD)), VNIC_TYPE);
        if (!present.equals(wanted) && !draft.refs("virtual_machine_refs").isEmpty()) {
            throw ApiError.conflict("Vnic_type can not be modified when VMI is linked to VM");
        }
    }

    private boolean hasUserSpaceVrouter(String host) {
        TypeSchema type = world.type("virtual-router");
        if (host.isEmpty() || host.equals("null") || world.store().all(type).isEmpty()) {
            return false;
        }
        ConfigObject router = router(type, host);
        // Upstream takes the last router it looked at for the one it sought: an unknown host counts as user space.
        if (router == null) {
            return true;
        }
        JsonNode enabled = router.property("virtual_router_dpdk_enabled");
        return enabled != null && enabled.asBoolean();
    }

    private @Nullable ConfigObject router(TypeSchema type, String host) {
        String label = host.split("\\.", 2)[0];
        for (ConfigObject router : world.store().all(type).values()) {
            if (router.name().equals(host)
                    || List.of(router.name().split("\\.")).contains(label)) {
                return router;
            }
        }
        return null;
    }

    private static Map<String, JsonNode> read(JsonNode property) {
        Map<String, JsonNode> bindings = new LinkedHashMap<>();
        property.path(ELEMENTS).forEach(e -> bindings.put(e.path("key").asText(), e));
        return bindings;
    }

    private static JsonNode write(Map<String, JsonNode> bindings) {
        ArrayNode list = Json.array();
        bindings.values().forEach(list::add);
        return Json.object(ELEMENTS, list);
    }

    private static String text(Map<String, JsonNode> bindings, String key) {
        JsonNode pair = bindings.get(key);
        return pair == null || Json.missing(pair.get("value"))
                ? ""
                : pair.get("value").asText();
    }

    private static ObjectNode pair(String key, String value) {
        return Json.object().put("key", key).put("value", value);
    }
}
