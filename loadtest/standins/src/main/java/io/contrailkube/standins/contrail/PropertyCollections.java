package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.PropertySchema.Storage;
import io.contrailkube.standins.http.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code prop-collection-update} and {@code -get}: single elements of map and list properties (spec 04 section 9). */
final class PropertyCollections {
    private final World world;
    private final Writes writes;
    private final Making making;
    private final Validation validation;

    PropertyCollections(World world, Writes writes, Making making) {
        this.world = world;
        this.writes = writes;
        this.making = making;
        this.validation = new Validation(world);
    }

    /** All updates or none: they are applied to copies first. */
    void update(ObjectNode body) {
        ConfigObject object = object(body.path("uuid").asText(""));
        JsonNode updates = body.path("updates");
        if (!world.line().isNew() && Json.empty(updates)) {
            throw ApiError.badRequest("Bad Request, updates must be specified");
        }
        Map<String, NavigableMap<String, JsonNode>> changed = new LinkedHashMap<>();
        for (JsonNode update : updates) {
            PropertySchema property = property(object, update.path("field").asText("None"));
            NavigableMap<String, JsonNode> elements = changed.computeIfAbsent(
                    property.name(), f -> new TreeMap<>(object.collections.getOrDefault(f, new TreeMap<>())));
            apply(property, elements, update);
        }
        Draft draft = Draft.of(object, Json.object());
        changed.forEach((field, elements) -> draft.set(field, whole(object, field, elements)));
        writes.check(draft);
        changed.forEach((field, elements) -> store(object, draft, field, elements));
        making.touch(object);
    }

    private static JsonNode whole(ConfigObject object, String field, NavigableMap<String, JsonNode> elements) {
        PropertySchema property = object.type().property(field);
        JsonNode value = property == null ? null : ConfigObject.wrapped(property, elements);
        // The rules may complete elements, and those that stand already are shared with readers.
        return value == null ? Json.object() : value.deepCopy();
    }

    /** The rules left the elements in their order, so that they go back to their positions one by one. */
    private static void store(ConfigObject object, Draft draft, String field, NavigableMap<String, JsonNode> elements) {
        PropertySchema property = object.type().property(field);
        if (property == null || elements.isEmpty()) {
            object.collections.remove(field);
            return;
        }
        JsonNode completed = draft.property(field).path(property.wrapper());
        int index = 0;
        for (Map.Entry<String, JsonNode> element : elements.entrySet()) {
            element.setValue(completed.get(index++));
        }
        object.collections.put(field, elements);
    }

    private ConfigObject object(String uuid) {
        if (uuid.isEmpty()) {
            throw ApiError.badRequest("Bad Request, uuid must be specified");
        }
        ConfigObject object = world.store().find(uuid);
        if (object == null) {
            throw ApiError.notFound("Object Not Found: " + uuid);
        }
        return object;
    }

    private static PropertySchema property(ConfigObject object, String field) {
        PropertySchema property = object.type().property(field);
        if (property == null || !property.isCollection()) {
            throw ApiError.badRequest(field + " neither \"ListProperty\" nor \"MapProperty\"");
        }
        return property;
    }

    private void apply(PropertySchema property, NavigableMap<String, JsonNode> elements, JsonNode update) {
        String operation = update.path("operation").asText("");
        boolean map = property.storage() == Storage.MAP;
        JsonNode value = update.get("value");
        String position = position(update);
        switch (operation) {
            case "set" -> {
                require(map, property, operation);
                JsonNode checked = checked(property, value);
                if (!checked.has(property.key())) {
                    throw ApiError.keyError(property.key());
                }
                elements.put(checked.get(property.key()).asText(), checked);
            }
            case "add" -> {
                require(!map, property, operation);
                elements.put(position == null ? World.uuid() : position, checked(property, value));
            }
            case "modify" -> {
                require(!map, property, operation);
                elements.put(required(position), checked(property, value));
            }
            case "delete" -> elements.remove(required(position));
            default -> require(false, property, operation);
        }
    }

    private static @Nullable String position(JsonNode update) {
        JsonNode position = update.get("position");
        return Json.missing(position) || position == null ? null : position.asText();
    }

    private static String required(@Nullable String position) {
        if (position == null) {
            throw ApiError.keyError("position");
        }
        return position;
    }

    private static void require(boolean fits, PropertySchema property, String operation) {
        if (!fits) {
            throw ApiError.badRequest("Unsupported operation " + operation + " for property " + property.name());
        }
    }

    private JsonNode checked(PropertySchema property, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            throw ApiError.keyError("value");
        }
        try {
            return validation.element(property, value);
        } catch (Validation.Bad bad) {
            throw ApiError.badRequest("Bad property in prop-collection-update: " + bad.getMessage());
        }
    }

    ObjectNode get(Query query) {
        String uuid = query.first("uuid", "");
        String fields = query.first("fields", "");
        if (uuid.isEmpty() || fields.isEmpty()) {
            throw ApiError.badRequest("Bad Request, uuid and fields must be specified");
        }
        ConfigObject object = object(uuid);
        ObjectNode answer = Json.object();
        String position = query.first("position");
        for (String field : fields.split(",")) {
            property(object, field);
            ArrayNode list = answer.putArray(field);
            object.collections.getOrDefault(field, new TreeMap<>()).forEach((at, element) -> {
                if (position == null || position.equals(at)) {
                    list.addArray().add(element).add(at);
                }
            });
        }
        return answer;
    }
}
