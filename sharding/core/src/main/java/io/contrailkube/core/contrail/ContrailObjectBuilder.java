package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects a {@link ContrailObject}; the files of the single types use it. */
public final class ContrailObjectBuilder {
    private final ObjectKey key;
    private ContrailObject.Claim claim = ContrailObject.Claim.WHOLE;
    private String uuid;
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> wholeFields = new HashSet<>();
    private final Set<String> fixedFields = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Set<ObjectKey> after = new HashSet<>();
    private final Set<String> learns = new HashSet<>();
    private @Nullable ObjectKey owner;

    ContrailObjectBuilder(ObjectKey key) {
        this.key = key;
        this.uuid = Uuids.of(key);
    }

    /** Claims only what is mentioned: the object is somebody else's. */
    public ContrailObjectBuilder partOnly() {
        claim = ContrailObject.Claim.PART;
        return this;
    }

    /** The object belongs to whoever needs it. */
    public ContrailObjectBuilder shared() {
        claim = ContrailObject.Claim.SHARED;
        return this;
    }

    public ContrailObjectBuilder uuid(String value) {
        uuid = value;
        return this;
    }

    public ContrailObjectBuilder property(String name, JsonNode value) {
        properties.set(name, value);
        return this;
    }

    public ContrailObjectBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public ContrailObjectBuilder property(String name, boolean value) {
        properties.put(name, value);
        return this;
    }

    /** A reference in a list that others may also write to. */
    public ContrailObjectBuilder reference(String field, ObjectKey to, @Nullable JsonNode attr) {
        references.add(new Reference(field, to, attr));
        return this;
    }

    /** Declares that the list of references in {@code field} is ours as a whole, even when empty. */
    public ContrailObjectBuilder whole(String field) {
        wholeFields.add(field);
        return this;
    }

    /** Declares that {@code field} cannot change once the object stands. */
    public ContrailObjectBuilder fixed(String field) {
        fixedFields.add(field);
        return this;
    }

    public ContrailObjectBuilder tag(ObjectKey tag) {
        return reference(Reference.TAGS, tag, null);
    }

    public ContrailObjectBuilder entry(SharedList list, ObjectNode value) {
        entries.add(new Entry(list, value));
        return this;
    }

    /** Annotations; their order does not matter to the server, which sorts them by key (spec 04 API-31). */
    public ContrailObjectBuilder annotations(Map<String, String> pairs) {
        pairs.forEach((name, value) -> entry(
                SharedList.ANNOTATIONS,
                JsonNodeFactory.instance.objectNode().put("key", name).put("value", value)));
        return this;
    }

    /** Declares that {@code key} must stand first although no reference names it. */
    public ContrailObjectBuilder after(ObjectKey key) {
        after.add(key);
        return this;
    }

    /** Declares that the server decides the field at this JSON pointer and that we have to know its value. */
    public ContrailObjectBuilder learn(String pointer) {
        learns.add(pointer);
        return this;
    }

    public ContrailObjectBuilder owner(ObjectKey value) {
        owner = value;
        return this;
    }

    public ContrailObject build() {
        return new ContrailObject(
                key,
                claim,
                uuid,
                properties,
                references,
                new ContrailObject.Fields(wholeFields, fixedFields, learns),
                entries,
                after,
                owner);
    }
}
