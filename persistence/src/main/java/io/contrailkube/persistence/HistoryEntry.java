package io.contrailkube.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One event of an entity, to be read by people.
 *
 * @param kind name of its format without the version, e.g. {@code plan-begun}
 * @param sentence what happened
 * @param details the event as the journal holds it
 */
public record HistoryEntry(long sequenceNr, Instant at, String kind, String sentence, JsonNode details) {}
