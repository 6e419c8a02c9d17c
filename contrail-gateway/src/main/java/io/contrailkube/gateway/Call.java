package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Contrail API, whichever server it goes to. All of them may be repeated (spec 04 section 18).
 *
 * @param type REST name of the type it is about
 * @param target path and query
 * @param lane calls of one lane go one after the other: the uuid of the object that is written (API-86); null for reads
 */
record Call(Kind kind, String type, String target, @Nullable ObjectNode body, @Nullable String lane) {

    /** What a call does. */
    enum Kind {
        CREATE("POST", true),
        UPDATE("PUT", true),
        DELETE("DELETE", true),
        REF_UPDATE("POST", true),
        REF_RELAX("POST", true),
        SET_TAG("POST", true),
        /** Many objects by uuid. */
        READ("POST", false),
        /** Many objects by name. */
        LOOKUP("GET", false),
        /** One page of a collection. */
        LIST("GET", false),
        /** Whether a server is back. */
        PROBE("GET", false);

        private final String method;
        private final boolean writes;

        Kind(String method, boolean writes) {
            this.method = method;
            this.writes = writes;
        }

        String method() {
            return method;
        }

        boolean writes() {
            return writes;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
