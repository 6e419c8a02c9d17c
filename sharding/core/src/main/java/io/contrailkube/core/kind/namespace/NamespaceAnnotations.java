package io.contrailkube.core.kind.namespace;

import java.util.Set;

/** Annotations of a Namespace that mean something to us (spec 01 section 5.1). */
public final class NamespaceAnnotations {
    public static final String ISOLATION = "opencontrail.org/isolation";
    public static final String FORWARDING = "opencontrail.org/ip_fabric_forwarding";
    public static final String SNAT = "opencontrail.org/ip_fabric_snat";
    public static final String NETWORK = "opencontrail.org/network";
    public static final String FIP_POOL = "opencontrail.org/fip-pool";
    /** Existed in 4.x; has no effect, and the user is told so (spec 01, NS-45). */
    public static final String ISOLATION_SERVICE = "opencontrail.org/isolation.service";

    static final Set<String> KEYS = Set.of(ISOLATION, FORWARDING, SNAT, NETWORK, FIP_POOL, ISOLATION_SERVICE);

    private NamespaceAnnotations() {}
}
