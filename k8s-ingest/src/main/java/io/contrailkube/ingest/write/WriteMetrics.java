package io.contrailkube.ingest.write;

import io.contrailkube.core.port.KubeWriter.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of the writes to objects in Kubernetes. */
final class WriteMetrics {
    private static final String PREFIX = "contrail_kube_ingest_";

    /** What became of an attempt, a bounded label. */
    enum Result {
        WRITTEN,
        GONE,
        REFUSED,
        /** Sent again later. */
        FAILED,
        /** Given up for newer ones, for too many wait. */
        DISPLACED
    }

    private final MeterRegistry registry;
    /** Read by whoever collects metrics. */
    private final AtomicInteger waiting = new AtomicInteger();

    WriteMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(PREFIX + "waiting_writes", waiting, AtomicInteger::get)
                .description("Places of objects that Kubernetes does not show as they should be yet")
                .register(registry);
    }

    void waiting(int places) {
        waiting.set(places);
    }

    void count(Place place, Result result) {
        Counter.builder(PREFIX + "writes")
                .description("Writes to objects in Kubernetes by what became of them")
                .tag("place", place.name().toLowerCase(Locale.ROOT))
                .tag("outcome", result.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
