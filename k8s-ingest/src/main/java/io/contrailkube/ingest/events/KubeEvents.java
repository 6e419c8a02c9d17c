package io.contrailkube.ingest.events;

import akka.actor.typed.ActorSystem;
import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import akka.stream.ThrottleMode;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.contrailkube.core.port.EventSink;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.IngestSettings.Events;
import io.contrailkube.ingest.http.KubernetesApi;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what became of their objects by Kubernetes Events. Repeats are counted, objects and the whole are limited, the
 * queue is bounded; what is not written is counted in {@code contrail_kube_ingest_notices_total}.
 */
public final class KubeEvents implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(KubeEvents.class);
    private static final String METRIC = "contrail_kube_ingest_notices";

    private final BoundedSourceQueue<Report> queue;
    private final MeterRegistry metrics;
    private final Clock clock;

    private KubeEvents(BoundedSourceQueue<Report> queue, MeterRegistry metrics, Clock clock) {
        this.queue = queue;
        this.metrics = metrics;
        this.clock = clock;
    }

    public static KubeEvents start(
            ActorSystem<?> system, IngestSettings settings, KubernetesApi api, MeterRegistry metrics) {
        Events events = settings.events();
        var correlator = new Correlator(events, verdict -> count(metrics, name(verdict)));
        var writer = new EventWriter(api);
        Duration each =
                Duration.ofNanos(Math.max(1, (long) (1e9 / events.overall().perSecond())));
        BoundedSourceQueue<Report> queue = Source.<Report>queue(events.queue())
                .mapConcat(report -> correlator.take(report).stream().toList())
                .throttle(1, each, events.overall().burst(), ThrottleMode.shaping())
                .mapAsync(1, entry -> tried(writer, entry))
                .map(outcome -> {
                    outcome.settle(correlator, metrics);
                    return outcome;
                })
                .to(Sink.ignore())
                .run(system);
        return new KubeEvents(queue, metrics, Clock.systemUTC());
    }

    @Override
    public void report(Notice notice) {
        QueueOfferResult result = queue.offer(new Report(notice, clock.instant()));
        if (!result.isEnqueued()) {
            count(metrics, "dropped");
        }
    }

    private static CompletionStage<Outcome> tried(EventWriter writer, Entry entry) {
        return writer.write(entry).handle((written, failure) -> new Outcome(entry, failure));
    }

    private static String name(Correlator.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static void count(MeterRegistry metrics, String outcome) {
        Counter.builder(METRIC)
                .description("Notices for users by what became of them")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }

    private record Outcome(Entry entry, @Nullable Throwable failure) {
        void settle(Correlator correlator, MeterRegistry metrics) {
            if (failure == null) {
                count(metrics, "written");
                return;
            }
            count(metrics, "failed");
            correlator.failed(entry);
            LOG.warn(
                    "no Kubernetes Event {} for {}: {}",
                    entry.notice().reason(),
                    entry.notice().about(),
                    failure.getMessage());
        }
    }
}
