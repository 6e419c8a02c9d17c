package io.contrailkube.core.state;

/** How far a namespace wants an edition of a network policy to be in force; every level includes the ones before it. */
public enum Level {
    /** Not at all. */
    NONE,
    /** All that its rules need stands: tags on pods, address groups, rules for pairs of isolated pods. */
    PREPARED,
    /** Its firewall policy is in the policy set, and the pods it selects are isolated. */
    IN_FORCE
}
