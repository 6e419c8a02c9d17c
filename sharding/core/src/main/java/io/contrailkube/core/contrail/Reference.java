package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One reference of a Contrail object.
 *
 * @param field e.g. {@code network_ipam_refs}
 * @param to the object referred to
 * @param attr the reference's attribute, or null where the type has none or wants null (spec 04 API-27)
 */
public record Reference(String field, ObjectKey to, @Nullable JsonNode attr) {
    public static final String TAGS = "tag_refs";

    /** Name of this claim on a list that others also write to; see {@link ContrailObject#claims()}. */
    public String claim() {
        return field + '/' + to.fqName();
    }
}
