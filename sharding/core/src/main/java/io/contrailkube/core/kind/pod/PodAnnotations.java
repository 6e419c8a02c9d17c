package io.contrailkube.core.kind.pod;

import java.util.Set;

/** Annotations of a Pod that mean something to us (spec 02 sections 4.2 and 4.9). */
public final class PodAnnotations {
    public static final String NETWORK = "opencontrail.org/network";
    /** Additional networks: a comma list or a JSON array. */
    public static final String NETWORKS = "k8s.v1.cni.cncf.io/networks";
    /** What we write back: names and addresses of all interfaces, as a JSON array. */
    public static final String NETWORK_STATUS = "k8s.v1.cni.cncf.io/network-status";

    static final Set<String> KEYS = Set.of(NETWORK, NETWORKS, NETWORK_STATUS);

    private PodAnnotations() {}
}
