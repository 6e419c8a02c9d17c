package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The ordered set of firewall policies that a tag brings to networks, projects or interfaces (spec 03 sections 1, 7). */
public final class ApplicationPolicySet {
    public static final String POLICY_REFS = "firewall_policy_refs";

    /** The places of network policies, the first and the last (spec 03 section 7). */
    public static final String PLACES_OF_POLICIES = "00100.0-89999.0";

    private static final String FIRST_PLACE = PLACES_OF_POLICIES.substring(0, PLACES_OF_POLICIES.indexOf('-'));
    private static final String LAST_PLACE = PLACES_OF_POLICIES.substring(PLACES_OF_POLICIES.indexOf('-') + 1);

    private ApplicationPolicySet() {}

    /** Whether a sequence is one of those that network policies are given; compared as the agent does, as text. */
    public static boolean isPlaceOfPolicy(String sequence) {
        return sequence.compareTo(FIRST_PLACE) >= 0 && sequence.compareTo(LAST_PLACE) <= 0;
    }

    public static ContrailObjectBuilder named(ObjectKey key) {
        return new ContrailObjectBuilder(key);
    }

    /** @param sequence compared as text by the agent, so it is padded: {@code 00010.0} */
    public static void add(ContrailObjectBuilder set, ObjectKey policy, String sequence) {
        set.reference(POLICY_REFS, policy, JsonNodeFactory.instance.objectNode().put("sequence", sequence));
    }
}
