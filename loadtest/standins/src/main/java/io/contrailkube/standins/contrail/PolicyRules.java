package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** network-policy (API-118). */
final class PolicyRules implements TypeRules {
    private static final String ENTRIES = "network_policy_entries";

    private final World world;

    PolicyRules(World world) {
        this.world = world;
    }

    @Override
    public void create(Draft draft) {
        check(draft);
    }

    @Override
    public void update(Draft draft) {
        check(draft);
    }

    private void check(Draft draft) {
        if (!draft.sets(ENTRIES)) {
            return;
        }
        for (JsonNode each : draft.property(ENTRIES).path("policy_rule")) {
            ObjectNode rule = (ObjectNode) each;
            if (Json.empty(rule.get("action_list"))) {
                throw ApiError.badRequest("Check Policy rules: Action is required");
            }
            Protocols.check(world.line(), rule.path("protocol"));
            for (String side : new String[] {"src_addresses", "dst_addresses"}) {
                for (JsonNode address : rule.path(side)) {
                    if (!Json.empty(address.get("security_group"))) {
                        throw ApiError.badRequest("Config Error: policy rule refers to security group");
                    }
                }
            }
            identify(rule);
        }
    }

    static void identify(ObjectNode rule) {
        if (Json.empty(rule.get("rule_uuid"))) {
            rule.put("rule_uuid", World.uuid());
        }
    }
}
