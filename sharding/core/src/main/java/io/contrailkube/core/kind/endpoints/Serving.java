package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.ServiceFact;
import java.util.Set;

/**
 * A port at which a target answers.
 *
 * @param name of the port; empty if it has none
 */
record Serving(String address, String protocol, String name, int port) {
    AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** Whether it is behind a port of a service that has addresses of these families. */
    boolean isBehind(ServiceFact.Port wanted, Set<AddressFamily> families) {
        return families.contains(family()) && protocol.equals(wanted.protocol()) && name.equals(wanted.name());
    }
}
