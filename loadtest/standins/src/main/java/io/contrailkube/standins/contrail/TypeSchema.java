package io.contrailkube.standins.contrail;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One type of object: names, parents, properties and references, all as they are spelled on the wire. */
final class TypeSchema {
    private final String name;
    private final List<String> parents;
    private final Map<String, PropertySchema> properties;
    private final Map<String, RefSchema> refs;
    private final Derived derived;

    /** Names of child types and of referring types that server-side daemons make: they do not block deletion (API-29). */
    record Derived(Set<String> children, Set<String> referrers) {}

    /** A reference field; {@code attr} names a shape, null when the reference carries no attribute. */
    record RefSchema(String field, String to, @Nullable String attr, boolean symmetric, boolean derived) {}

    TypeSchema(
            String name,
            List<String> parents,
            Map<String, PropertySchema> properties,
            Map<String, RefSchema> refs,
            Derived derived) {
        this.name = name;
        this.parents = parents;
        this.properties = properties;
        this.refs = refs;
        this.derived = derived;
    }

    String name() {
        return name;
    }

    String underscored() {
        return name.replace('-', '_');
    }

    String plural() {
        return name + "s";
    }

    /** Field under which a parent lists its children of this type. */
    String childField() {
        return underscored() + "s";
    }

    /** Field under which a referred object lists the referrers of this type. */
    String backRefField() {
        return underscored() + "_back_refs";
    }

    List<String> parents() {
        return parents;
    }

    boolean rootOnly() {
        return parents.size() == 1 && parents.get(0).equals(Schema.ROOT);
    }

    Map<String, PropertySchema> properties() {
        return properties;
    }

    @Nullable
    PropertySchema property(String field) {
        return properties.get(field);
    }

    Map<String, RefSchema> refs() {
        return refs;
    }

    @Nullable
    RefSchema ref(String field) {
        return refs.get(field);
    }

    /** The reference field of this type to the other, null when there is none: a type has one at most. */
    @Nullable
    RefSchema refTo(TypeSchema other) {
        return refs.get(other.underscored() + "_refs");
    }

    Derived derived() {
        return derived;
    }

    @Override
    public String toString() {
        return name;
    }
}
