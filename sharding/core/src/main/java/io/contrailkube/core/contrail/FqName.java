package io.contrailkube.core.contrail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Fully qualified name of a Contrail object, outermost part first; never empty (spec 04 API-14). */
public record FqName(@JsonValue List<String> parts) implements Comparable<FqName> {
    @JsonCreator
    public FqName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a fully qualified name needs at least one part");
        }
    }

    public static FqName of(String... parts) {
        return new FqName(List.of(parts));
    }

    /** From the form `a:b:c`; no part of a Contrail name may hold a colon (spec 04, section 5). */
    public static FqName parse(String joined) {
        return new FqName(List.of(joined.split(":", -1)));
    }

    public FqName child(String name) {
        var longer = new ArrayList<>(parts);
        longer.add(name);
        return new FqName(longer);
    }

    /** The parent's name; a name of one part has none. */
    public FqName parent() {
        if (parts.size() == 1) {
            throw new IllegalStateException(this + " is at the root and has no parent");
        }
        return new FqName(parts.subList(0, parts.size() - 1));
    }

    public String leaf() {
        return parts.get(parts.size() - 1);
    }

    @Override
    public int compareTo(FqName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return String.join(":", parts);
    }
}
