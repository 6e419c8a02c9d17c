package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stored object with its own columns and the reverse columns that others keep on it; changed by {@link Store} alone. */
final class ConfigObject {
    /** Who an object is; an orphan (API-46) has no parent although its type asks for one. */
    record Identity(TypeSchema type, String uuid, List<String> fqName, @Nullable ConfigObject parent) {}

    private final Identity identity;
    private final ArrayNode fqNameNode;
    private IdPerms idPerms;
    final Map<String, JsonNode> plain = new LinkedHashMap<>();
    final Map<String, NavigableMap<String, JsonNode>> collections = new LinkedHashMap<>();
    final Map<String, Map<String, Ref>> refs = new LinkedHashMap<>();
    final Map<TypeSchema, Set<ConfigObject>> children = new LinkedHashMap<>();
    final Map<TypeSchema, Set<ConfigObject>> referrers = new LinkedHashMap<>();

    ConfigObject(Identity identity, IdPerms idPerms) {
        this.identity = identity;
        this.idPerms = idPerms;
        this.fqNameNode = Json.texts(identity.fqName());
    }

    Identity identity() {
        return identity;
    }

    TypeSchema type() {
        return identity.type();
    }

    boolean is(String type) {
        return identity.type().name().equals(type);
    }

    String uuid() {
        return identity.uuid();
    }

    List<String> fqName() {
        return identity.fqName();
    }

    ArrayNode fqNameNode() {
        return fqNameNode;
    }

    String name() {
        return fqName().get(fqName().size() - 1);
    }

    String colonName() {
        return String.join(":", fqName());
    }

    @Nullable
    ConfigObject parent() {
        return identity.parent();
    }

    boolean isChildOf(String type) {
        ConfigObject parent = identity.parent();
        return parent != null && parent.is(type);
    }

    String path() {
        return "/" + type().name() + "/" + uuid();
    }

    IdPerms idPerms() {
        return idPerms;
    }

    void idPerms(IdPerms changed) {
        this.idPerms = changed;
    }

    /** The value of a plain or collection property; null when it is absent. */
    @Nullable
    JsonNode property(String name) {
        JsonNode value = plain.get(name);
        if (value != null) {
            return value;
        }
        NavigableMap<String, JsonNode> elements = collections.get(name);
        PropertySchema property = type().property(name);
        return elements == null || property == null ? null : wrapped(property, elements);
    }

    static @Nullable ObjectNode wrapped(PropertySchema property, NavigableMap<String, JsonNode> elements) {
        if (elements.isEmpty()) {
            return null;
        }
        ArrayNode list = Json.array();
        elements.values().forEach(list::add);
        return property.wrapper().isEmpty() ? null : Json.object(property.wrapper(), list);
    }

    String text(String property) {
        JsonNode value = plain.get(property);
        return value == null || value.isNull() ? "" : value.asText();
    }

    Map<String, Ref> refs(String field) {
        return refs.getOrDefault(field, Map.of());
    }

    Set<ConfigObject> children(TypeSchema type) {
        return children.getOrDefault(type, Set.of());
    }

    Set<ConfigObject> referrers(TypeSchema type) {
        return referrers.getOrDefault(type, Set.of());
    }

    void addChild(ConfigObject child) {
        children.computeIfAbsent(child.type(), t -> new LinkedHashSet<>()).add(child);
    }

    void addReferrer(ConfigObject referrer) {
        referrers.computeIfAbsent(referrer.type(), t -> new LinkedHashSet<>()).add(referrer);
    }

    @Override
    public String toString() {
        return type() + " " + fqName();
    }
}
