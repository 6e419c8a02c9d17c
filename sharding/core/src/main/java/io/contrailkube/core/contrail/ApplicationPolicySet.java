package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The ordered set of firewall policies that a tag brings to networks, projects or interfaces (spec 03 sections 1, 7). */
public final class ApplicationPolicySet {
    public static final String POLICY_REFS = "firewall_policy_refs";

    private ApplicationPolicySet() {}

    public static ContrailObjectBuilder named(ObjectKey key) {
        return new ContrailObjectBuilder(key);
    }

    /** @param sequence compared as text by the agent, so it is padded: {@code 00010.0} */
    public static void add(ContrailObjectBuilder set, ObjectKey policy, String sequence) {
        set.reference(POLICY_REFS, policy, JsonNodeFactory.instance.objectNode().put("sequence", sequence));
    }
}
