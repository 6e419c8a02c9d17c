package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** security-group (API-119, API-120). */
final class SecurityGroupRules implements TypeRules {
    private static final String ENTRIES = "security_group_entries";
    private static final String ID = "security_group_id";
    private static final String CONFIGURED = "configured_security_group_id";
    private static final int FIRST_OF_SERVER = 8_000_000;

    private final World world;

    SecurityGroupRules(World world) {
        this.world = world;
    }

    @Override
    public void create(Draft draft) {
        checkRules(draft);
        if (draft.sets(ID) && !Json.missing(draft.property(ID))) {
            refuseId(draft);
        }
        int configured = draft.property(CONFIGURED).asInt();
        draft.set(ID, IntNode.valueOf(configured > 0 ? configured : take(draft)));
    }

    private int take(Draft draft) {
        Numbers groups = world.allocations().groups;
        int id = groups.take();
        draft.onFailure(() -> groups.free(id));
        return id;
    }

    private static void refuseId(Draft draft) {
        throw draft.property(ID).asLong() < FIRST_OF_SERVER
                ? ApiError.badRequest("Security group ID should be greater than the " + FIRST_OF_SERVER)
                : new ApiError(403, "Cannot set the security group ID");
    }

    @Override
    public void update(Draft draft) {
        checkRules(draft);
        int present = draft.former(ID).asInt();
        if (draft.sets(ID) && draft.property(ID).asLong() != present) {
            refuseId(draft);
        }
        if (!draft.sets(CONFIGURED)) {
            return;
        }
        int configured = draft.property(CONFIGURED).asInt();
        if (configured > 0) {
            world.allocations().groups.free(present);
            draft.set(ID, IntNode.valueOf(configured));
        } else if (present < FIRST_OF_SERVER) {
            draft.set(ID, IntNode.valueOf(take(draft)));
        }
    }

    private void checkRules(Draft draft) {
        if (!draft.sets(ENTRIES)) {
            return;
        }
        Map<ObjectNode, String> seen = new HashMap<>();
        for (JsonNode each : draft.property(ENTRIES).path("policy_rule")) {
            ObjectNode rule = (ObjectNode) each;
            Protocols.check(world.line(), rule.path("protocol"));
            checkEthertype(rule);
            checkLocal(rule);
            ObjectNode bare = rule.deepCopy();
            bare.remove("rule_uuid");
            PolicyRules.identify(rule);
            String before = seen.put(bare, rule.get("rule_uuid").asText());
            if (before != null) {
                throw ApiError.conflict("Rule already exists : " + before);
            }
        }
    }

    private static void checkEthertype(ObjectNode rule) {
        String ethertype = rule.path("ethertype").asText("");
        if (ethertype.isEmpty()) {
            return;
        }
        for (String side : new String[] {"src_addresses", "dst_addresses"}) {
            for (JsonNode address : rule.path(side)) {
                String prefix = address.path("subnet").path("ip_prefix").asText("");
                if (!prefix.isEmpty() && SubnetPlan.ip(prefix).v6() != ethertype.equals("IPv6")) {
                    throw ApiError.badRequest("Rule subnet " + prefix + " doesn't match ethertype " + ethertype);
                }
            }
        }
    }

    private static void checkLocal(ObjectNode rule) {
        for (String side : new String[] {"src_addresses", "dst_addresses"}) {
            for (JsonNode address : rule.path(side)) {
                if (address.path("security_group").asText().equals("local")) {
                    return;
                }
            }
        }
        throw ApiError.badRequest("At least one of source or destination addresses must be 'local'");
    }

    @Override
    public void deleted(ConfigObject object) {
        JsonNode id = object.property(ID);
        if (id != null && id.asInt() > FIRST_OF_SERVER) {
            world.allocations().groups.free(id.asInt());
        }
    }
}
