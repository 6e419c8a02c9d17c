package io.contrailkube.core.verdict;

/** How firewall rules look at the ports of SCTP. */
public enum SctpPorts {
    /** As the rules mean it; for judging a translation. */
    AS_MEANT,
    /** As the agents do, for which they are all 0 (spec 03 section 9.6); for predicting what passes. */
    AS_ENFORCED
}
