package io.contrailkube.ingest.worker;

import io.contrailkube.ingest.http.ApiFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Metrics of the worker of one kind. */
final class WorkerMetrics {
    private static final String PREFIX = "contrail_kube_ingest_";

    private final MeterRegistry registry;
    private final Tags kind;
    /** Read by whoever collects metrics, while the worker changes. */
    private final AtomicInteger cached = new AtomicInteger();

    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger(1);
    private List<Meter> gauges = List.of();

    WorkerMetrics(MeterRegistry registry, String kind) {
        this.registry = registry;
        this.kind = Tags.of("kind", kind);
    }

    /** The worker came to this node: its gauges are shown until it leaves. */
    void show() {
        gauges = List.of(
                gauge("cached_objects", "Objects in the cache", cached),
                gauge("pending_offers", "Changes that no entity has taken yet", pending),
                gauge("failing_namespaces", "Namespaces whose last offer failed", failing),
                gauge("kind_served", "0 while the server does not serve the kind, which need not be there", served));
    }

    void sizes(int objects, int changes, int failingNamespaces) {
        cached.set(objects);
        pending.set(changes);
        failing.set(failingNamespaces);
    }

    /** The worker left this node. */
    void hide() {
        gauges.forEach(registry::remove);
        gauges = List.of();
    }

    /** @param type of the event, a bounded label */
    void event(String type, @Nullable Instant happened, Instant now) {
        counter("events", "Events heard in watches", kind.and("type", type)).increment();
        if (happened != null) {
            // The server's clock, to the second, may be ahead of ours.
            Duration lag = Duration.between(happened, now);
            Timer.builder(PREFIX + "event_lag")
                    .description("From the change in Kubernetes, by its own time stamps of whole seconds, to its event")
                    .tags(kind)
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    void served(boolean now) {
        served.set(now ? 1 : 0);
    }

    void listed() {
        counter("lists", "Lists completed", kind).increment();
    }

    void watching() {
        counter("watches", "Watches opened", kind).increment();
    }

    void interrupted(ApiFailure failure, boolean lists) {
        Tags cause = kind.and("cause", failure.kind().name().toLowerCase(Locale.ROOT));
        counter("interruptions", "Lists and watches that failed", cause).increment();
        if (lists) {
            counter("relists", "Failures that made a new list necessary", cause).increment();
        }
    }

    void offered(boolean held, Duration sinceSeen) {
        Timer.builder(PREFIX + "offer")
                .description("From the event to the entity that holds it, or to the failure of the offer")
                .tags(kind.and("outcome", held ? "held" : "failed"))
                .publishPercentileHistogram()
                .register(registry)
                .record(sinceSeen);
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Gauge gauge(String name, String description, AtomicInteger value) {
        return Gauge.builder(PREFIX + name, value, AtomicInteger::get)
                .description(description)
                .tags(kind)
                .register(registry);
    }
}
