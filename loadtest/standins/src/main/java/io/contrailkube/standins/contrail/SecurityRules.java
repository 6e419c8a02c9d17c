package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the firewall objects have in common: global ones refer to global ones only, and some fields are the server's (API-141). */
final class SecurityRules implements TypeRules {
    static final Set<String> TYPES =
            Set.of("application-policy-set", "firewall-policy", "firewall-rule", "address-group", "service-group");

    private static final String ALL_APPLICATIONS = "all_applications";
    private static final String SERVICES = "service_group_firewall_service_list";

    private final World world;
    private final TypeRules own;

    /** {@code own} are the rules of the type alone. */
    SecurityRules(World world, TypeRules own) {
        this.world = world;
        this.own = own;
    }

    @Override
    public void create(Draft draft) {
        check(draft);
        own.create(draft);
    }

    @Override
    public void update(Draft draft) {
        check(draft);
        own.update(draft);
    }

    private void check(Draft draft) {
        for (String fixed : new String[] {"draft_mode_state", ALL_APPLICATIONS}) {
            if (draft.sets(fixed) && !Json.missing(draft.property(fixed)) && !isUnchanged(draft, fixed)) {
                throw ApiError.badRequest("Property " + fixed + " is read-only");
            }
        }
        if (draft.sets(SERVICES)) {
            for (JsonNode service : draft.property(SERVICES).path("firewall_service")) {
                FirewallRuleRules.identify(world.line(), (ObjectNode) service);
            }
        }
        if (isGlobal(draft.identity().parent())) {
            draft.changedRefs().forEach(field -> checkScope(draft, field));
        }
    }

    /** False is as good as absent. */
    private static boolean isUnchanged(Draft draft, String property) {
        JsonNode value = draft.property(property);
        JsonNode former = draft.former(property);
        return value.equals(former) || Json.empty(value) && Json.empty(former);
    }

    private static boolean isGlobal(@Nullable ConfigObject parent) {
        return parent != null && parent.is("policy-management") && parent.parent() == null;
    }

    private void checkScope(Draft draft, String field) {
        RefSchema schema = draft.type().ref(field);
        if (schema == null || !TYPES.contains(schema.to())) {
            return;
        }
        for (JsonNode sent : draft.sent().path(field)) {
            if (world.line().isNew() && !sent.has("uuid")) {
                throw ApiError.keyError("uuid");
            }
        }
        for (String uuid : draft.newTargets(field)) {
            ConfigObject target = world.store().find(uuid);
            if (target != null && !isGlobal(target.parent())) {
                throw ApiError.badRequest("Global " + draft.type() + " "
                        + world.python().list(draft.identity().fqName()) + " can only reference global "
                        + schema.to());
            }
        }
    }

    @Override
    public void delete(ConfigObject object) {
        JsonNode all = object.property(ALL_APPLICATIONS);
        if (all != null && all.asBoolean()) {
            throw ApiError.badRequest("Application Policy Set defined for all applications can not be deleted");
        }
        own.delete(object);
    }
}
