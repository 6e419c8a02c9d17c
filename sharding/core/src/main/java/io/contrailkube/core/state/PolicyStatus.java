package io.contrailkube.core.state;

/**
 * What the cluster entity says of a network policy to its namespace.
 *
 * @param claim what it knows that the namespace wants
 * @param firewallPolicy the last part of the name that its firewall policy is to have; empty if it is forgotten
 * @param settled whether all is as the claim says
 */
public record PolicyStatus(PolicyClaim claim, String firewallPolicy, boolean settled) {}
