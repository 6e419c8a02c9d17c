package io.contrailkube.persistence;

/**
 * Whether the journal can be written now.
 *
 * @param detail what is wrong, or what answered
 */
public record JournalHealth(boolean ready, String detail) {}
