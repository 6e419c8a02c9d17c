package io.contrailkube.core.kind.service;

import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;

/** What the endpoints of a service say that its owner has to be told. A service is looked at again when it changes. */
public interface Backends {
    /** All target ports behind a port of a service. */
    SortedSet<Integer> targetPorts(String service, ServiceFact.Port port, Set<AddressFamily> families);

    /** The target port of most endpoints behind a port of a service; only one can be served (spec 02 section 6.3). */
    OptionalInt agreedPort(String service, ServiceFact.Port port, Set<AddressFamily> families);

    /** Addresses among the endpoints of a service that no pod is named for. */
    SortedSet<String> strangers(String service);

    /** Whether Kubernetes has cut the endpoints of a service at a thousand. */
    boolean isTruncated(String service);
}
