package io.contrailkube.node.health;

/**
 * Outcome of one check.
 *
 * @param detail why it fails, or what it saw
 */
public record CheckResult(String name, boolean ok, String detail) {}
