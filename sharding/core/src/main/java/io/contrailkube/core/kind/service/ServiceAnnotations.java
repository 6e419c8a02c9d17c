package io.contrailkube.core.kind.service;

import java.util.Set;

/** Annotations of a Service that mean something to us (spec 02 section 5.4). */
public final class ServiceAnnotations {
    public static final String FIP_POOL = "opencontrail.org/fip-pool";

    static final Set<String> KEYS = Set.of(FIP_POOL);

    private ServiceAnnotations() {}
}
