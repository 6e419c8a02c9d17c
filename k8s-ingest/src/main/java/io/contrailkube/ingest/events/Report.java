package io.contrailkube.ingest.events;

import io.contrailkube.core.port.EventSink.Notice;
import java.time.Instant;

/** A notice and when it was given. */
record Report(Notice notice, Instant time) {}
