package io.contrailkube.core.verdict;

import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.Enforcement;

/** Who must agree to a flow ({@code np-enforcement}, spec 03 section 0). */
public enum Consent {
    /** The policies of both ends, as Kubernetes means it. */
    BOTH_ENDS,
    /** It is enough if a policy of one end allows it. */
    ONE_END;

    public static Consent of(Enforcement enforcement) {
        return enforcement == Enforcement.STRICT ? BOTH_ENDS : ONE_END;
    }
}
