package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code set-tag}: tags of an object by type and value (spec 04 section 11). */
final class SetTag {
    private static final Set<String> FIXED = Set.of("obj_type", "obj_uuid");

    private final World world;
    private final Writes writes;
    private final TagLimits limits;

    SetTag(World world, Writes writes) {
        this.world = world;
        this.writes = writes;
        this.limits = new TagLimits(world);
    }

    void set(ObjectNode body) {
        ConfigObject object = object(body);
        Map<String, Ref> tags = new LinkedHashMap<>(object.refs(TagLimits.FIELD));
        body.properties().forEach(entry -> {
            if (!FIXED.contains(entry.getKey())) {
                apply(object, tags, entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
            }
        });
        Draft draft = Draft.of(object, Json.object());
        draft.setRefs(TagLimits.FIELD, tags);
        writes.update(draft, object);
    }

    private ConfigObject object(ObjectNode body) {
        String type = body.path("obj_type").asText("");
        String uuid = body.path("obj_uuid").asText("");
        boolean isNew = world.line().isNew();
        if (type.isEmpty() || uuid.isEmpty()) {
            throw isNew
                    ? ApiError.badRequest("Object type and UUID must be specified")
                    : ApiError.keyError(type.isEmpty() ? "obj_type" : "obj_uuid");
        }
        TypeSchema schema = isNew || type.indexOf('-') < 0 ? world.schema().find(type) : null;
        if (schema == null) {
            throw isNew ? ApiError.badRequest("Resource type '" + type + "' not found") : ApiError.keyError(type);
        }
        ConfigObject object = world.store().find(uuid);
        if (object == null || object.type() != schema) {
            throw new ApiError(isNew ? 404 : 500, "Unknown id: " + uuid);
        }
        return object;
    }

    private void apply(ConfigObject object, Map<String, Ref> tags, String type, JsonNode asked) {
        if (asked.isNull()) {
            removeAll(tags, type);
            return;
        }
        if (!(asked instanceof ObjectNode values)) {
            throw ApiError.unforeseen();
        }
        if (object.is("address-group") && !type.equals("label")) {
            throw TagLimits.invalid(type);
        }
        boolean global = values.path("is_global").asBoolean();
        JsonNode value = values.path("value");
        if (limits.isMultiple(type)) {
            if (!Json.missing(value)) {
                add(tags, tag(object, type, single(type, value), global));
            }
            each(values.path("add_values"), text -> add(tags, tag(object, type, text, global)));
            each(
                    values.path("delete_values"),
                    text -> tags.remove(tag(object, type, text, global).uuid()));
            return;
        }
        if (values.has("add_values") || values.has("delete_values")) {
            throw ApiError.badRequest("Tag type " + type + " cannot be set multiple times on a same object.");
        }
        ConfigObject tag = tag(object, type, single(type, value), global);
        removeAll(tags, type);
        add(tags, tag);
    }

    /** Text in place of a list is taken letter by letter, as upstream's language does (API-84). */
    private static void each(JsonNode values, Consumer<String> action) {
        if (values.isTextual()) {
            values.asText().chars().forEach(letter -> action.accept(String.valueOf((char) letter)));
        }
        values.forEach(value -> action.accept(value.asText()));
    }

    private static String single(String type, JsonNode value) {
        if (Json.missing(value) || value.isArray()) {
            throw ApiError.badRequest("No valid value provided for tag type " + type);
        }
        if (!value.isTextual()) {
            throw ApiError.unforeseen();
        }
        return value.asText();
    }

    private static void add(Map<String, Ref> tags, ConfigObject tag) {
        tags.putIfAbsent(tag.uuid(), Ref.to(tag.uuid()));
    }

    private void removeAll(Map<String, Ref> tags, String type) {
        tags.keySet().removeIf(uuid -> {
            ConfigObject tag = world.find("tag", uuid);
            return tag != null && tag.text(TagRules.TYPE).equals(type);
        });
    }

    private ConfigObject tag(ConfigObject object, String type, String value, boolean global) {
        String name = type + "=" + value;
        List<String> path = global ? List.of(name) : Names.child(scope(object, name), name);
        ConfigObject tag = world.find("tag", path);
        if (tag == null) {
            throw ApiError.notFound("Tag with FQName " + world.python().list(path) + " not found");
        }
        return tag;
    }

    /** The project whose tags are meant (API-82). */
    private List<String> scope(ConfigObject object, String name) {
        ConfigObject project = object.is("project") ? object : object.parent();
        if (project == null || !project.is("project")) {
            project = owner(Perms.owner(object));
        }
        if (project == null) {
            throw ApiError.notFound("Not able to determine the scope of the tag '" + name + "'");
        }
        return project.fqName();
    }

    private @Nullable ConfigObject owner(String owner) {
        String dashed = owner.matches("[0-9a-f]{32}")
                ? owner.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                : owner;
        return world.find("project", dashed);
    }
}
