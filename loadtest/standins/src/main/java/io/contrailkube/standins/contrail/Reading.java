package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.IdPerms.Halves;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Objects as JSON (spec 04 sections 6 and 7). */
final class Reading {
    private static final Set<String> ALWAYS = Set.of("id_perms", "perms2");

    private final World world;

    Reading(World world) {
        this.world = world;
    }

    /** What a single read wants; {@code fields} null means everything. */
    record Selection(@Nullable Set<String> fields, boolean backRefs, boolean children, @Nullable Links links) {}

    /** A single read. */
    ObjectNode object(ConfigObject object, Selection selection) {
        Set<String> fields = selection.fields();
        boolean onlyNamed = fields != null && world.line().isNew();
        Predicate<String> own = onlyNamed && fields != null ? f -> fields.contains(f) || ALWAYS.contains(f) : f -> true;
        ObjectNode json = identity(object);
        json.put("name", object.name());
        Links links = selection.links();
        if (links != null) {
            json.put("href", links.to(object));
        }
        ConfigObject parent = object.parent();
        if (parent != null && links != null) {
            json.put("parent_href", links.to(parent));
        }
        properties(json, object, own);
        refs(json, object, own, links);
        if (fields != null || selection.children()) {
            children(json, object, fields == null ? f -> true : fields::contains, links);
        }
        if (fields != null || selection.backRefs()) {
            backRefs(json, object, fields == null ? f -> true : fields::contains, links);
        }
        return json;
    }

    /** An entry of a list with {@code detail}: all of the object's own, and the named children and back references. */
    ObjectNode detail(ConfigObject object, Set<String> fields, @Nullable Links links) {
        ObjectNode json = identity(object);
        json.put("name", object.name());
        href(json, object, links);
        properties(json, object, f -> true);
        refs(json, object, f -> true, null);
        related(json, object, fields);
        return json;
    }

    /** An entry of a list with {@code fields} alone. */
    ObjectNode entry(ConfigObject object, Set<String> fields, @Nullable Links links) {
        ObjectNode json = identity(object);
        href(json, object, links);
        properties(json, object, fields::contains);
        refs(json, object, fields::contains, null);
        related(json, object, fields);
        return json;
    }

    /** An entry of a plain list. */
    static ObjectNode brief(ConfigObject object, @Nullable Links links) {
        ObjectNode json = Json.object().put("uuid", object.uuid());
        json.set("fq_name", object.fqNameNode());
        href(json, object, links);
        return json;
    }

    private void related(ObjectNode json, ConfigObject object, Set<String> fields) {
        if (!fields.isEmpty()) {
            children(json, object, fields::contains, null);
            backRefs(json, object, fields::contains, null);
        }
    }

    private static void href(ObjectNode json, ConfigObject object, @Nullable Links links) {
        if (links != null) {
            json.put("href", links.to(object));
        }
    }

    private static ObjectNode identity(ConfigObject object) {
        ObjectNode json = Json.object().put("uuid", object.uuid());
        json.set("fq_name", object.fqNameNode());
        ConfigObject parent = object.parent();
        if (parent != null) {
            json.put("parent_type", parent.type().name()).put("parent_uuid", parent.uuid());
        }
        return json;
    }

    private void properties(ObjectNode json, ConfigObject object, Predicate<String> wanted) {
        refuseUnreadable(object);
        if (wanted.test("id_perms")) {
            json.set("id_perms", object.idPerms().toJson(Halves.of(object.uuid())));
        }
        for (Map.Entry<String, JsonNode> plain : object.plain.entrySet()) {
            if (wanted.test(plain.getKey())) {
                json.set(plain.getKey(), plain.getValue());
            }
        }
        for (Map.Entry<String, NavigableMap<String, JsonNode>> elements : object.collections.entrySet()) {
            JsonNode value = wanted.test(elements.getKey()) ? object.property(elements.getKey()) : null;
            if (value != null) {
                json.set(elements.getKey(), value);
            }
        }
    }

    /** R5.0 splits its column names at colons and does not find its way back (API-32). */
    private void refuseUnreadable(ConfigObject object) {
        if (world.line().isNew()) {
            return;
        }
        for (NavigableMap<String, JsonNode> elements : object.collections.values()) {
            if (elements.keySet().stream().anyMatch(key -> key.indexOf(':') >= 0)) {
                throw ApiError.internal("ValueError: too many values to unpack");
            }
        }
    }

    private void refs(ObjectNode json, ConfigObject object, Predicate<String> wanted, @Nullable Links links) {
        for (Map.Entry<String, Map<String, Ref>> field : object.refs.entrySet()) {
            RefSchema schema = object.type().ref(field.getKey());
            if (schema == null || !wanted.test(field.getKey())) {
                continue;
            }
            ArrayNode list = json.putArray(field.getKey());
            for (Ref ref : field.getValue().values()) {
                list.add(ref(schema, ref, links));
            }
        }
    }

    /** A reference to an object that is gone has no name any more (API-57). */
    private ObjectNode ref(RefSchema schema, Ref ref, @Nullable Links links) {
        ConfigObject target = world.store().find(ref.target());
        ObjectNode entry = Json.object();
        entry.set("to", target == null ? Json.array().add("ERROR") : target.fqNameNode());
        entry.set("attr", ref.attr());
        entry.put("uuid", ref.target());
        if (links != null) {
            entry.put("href", links.to(schema.to(), ref.target()));
        }
        return entry;
    }

    private static void children(
            ObjectNode json, ConfigObject object, Predicate<String> wanted, @Nullable Links links) {
        object.children.forEach((type, children) -> {
            if (!wanted.test(type.childField())) {
                return;
            }
            ArrayNode list = json.putArray(type.childField());
            for (ConfigObject child : children) {
                ObjectNode entry = Json.object();
                entry.set("to", child.fqNameNode());
                entry.put("uuid", child.uuid());
                href(entry, child, links);
                list.add(entry);
            }
        });
    }

    private static void backRefs(
            ObjectNode json, ConfigObject object, Predicate<String> wanted, @Nullable Links links) {
        object.referrers.forEach((type, referrers) -> {
            RefSchema field = type.refTo(object.type());
            if (field == null || !wanted.test(type.backRefField())) {
                return;
            }
            ArrayNode list = json.putArray(type.backRefField());
            for (ConfigObject referrer : referrers) {
                Ref ref = referrer.refs(field.field()).get(object.uuid());
                ObjectNode entry = Json.object();
                entry.set("to", referrer.fqNameNode());
                entry.set("attr", ref == null ? Json.NULL : ref.attr());
                entry.put("uuid", referrer.uuid());
                href(entry, referrer, links);
                list.add(entry);
            }
        });
    }
}
