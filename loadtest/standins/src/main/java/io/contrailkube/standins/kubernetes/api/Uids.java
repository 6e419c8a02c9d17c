package io.contrailkube.standins.kubernetes.api;

/** Where the uids and the cluster IPs of new objects come from. */
public enum Uids {
    /** Uids from the seed, addresses one after the other. */
    RANDOM,
    /**
     * Out of the name: the same manifests give the same cluster, whatever their order. The uid is {@code Uuids.named("Pod ns/name")},
     * or {@code Uuids.named("Namespace name")} for kinds without namespace; what is made again under a name gets a random one.
     */
    DERIVED
}
