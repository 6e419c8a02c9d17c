package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** tag (spec 04 section 15.10). */
final class TagRules implements TypeRules {
    static final String TYPE = "tag_type_name";
    static final String VALUE = "tag_value";
    static final String ID = "tag_id";

    private static final String TYPE_ID = "tag_type_id";
    private static final int FIRST_REQUESTED = 0x8000;
    private static final int OLD_LIMIT = 0xffff;
    private static final int LAST_PREDEFINED = 0xff;

    private final World world;
    private final Making making;

    TagRules(World world, Making making) {
        this.world = world;
        this.making = making;
    }

    /** The name that the server gives, whatever was sent; null when type or value are missing. */
    static @Nullable String form(ObjectNode sent) {
        JsonNode type = sent.path(TYPE);
        JsonNode value = sent.path(VALUE);
        if (Json.empty(type) || Json.empty(value)) {
            return null;
        }
        return type.asText().toLowerCase(Locale.ROOT) + "=" + value.asText();
    }

    static int id(ConfigObject tag) {
        return Integer.parseUnsignedInt(tag.text(ID).substring(2), 16);
    }

    @Override
    public void create(Draft draft) {
        if (!Json.empty(draft.sent().get(TYPE_ID))) {
            throw ApiError.badRequest("Tag Type ID is not setable");
        }
        if (!draft.refs("tag_type_refs").isEmpty()) {
            throw ApiError.badRequest("Tag Type reference is not setable");
        }
        String typeName = draft.property(TYPE).asText().toLowerCase(Locale.ROOT);
        draft.set(TYPE, Json.text(typeName));
        String name = Names.last(draft.identity().fqName());
        draft.set("display_name", Json.text(name));
        ConfigObject type = type(draft, typeName);
        int value = value(draft, typeName);
        draft.set(ID, Json.text(String.format("0x%04x%04x", TagTypeRules.id(type), value)));
        draft.setRefs("tag_type_refs", Map.of(type.uuid(), Ref.to(type.uuid())));
    }

    /** The tag type, made with its first tag (API-139). */
    private ConfigObject type(Draft draft, String name) {
        ConfigObject found = world.find("tag-type", List.of(name));
        if (found != null) {
            return found;
        }
        Numbers ids = world.allocations().tagTypes;
        int id = ids.take();
        ConfigObject made = making.initial(
                world.type("tag-type"),
                null,
                name,
                Json.object().put(TYPE_ID, String.format("0x%04x", id)).put("display_name", name));
        made.idPerms(made.idPerms().ofTagType(Json.NULL));
        draft.onFailure(() -> {
            world.store().remove(made);
            ids.free(id);
        });
        return made;
    }

    private int value(Draft draft, String typeName) {
        Numbers values = world.allocations().tagValues(typeName);
        JsonNode asked = draft.property(ID);
        int id;
        if (Json.empty(asked)) {
            id = values.take();
        } else {
            id = requested(asked.asText());
            if (!values.take(id)) {
                throw ApiError.badRequest("Requested ID " + asked.asText() + " is already allocated");
            }
        }
        draft.onFailure(() -> values.free(id));
        if (Json.empty(asked) && id >= (world.line().isNew() ? FIRST_REQUESTED : OLD_LIMIT)) {
            throw ApiError.badRequest("No more tag values of type " + typeName);
        }
        return id;
    }

    private int requested(String text) {
        int id = -1;
        if (world.line().isNew() && text.matches("0x[0-9a-fA-F]{1,8}")) {
            id = (int) (Long.parseLong(text.substring(2), 16) & 0xffff);
        }
        if (id < FIRST_REQUESTED) {
            throw ApiError.badRequest("Tag Value ID is not setable");
        }
        return id;
    }

    @Override
    public void update(Draft draft) {
        for (String fixed : new String[] {"display_name", TYPE, VALUE, ID}) {
            if (draft.sets(fixed)) {
                throw ApiError.badRequest("Tag name, type, value or ID cannot be updated");
            }
        }
        if (draft.setsRefs("tag_type_refs")) {
            throw ApiError.badRequest("Tag Type reference cannot be updated");
        }
    }

    @Override
    public void deleted(ConfigObject object) {
        String typeName = object.text(TYPE);
        world.allocations().tagValues(typeName).free(id(object) & 0xffff);
        ConfigObject type = world.find("tag-type", List.of(typeName));
        if (type == null || !type.referrers.isEmpty()) {
            return;
        }
        int id = TagTypeRules.id(type);
        if (id >= LAST_PREDEFINED) {
            world.store().remove(type);
            world.allocations().tagTypes.free(id);
        }
    }
}
