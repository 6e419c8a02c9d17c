package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.List;

/** {@code ref-update} and {@code ref-relax-for-delete} (spec 04 section 10). */
final class RefUpdates {
    private final World world;
    private final Writes writes;
    private final SentRefs sentRefs;

    RefUpdates(World world, Writes writes) {
        this.world = world;
        this.writes = writes;
        this.sentRefs = new SentRefs(world, "ref-update");
    }

    private record Asked(String uuid, boolean adds, String target, ObjectNode body) {}

    ObjectNode update(ObjectNode body) {
        TypeSchema type = Calls.type(world, body.get("type"));
        JsonNode refType = body.get("ref-type");
        if (refType == null || refType.isNull()) {
            throw ApiError.unforeseen();
        }
        TypeSchema target = Calls.type(world, refType);
        Asked asked = asked(body, target);
        RefSchema field = type.refTo(target);
        JsonNode attr = field == null || field.attr() == null ? attr(body) : sentRefs.attr(field.attr(), attr(body));
        ConfigObject referred = world.store().find(asked.target());
        if (asked.adds() && referred == null) {
            throw ApiError.notFound("Unknown id: " + asked.target());
        }
        ConfigObject object = world.store().find(asked.uuid());
        if (object == null || object.type() != type) {
            throw ApiError.notFound("Unknown id: " + asked.uuid());
        }
        if (field != null && asked.adds() && referred != null && referred.type() != target) {
            throw ApiError.notFound("No " + target + " object found for id " + asked.target());
        }
        if (field != null) {
            write(object, field, asked, attr);
        }
        return Json.object().put("uuid", asked.uuid());
    }

    private static JsonNode attr(ObjectNode body) {
        return body.path("attr").isMissingNode() ? Json.NULL : body.get("attr");
    }

    private Asked asked(ObjectNode body, TypeSchema target) {
        String uuid = body.path("uuid").asText("");
        String operation = body.path("operation").asText("");
        JsonNode refUuid = body.path("ref-uuid");
        JsonNode refName = body.path("ref-fq-name");
        if (uuid.isEmpty() || operation.isEmpty() || Json.empty(refUuid) && Json.empty(refName)) {
            throw ApiError.badRequest("Bad Request, type/uuid/ref-type/ref-uuid/operation must be specified");
        }
        if (!operation.equals("ADD") && !operation.equals("DELETE")) {
            throw ApiError.badRequest("Bad Request, operation should be ADD or DELETE: " + operation);
        }
        String referred = Json.empty(refUuid) ? named(target, Json.strings(refName)) : refUuid.asText();
        return new Asked(uuid, operation.equals("ADD"), referred, body);
    }

    private String named(TypeSchema type, List<String> name) {
        ConfigObject found = world.store().find(type, name);
        if (found == null) {
            throw ApiError.notFound("Name " + world.python().list(name) + " not found");
        }
        return found.uuid();
    }

    private void write(ConfigObject object, RefSchema field, Asked asked, JsonNode attr) {
        Ref former = object.refs(field.field()).get(asked.target());
        boolean relaxed = former != null && former.relaxed()
                || asked.body().path("relax_ref_for_delete").asBoolean();
        Draft draft = Draft.of(object, Json.object());
        draft.setRef(field.field(), asked.target(), asked.adds() ? new Ref(asked.target(), attr, relaxed) : null);
        writes.update(draft, object);
    }

    /** Succeeds even when there is no such reference (API-79). */
    ObjectNode relax(ObjectNode body) {
        String uuid = body.path("uuid").asText("");
        String referred = body.path("ref-uuid").asText("");
        if (uuid.isEmpty() || referred.isEmpty()) {
            throw ApiError.badRequest(
                    "Bad Request, Both uuid and ref-uuid should be specified: " + uuid + ", " + referred + ".");
        }
        ConfigObject object = world.store().find(uuid);
        if (object == null) {
            throw ApiError.notFound("ID " + uuid + " not found");
        }
        for (String field : List.copyOf(object.refs.keySet())) {
            Ref ref = object.refs(field).get(referred);
            RefSchema schema = object.type().ref(field);
            if (ref != null && schema != null) {
                world.store().link(object, schema, new Ref(referred, ref.attr(), true));
            }
        }
        return Json.object().put("uuid", uuid);
    }
}
