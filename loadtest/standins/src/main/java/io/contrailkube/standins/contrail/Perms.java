package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The common property {@code perms2}. */
final class Perms {
    static final String ADMIN = "cloud-admin";

    private static final int ALL = 7;

    private Perms() {}

    static ObjectNode of(String owner) {
        ObjectNode perms = Json.object().put("owner", owner).put("owner_access", ALL);
        perms.put("global_access", 0);
        perms.putArray("share");
        return perms;
    }

    /** The sent value with everything that it lacks taken from the defaults. */
    static ObjectNode completed(JsonNode sent, String owner) {
        ObjectNode perms = of(owner);
        sent.properties().forEach(e -> {
            if (!e.getValue().isNull()) {
                perms.set(e.getKey(), e.getValue());
            }
        });
        return perms;
    }

    static String owner(ConfigObject object) {
        JsonNode perms = object.property("perms2");
        return perms == null ? ADMIN : perms.path("owner").asText(ADMIN);
    }

    static ObjectNode withGlobalAccess(JsonNode perms, int access) {
        ObjectNode changed = perms.deepCopy();
        return changed.put("global_access", access);
    }

    static ObjectNode shared(JsonNode perms, String tenant, int access) {
        ObjectNode changed = perms.deepCopy();
        ArrayNode share = changed.withArray("share");
        share.add(Json.object().put("tenant", tenant).put("tenant_access", access));
        return changed;
    }
}
