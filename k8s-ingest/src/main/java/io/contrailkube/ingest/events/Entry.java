package io.contrailkube.ingest.events;

import io.contrailkube.core.port.EventSink.Notice;
import java.time.Instant;

/**
 * A Kubernetes Event to be written.
 *
 * @param repeats how often the notice was given since the Event was last written, this time included
 * @param known whether we wrote this Event before, so that it should be there
 */
record Entry(Notice notice, Instant time, int repeats, boolean known) {}
