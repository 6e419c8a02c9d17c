package io.contrailkube.core.kind.ingress;

import java.util.Set;

/** Annotations of an Ingress that mean something to us (spec 02 sections 7.1 and 7.5). */
public final class IngressAnnotations {
    public static final String CLASS = "kubernetes.io/ingress.class";
    public static final String FIP_POOL = "opencontrail.org/fip-pool";
    public static final String EXTERNAL_IP = "externalIP";

    static final Set<String> KEYS = Set.of(CLASS, FIP_POOL, EXTERNAL_IP);

    private IngressAnnotations() {}
}
