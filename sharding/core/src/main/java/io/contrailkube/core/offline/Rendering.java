package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Entry;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Desired objects put together as the server would hold them: claims of several owners on one object in one body. */
final class Rendering {
    private final SortedMap<ObjectKey, ObjectNode> bodies = new TreeMap<>();

    void add(ContrailObject object) {
        ObjectNode body = body(object.key());
        if (object.claim() != ContrailObject.Claim.PART) {
            // The server gives every object that is created a display name; those it made itself have none.
            body.put("display_name", object.key().fqName().leaf());
        }
        object.properties().properties().forEach(property -> body.set(property.getKey(), property.getValue()));
        object.entries().forEach(entry -> put(body, entry));
        object.references().forEach(reference -> {
            refer(body, reference.field(), reference.to().fqName(), reference.attr());
            if (reference.to().type().equals(object.key().type())) {
                // A reference between objects of one type is stored on both (spec 04 API-28).
                refer(body(reference.to()), reference.field(), object.key().fqName(), reference.attr());
            }
        });
    }

    /** By type, then by name, in {@link NormalForm}. */
    SortedMap<String, SortedMap<String, ObjectNode>> objects() {
        var objects = new TreeMap<String, SortedMap<String, ObjectNode>>();
        bodies.forEach((key, body) -> objects.computeIfAbsent(key.type(), type -> new TreeMap<>())
                .put(key.fqName().toString(), NormalForm.of(key.type(), body)));
        return objects;
    }

    private ObjectNode body(ObjectKey key) {
        return bodies.computeIfAbsent(key, Rendering::identity);
    }

    private static ObjectNode identity(ObjectKey key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        key.fqName().parts().forEach(body.putArray("fq_name")::add);
        ContrailType type = ContrailTypes.of(key.type());
        if (!type.parent().equals(ContrailType.ROOT)) {
            body.put("parent_type", type.parent());
        }
        return body;
    }

    private static void put(ObjectNode body, Entry entry) {
        ArrayNode list = body.withObject("/" + entry.list().property())
                .withArray(entry.list().wrapper());
        String id = entry.list().idOf(entry.value());
        for (int i = 0; i < list.size(); i++) {
            if (entry.list().idOf(list.get(i)).equals(id)) {
                list.set(i, entry.value());
                return;
            }
        }
        list.add(entry.value());
    }

    private static void refer(ObjectNode body, String field, FqName to, @Nullable JsonNode attr) {
        ArrayNode list = body.withArray(field);
        for (JsonNode reference : list) {
            if (reference.path("to").equals(names(to, list))) {
                return;
            }
        }
        ObjectNode reference = list.addObject();
        reference.set("to", names(to, list));
        if (attr != null) {
            reference.set("attr", attr);
        }
    }

    private static ArrayNode names(FqName name, ArrayNode maker) {
        ArrayNode parts = maker.arrayNode();
        name.parts().forEach(parts::add);
        return parts;
    }
}
