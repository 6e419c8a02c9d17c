package io.contrailkube.sharding;

import io.contrailkube.core.plan.StepOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the entities of this node count and time. */
final class EntityMetrics {
    private static final String PREFIX = "contrail_kube_sharding_";
    /** From a fast single request to an outage of minutes. */
    private static final Duration[] BUCKETS =
            List.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> gauges = new ConcurrentHashMap<>();

    EntityMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The headline: from the moment a change was seen in Kubernetes until all it led to stands in Contrail. */
    void served(String kind, Duration latency) {
        Timer.builder(PREFIX + "change_served")
                .description("From a change seen in Kubernetes to its acceptance by Contrail")
                .tag("kind", kind)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(latency.isNegative() ? Duration.ZERO : latency);
    }

    void running(String entity, int change) {
        gauge("entities", "Entities that live on this node", entity).addAndGet(change);
        // A gauge that only appears with the first trouble cannot be watched for it.
        retrying(entity, 0);
    }

    void retrying(String entity, int change) {
        gauge("retrying", "Owner keys that wait to be tried again", entity).addAndGet(change);
    }

    void round(String entity, int events) {
        counter("rounds", "Rounds of decisions", "entity", entity).increment();
        counter("events", "Events written to the journal", "entity", entity).increment(events);
    }

    void journaled(String entity, Duration time) {
        Timer.builder(PREFIX + "journal_write")
                .description("Journal writes as entities see them")
                .tag("entity", entity)
                .register(registry)
                .record(time);
    }

    void outcomes(List<StepOutcome> outcomes) {
        for (StepOutcome outcome : outcomes) {
            String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            counter("outcomes", "Outcomes of the steps of plans", "outcome", name)
                    .increment();
        }
    }

    void retry(boolean refused) {
        counter("retries", "Plans to be tried again", "why", refused ? "refused" : "transient")
                .increment();
    }

    void told(String reason) {
        counter("told", "What users were told of their objects", "reason", reason)
                .increment();
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag(tag, value)
                .register(registry);
    }

    private AtomicInteger gauge(String name, String description, String entity) {
        return gauges.computeIfAbsent(name + ' ' + entity, key -> {
            var value = new AtomicInteger();
            Gauge.builder(PREFIX + name, value, AtomicInteger::get)
                    .description(description)
                    .tag("entity", entity)
                    .register(registry);
            return value;
        });
    }
}
