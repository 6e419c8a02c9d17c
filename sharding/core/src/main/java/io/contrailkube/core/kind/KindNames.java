package io.contrailkube.core.kind;

/** Names of kinds that one kind must know of another, so that their packages do not depend on each other in circles. */
public final class KindNames {
    public static final String POD = "Pod";
    public static final String SERVICE = "Service";
    public static final String ENDPOINT_SLICE = "EndpointSlice";
    public static final String INGRESS = "Ingress";
    public static final String NETWORK_POLICY = "NetworkPolicy";
    public static final String ATTACHMENT = "NetworkAttachmentDefinition";

    private KindNames() {}
}
