package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Our element of a list property that others also write to. */
public record Entry(SharedList list, ObjectNode value) {
    /** Name of this claim on the list; see {@link ContrailObject#claims()}. */
    public String claim() {
        return list.claim(value);
    }
}
