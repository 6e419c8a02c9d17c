package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.Map;

/** PUT: every key that was sent is replaced as a whole, everything else stays (spec 04 section 8). */
final class Updating {
    private final Writes writes;
    private final SentRefs sentRefs;

    Updating(World world, Writes writes) {
        this.writes = writes;
        this.sentRefs = new SentRefs(world, "http_put");
    }

    void update(ConfigObject object, ObjectNode sent) {
        JsonNode perms = sent.get("perms2");
        if (perms != null && !Json.empty(perms) && Json.missing(perms.get("owner"))) {
            throw ApiError.badRequest("owner in perms2 must be present");
        }
        TypeSchema type = object.type();
        Draft draft = Draft.of(object, sent);
        for (PropertySchema property : type.properties().values()) {
            JsonNode value = sent.get(property.name());
            boolean lostPerms =
                    value != null && value.isNull() && property.name().equals("perms2");
            if (value != null && !property.name().equals("id_perms") && !lostPerms) {
                draft.set(property.name(), sentRefs.property(property, value));
            }
        }
        sentRefs.checkAttrs(type, sent);
        for (RefSchema field : type.refs().values()) {
            JsonNode list = sent.get(field.field());
            if (list != null) {
                Map<String, Ref> former = object.refs(field.field());
                draft.setRefs(field.field(), Json.empty(list) ? Map.of() : sentRefs.byUuid(field, list, former));
            }
        }
        refuseNullCollections(draft);
        writes.update(draft, object);
        if (sent.get("id_perms") instanceof ObjectNode idPerms) {
            object.idPerms(object.idPerms().updated(idPerms));
        }
    }

    /** Upstream reads the elements of null (API-69). */
    private static void refuseNullCollections(Draft draft) {
        for (Map.Entry<String, JsonNode> sent : draft.properties().entrySet()) {
            PropertySchema property = draft.type().property(sent.getKey());
            if (property != null && property.isCollection() && sent.getValue().isNull()) {
                throw ApiError.internal("AttributeError: 'NoneType' object has no attribute 'get'");
            }
        }
    }
}
