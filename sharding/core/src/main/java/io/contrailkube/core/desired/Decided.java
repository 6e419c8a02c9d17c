package io.contrailkube.core.desired;

/** A setting in force and the reason for it, for people. */
public record Decided(String setting, String value, String because) {}
