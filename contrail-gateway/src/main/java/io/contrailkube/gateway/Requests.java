package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Entry;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Difference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From objects and differences to requests (spec 04 sections 5 to 12). */
final class Requests {
    private static final String REFS = "_refs";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Requests() {}

    /** One request with everything in it: annotations, tags, references, owner (API-163). */
    static Call create(ContrailObject desired, Map<ObjectKey, String> uuids) {
        ObjectNode content = JSON.objectNode();
        content.set("fq_name", name(desired.key().fqName()));
        content.put("uuid", desired.uuid());
        desired.type().parentOf(desired.key().fqName()).ifPresent(parent -> content.put("parent_type", parent.type()));
        content.setAll(desired.properties().deepCopy());
        for (Entry entry : desired.entries()) {
            within(content, entry.list().property())
                    .withArray('/' + entry.list().wrapper())
                    .add(entry.value());
        }
        for (Reference reference : desired.references()) {
            content.withArray('/' + reference.field()).add(reference(reference, uuids));
        }
        if (desired.owner() != null) {
            // Without dashes, as the server itself writes it (API-21).
            within(content, "perms2").put("owner", uuid(desired.owner(), uuids).replace("-", ""));
        }
        String type = desired.key().type();
        return new Call(
                Call.Kind.CREATE,
                type,
                '/' + desired.type().plural(),
                JSON.objectNode().set(type, content),
                desired.uuid());
    }

    /** The properties and whole lists of a difference. */
    static Call update(ObjectKey key, String uuid, Difference difference, Map<ObjectKey, String> uuids) {
        ObjectNode content = difference.properties().deepCopy();
        difference.lists().forEach((field, references) -> {
            ArrayNode list = content.putArray(field);
            references.forEach(reference -> list.add(reference(reference, uuids)));
        });
        ObjectNode body = JSON.objectNode().set(key.type(), content);
        return new Call(Call.Kind.UPDATE, key.type(), object(key.type(), uuid), body, uuid);
    }

    static Call delete(ObjectKey key, String uuid) {
        return new Call(Call.Kind.DELETE, key.type(), object(key.type(), uuid), null, uuid);
    }

    static Call addReference(ObjectKey key, String uuid, Reference reference, String to) {
        JsonNode attr = reference.attr() == null ? JSON.nullNode() : reference.attr();
        return refUpdate(key, uuid, reference.to().type(), to, "ADD", attr);
    }

    static Call removeReference(ObjectKey key, String uuid, String field, String to) {
        return refUpdate(key, uuid, typeOf(field), to, "DELETE", JSON.nullNode());
    }

    /** By name, so that nobody has to know the uuid; absent if no object has the name (API-77). */
    static Call removeReference(ObjectKey key, String uuid, Claims.RefClaim claim) {
        ObjectNode body = JSON.objectNode()
                .put("type", key.type())
                .put("uuid", uuid)
                .put("ref-type", claim.to().type());
        body.set("ref-fq-name", name(claim.to().fqName()));
        body.put("operation", "DELETE").putNull("attr");
        return new Call(Call.Kind.REF_UPDATE, key.type(), "/ref-update", body, uuid);
    }

    /** Several changes of an object's tags at once (API-167); {@code byType} is what set-tag is to do with each type. */
    static Call setTag(ObjectKey key, String uuid, ObjectNode byType) {
        ObjectNode body =
                JSON.objectNode().put("obj_type", key.type().replace('-', '_')).put("obj_uuid", uuid);
        body.setAll(byType);
        return new Call(Call.Kind.SET_TAG, key.type(), "/set-tag", body, uuid);
    }

    /** Lets an object go although {@code referrer} still refers to it (API-79). */
    static Call relax(ObjectKey key, String uuid, String referrer) {
        ObjectNode body = JSON.objectNode().put("uuid", referrer).put("ref-uuid", uuid);
        return new Call(Call.Kind.REF_RELAX, key.type(), "/ref-relax-for-delete", body, referrer);
    }

    /**
     * Also for projects, whose single read is a write (API-55).
     *
     * @param related children and back references to be read along
     */
    static Call read(String type, Collection<String> uuids, Collection<String> related) {
        ObjectNode body = JSON.objectNode()
                .put("type", type)
                .put("obj_uuids", String.join(",", uuids))
                .put("detail", true)
                .put("exclude_hrefs", true);
        if (!related.isEmpty()) {
            body.put("fields", String.join(",", related));
        }
        return new Call(Call.Kind.READ, type, "/list-bulk-collection", body, null);
    }

    /** @param names in the form a:b:c, encoded by {@link #encode} */
    static Call lookup(String type, Collection<String> names, boolean detail) {
        String query = "?exclude_hrefs=true&fq_names=" + String.join(",", names) + (detail ? "&detail=true" : "");
        return new Call(Call.Kind.LOOKUP, type, collection(type) + query, null, null);
    }

    /** @param marker of the page before, empty for the first page (API-62) */
    static Call list(String type, String marker, int limit) {
        String query = "?detail=true&exclude_hrefs=true&page_limit=" + limit + "&page_marker=" + encode(marker);
        return new Call(Call.Kind.LIST, type, collection(type) + query, null, null);
    }

    /**
     * One page of a collection with these fields alone: hubs have tens of thousands of references.
     *
     * @param marker of the page before, empty for the first page (API-62)
     */
    static Call fields(String type, Collection<String> fields, String marker, int limit) {
        String query = "?exclude_hrefs=true&fields=" + String.join(",", fields) + "&page_limit=" + limit
                + "&page_marker=" + encode(marker);
        return new Call(Call.Kind.LIST, type, collection(type) + query, null, null);
    }

    /**
     * One page of the children of an object, whole.
     *
     * @param related children and back references to be read along
     * @param marker of the page before, empty for the first page (API-62)
     */
    static Call within(String type, String parent, Collection<String> related, String marker, int limit) {
        String query = "?detail=true&exclude_hrefs=true&parent_id=" + parent
                + (related.isEmpty() ? "" : "&fields=" + String.join(",", related)) + "&page_limit=" + limit
                + "&page_marker=" + encode(marker);
        return new Call(Call.Kind.LIST, type, collection(type) + query, null, null);
    }

    static Call children(String type, String parent) {
        String query = "?exclude_hrefs=true&parent_id=" + parent;
        return new Call(Call.Kind.LOOKUP, type, collection(type) + query, null, null);
    }

    /**
     * Objects that refer to another one and have this value; the server looks through those that refer alone.
     *
     * @param fields what is wanted of them
     */
    static Call referring(String type, String to, String property, String value, Collection<String> fields) {
        String filter = property + "==" + JSON.textNode(value);
        String query = "?exclude_hrefs=true&back_ref_id=" + to + "&filters=" + encode(filter) + "&fields="
                + String.join(",", fields);
        return new Call(Call.Kind.LOOKUP, type, collection(type) + query, null, null);
    }

    /** A cheap question that every server can answer once it serves. */
    static Call probe() {
        String type = ContrailTypes.GLOBAL_SYSTEM_CONFIG;
        return new Call(Call.Kind.PROBE, type, collection(type) + "?count=true", null, null);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Type of the objects to which a reference field refers. */
    static String typeOf(String field) {
        if (!field.endsWith(REFS)) {
            throw new IllegalArgumentException("'" + field + "' is no reference field");
        }
        return field.substring(0, field.length() - REFS.length()).replace('_', '-');
    }

    private static Call refUpdate(
            ObjectKey key, String uuid, String refType, String to, String operation, JsonNode attr) {
        ObjectNode body = JSON.objectNode()
                .put("type", key.type())
                .put("uuid", uuid)
                .put("ref-type", refType)
                .put("ref-uuid", to)
                .put("operation", operation)
                .set("attr", attr);
        return new Call(Call.Kind.REF_UPDATE, key.type(), "/ref-update", body, uuid);
    }

    /** Name, uuid and attribute always together: the server reads now the one, now the other (API-26, API-27). */
    private static ObjectNode reference(Reference reference, Map<ObjectKey, String> uuids) {
        ObjectNode json = JSON.objectNode();
        json.set("to", name(reference.to().fqName()));
        json.put("uuid", uuid(reference.to(), uuids));
        return json.set("attr", reference.attr());
    }

    private static String uuid(ObjectKey key, Map<ObjectKey, String> uuids) {
        String uuid = uuids.get(key);
        if (uuid == null) {
            throw new IllegalStateException("the uuid of " + key + " was not looked up");
        }
        return uuid;
    }

    private static ObjectNode within(ObjectNode content, String property) {
        JsonNode standing = content.get(property);
        return standing instanceof ObjectNode object ? object : content.putObject(property);
    }

    private static ArrayNode name(FqName fqName) {
        ArrayNode parts = JSON.arrayNode();
        fqName.parts().forEach(parts::add);
        return parts;
    }

    private static String collection(String type) {
        return '/' + type + 's';
    }

    private static String object(String type, String uuid) {
        return '/' + type + '/' + uuid;
    }

    /** What a person calls some objects. */
    static String describe(Collection<ObjectKey> keys) {
        return keys.stream()
                .sorted()
                .map(key -> key.type() + ' ' + key.fqName())
                .collect(Collectors.joining(", "));
    }

    static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
