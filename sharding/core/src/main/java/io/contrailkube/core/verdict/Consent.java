package io.contrailkube.core.verdict;

/** Who must agree to a flow ({@code np_enforcement}, spec 03 section 0). */
public enum Consent {
    /** The policies of both ends, as Kubernetes means it. */
    BOTH_ENDS,
    /** It is enough if a policy of one end allows it. */
    ONE_END
}
