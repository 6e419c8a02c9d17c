package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code chown} and {@code chmod} (API-43). */
final class Ownership {
    private static final int ALL = 7;

    private final World world;
    private final Making making;

    Ownership(World world, Making making) {
        this.world = world;
        this.making = making;
    }

    void chown(ObjectNode body) {
        ConfigObject object = object(body);
        String owner = body.path("owner").asText("");
        checkOwner(owner);
        store(object, perms(object).put("owner", owner));
    }

    void chmod(ObjectNode body) {
        ConfigObject object = object(body);
        ObjectNode perms = perms(object);
        if (body.has("owner")) {
            checkOwner(body.get("owner").asText());
            perms.set("owner", body.get("owner"));
        }
        for (String access : new String[] {"owner_access", "global_access"}) {
            if (body.has(access)) {
                checkAccess(body.get(access), access);
                perms.set(access, body.get(access));
            }
        }
        if (body.has("share")) {
            for (JsonNode share : body.get("share")) {
                checkAccess(share.path("tenant_access"), "share");
            }
            perms.set("share", body.get("share"));
        }
        store(object, perms);
    }

    private ConfigObject object(ObjectNode body) {
        String uuid = body.path("uuid").asText("");
        if (!Uuids.isVersion4(uuid)) {
            throw ApiError.badRequest("Bad Request, invalid object id");
        }
        ConfigObject object = world.store().find(uuid);
        if (object == null) {
            throw ApiError.notFound("Unknown id: " + uuid);
        }
        return object;
    }

    private static void checkOwner(String owner) {
        if (!Uuids.isVersion4(owner)) {
            throw ApiError.badRequest("Bad Request, invalid owner UUID");
        }
    }

    private static void checkAccess(JsonNode access, String name) {
        if (!access.isIntegralNumber() || access.asLong() < 0 || access.asLong() > ALL) {
            throw ApiError.badRequest("Bad Request, invalid " + name + " value");
        }
    }

    private static ObjectNode perms(ConfigObject object) {
        JsonNode perms = object.property("perms2");
        return perms == null ? Perms.of(Perms.ADMIN) : perms.deepCopy();
    }

    private void store(ConfigObject object, ObjectNode perms) {
        Draft draft = Draft.of(object, Json.object());
        draft.set("perms2", perms);
        making.apply(draft, object);
    }
}
