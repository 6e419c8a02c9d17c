package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ConfigObject.Identity;
import io.contrailkube.standins.contrail.Draft.OneRef;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes drafts into the store, and makes the server's own objects; no rule is asked here. */
final class Making {
    private final World world;

    Making(World world) {
        this.world = world;
    }

    ConfigObject insert(Draft draft, IdPerms idPerms) {
        ConfigObject object = new ConfigObject(draft.identity(), idPerms);
        world.store().insert(object);
        write(object, draft);
        return object;
    }

    /** Writes a change; the time of the last modification moves even when nothing else does (API-156). */
    void apply(Draft draft, ConfigObject object) {
        write(object, draft);
        touch(object);
    }

    void touch(ConfigObject object) {
        object.idPerms(object.idPerms().modified(world.clock().next()));
    }

    /** An object that the server makes for a client's one, with the parent's owner. */
    ConfigObject automatic(TypeSchema type, ConfigObject parent, String name, ObjectNode properties) {
        Draft draft = draft(type, parent, name, properties);
        draft.set("display_name", Json.text(name));
        draft.set("perms2", Perms.of(Perms.owner(parent)));
        return insert(draft, IdPerms.of(Json.object(), world.clock().next()).ofServer());
    }

    /** An object that stands when the server starts. */
    ConfigObject initial(TypeSchema type, @Nullable ConfigObject parent, String name, ObjectNode properties) {
        Draft draft = draft(type, parent, name, properties);
        if (!draft.sets("perms2")) {
            draft.set("perms2", Perms.of(Perms.ADMIN));
        }
        return insert(draft, IdPerms.of(Json.object(), world.clock().next()));
    }

    private static Draft draft(TypeSchema type, @Nullable ConfigObject parent, String name, ObjectNode properties) {
        List<String> fqName = parent == null ? List.of(name) : Names.child(parent.fqName(), name);
        Draft draft = Draft.ofNew(new Identity(type, World.uuid(), fqName, parent), Json.object());
        properties.properties().forEach(e -> draft.set(e.getKey(), e.getValue()));
        return draft;
    }

    private void write(ConfigObject object, Draft draft) {
        draft.properties().forEach((name, value) -> set(object, name, value));
        draft.refs().forEach((field, list) -> relink(object, field, list));
        draft.single().forEach((field, one) -> relink(object, field, one));
    }

    private static void set(ConfigObject object, String name, JsonNode value) {
        PropertySchema property = object.type().property(name);
        if (property != null && property.isCollection()) {
            NavigableMap<String, JsonNode> elements = elements(property, value);
            if (elements.isEmpty()) {
                object.collections.remove(name);
            } else {
                object.collections.put(name, elements);
            }
        } else if (value.isNull() && object.plain.containsKey(name)) {
            object.plain.remove(name);
        } else {
            object.plain.put(name, value);
        }
    }

    /** The elements of a collection by key or position; both are read back sorted as text (API-31). */
    static NavigableMap<String, JsonNode> elements(PropertySchema property, JsonNode value) {
        NavigableMap<String, JsonNode> elements = new TreeMap<>();
        int position = 0;
        for (JsonNode element : value.path(property.wrapper())) {
            boolean map = property.storage() == PropertySchema.Storage.MAP;
            elements.put(map ? element.path(property.key()).asText() : Integer.toString(position++), element);
        }
        return elements;
    }

    private void relink(ConfigObject object, String field, OneRef one) {
        RefSchema schema = object.type().refs().get(field);
        if (schema == null) {
            return;
        }
        if (one.ref() == null) {
            world.store().unlink(object, schema, one.target());
        } else {
            world.store().link(object, schema, one.ref());
        }
    }

    private void relink(ConfigObject object, String field, Map<String, Ref> list) {
        RefSchema schema = object.type().refs().get(field);
        if (schema == null) {
            return;
        }
        for (String target : new HashSet<>(object.refs(field).keySet())) {
            if (!list.containsKey(target)) {
                world.store().unlink(object, schema, target);
            }
        }
        for (Ref ref : List.copyOf(list.values())) {
            if (object.refs(field).get(ref.target()) != ref) {
                world.store().link(object, schema, ref);
            }
        }
    }
}
