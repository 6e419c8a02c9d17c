package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;

/** The ordered set of firewall policies that a tag brings to networks, projects or interfaces (spec 03 sections 1, 7). */
public final class ApplicationPolicySet {
    public static final String POLICY_REFS = "firewall_policy_refs";

    private static final int FIRST_PLACE = 100;
    private static final int LAST_PLACE = 89_999;

    private ApplicationPolicySet() {}

    /** Whether a sequence is one of those that network policies are given; compared as the agent does, as text. */
    public static boolean isPlaceOfPolicy(String sequence) {
        return sequence.compareTo(sequence(FIRST_PLACE)) >= 0 && sequence.compareTo(sequence(LAST_PLACE)) <= 0;
    }

    /** The place of the network policy that comes after so many others (spec 03 section 7). */
    public static String placeOfPolicy(int before) {
        return sequence(FIRST_PLACE + before);
    }

    private static String sequence(int number) {
        return String.format(Locale.ROOT, "%05d.0", number);
    }

    public static ContrailObjectBuilder named(ObjectKey key) {
        return new ContrailObjectBuilder(key);
    }

    /** @param sequence compared as text by the agent, so it is padded: {@code 00010.0} */
    public static void add(ContrailObjectBuilder set, ObjectKey policy, String sequence) {
        set.reference(POLICY_REFS, policy, JsonNodeFactory.instance.objectNode().put("sequence", sequence));
    }
}
