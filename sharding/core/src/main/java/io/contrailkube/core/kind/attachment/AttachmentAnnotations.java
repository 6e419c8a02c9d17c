package io.contrailkube.core.kind.attachment;

import java.util.Set;

/** Annotations of a NetworkAttachmentDefinition that mean something to us (spec 02 section 4.9). */
public final class AttachmentAnnotations {
    public static final String NETWORK = "opencontrail.org/network";
    public static final String CIDR = "opencontrail.org/cidr";
    public static final String FORWARDING = "opencontrail.org/ip_fabric_forwarding";
    public static final String SNAT = "opencontrail.org/ip_fabric_snat";

    static final Set<String> KEYS = Set.of(NETWORK, CIDR, FORWARDING, SNAT);

    private AttachmentAnnotations() {}
}
