package io.contrailkube.core.policy;

/** What a port belongs to. */
public enum Protocol {
    /** Every protocol, also those that have no ports. */
    ANY,
    TCP,
    UDP,
    SCTP
}
