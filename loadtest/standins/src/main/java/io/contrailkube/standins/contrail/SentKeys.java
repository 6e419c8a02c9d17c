package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Refuses top-level keys that the type does not have, which upstream ignores silently (API-49, API-172). */
final class SentKeys {
    private static final Set<String> IDENTITY = Set.of(
            "uuid", "fq_name", "name", "parent_type", "parent_uuid", "parent_href", "href", "id_perms", "perms2");

    private final boolean strict;

    SentKeys(boolean strict) {
        this.strict = strict;
    }

    void check(TypeSchema type, ObjectNode sent) {
        if (!strict) {
            return;
        }
        for (String key : (Iterable<String>) sent::fieldNames) {
            if (!IDENTITY.contains(key) && type.property(key) == null && type.ref(key) == null) {
                throw ApiError.badRequest("Unknown key " + key + " of " + type + " (strict)");
            }
        }
    }
}
