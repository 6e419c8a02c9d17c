package io.contrailkube.core.contrail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identity of a Contrail object: its type's REST name and its fully qualified name (spec 04 API-14). */
public record ObjectKey(String type, FqName fqName) implements Comparable<ObjectKey> {
    /** The form `type|a:b:c`, used as a map key in journals and in logs. */
    @JsonValue
    @Override
    public String toString() {
        return type + '|' + fqName;
    }

    @JsonCreator
    public static ObjectKey parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 1) {
            throw new IllegalArgumentException("not an object key: '" + text + "' (expected type|a:b:c)");
        }
        return new ObjectKey(text.substring(0, bar), FqName.parse(text.substring(bar + 1)));
    }

    public static ObjectKey of(String type, String... parts) {
        return new ObjectKey(type, FqName.of(parts));
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : fqName.compareTo(other.fqName);
    }
}
