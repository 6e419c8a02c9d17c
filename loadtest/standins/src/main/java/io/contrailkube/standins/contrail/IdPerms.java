package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** The common property {@code id_perms}; what the client may set is kept as sent (API-19). */
record IdPerms(JsonNode permissions, ObjectNode settings, String created, String modified) {
    private static final JsonNode ADMIN = permissions("cloud-admin", "cloud-admin-group");
    private static final JsonNode SERVER = permissions("contrail-api", "admin");

    static IdPerms of(JsonNode sent, String now) {
        ObjectNode settings = Json.object();
        settings.set("enable", sent.has("enable") ? sent.get("enable") : BooleanNode.TRUE);
        settings.set("description", sent.has("description") ? sent.get("description") : Json.NULL);
        settings.set("user_visible", sent.has("user_visible") ? sent.get("user_visible") : BooleanNode.TRUE);
        settings.set("creator", sent.has("creator") ? sent.get("creator") : Json.NULL);
        return new IdPerms(ADMIN, settings, now, now);
    }

    /** As on objects that the server made for a client's object. */
    IdPerms ofServer() {
        return new IdPerms(SERVER, settings, created, modified);
    }

    /** Tag types are hidden from everyone but admins; only those that come with a tag lack {@code enable}. */
    IdPerms ofTagType(JsonNode enable) {
        ObjectNode hidden = settings.deepCopy().put("user_visible", false);
        hidden.set("enable", enable);
        return new IdPerms(permissions, hidden, created, modified);
    }

    IdPerms described(String description) {
        return new IdPerms(permissions, settings.deepCopy().put("description", description), created, modified);
    }

    IdPerms withoutPermissions() {
        return new IdPerms(Json.NULL, settings, created, modified);
    }

    IdPerms modified(String now) {
        return new IdPerms(permissions, settings, created, now);
    }

    /** Of an update only {@code enable} and {@code description} are taken. */
    IdPerms updated(JsonNode sent) {
        ObjectNode changed = settings.deepCopy();
        for (String field : new String[] {"enable", "description"}) {
            if (sent.has(field)) {
                changed.set(field, sent.get(field));
            }
        }
        return new IdPerms(permissions, changed, created, modified);
    }

    ObjectNode toJson(Halves halves) {
        ObjectNode json = Json.object();
        json.set("permissions", permissions);
        ObjectNode uuid = json.putObject("uuid");
        uuid.put("uuid_mslong", halves.high());
        uuid.put("uuid_lslong", halves.low());
        json.set("enable", settings.get("enable"));
        json.put("created", created).put("last_modified", modified);
        json.set("description", settings.get("description"));
        json.set("user_visible", settings.get("user_visible"));
        json.set("creator", settings.get("creator"));
        return json;
    }

    /** The two unsigned halves of a uuid (API-17). */
    record Halves(BigInteger high, BigInteger low) {
        static Halves of(String uuid) {
            String hex = uuid.replace("-", "");
            return new Halves(new BigInteger(hex.substring(0, 16), 16), new BigInteger(hex.substring(16), 16));
        }
    }

    private static JsonNode permissions(String owner, String group) {
        return Json.object()
                .put("owner", owner)
                .put("owner_access", 7)
                .put("group", group)
                .put("group_access", 7)
                .put("other_access", 7);
    }
}
