package io.contrailkube.gateway;

import io.contrailkube.core.plan.StepOutcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Names and labels of what is measured. */
record GatewayMetrics(MeterRegistry registry) {
    private static final String PREFIX = "contrail_kube_gateway_";

    /** One sending of a call; {@code outcome} is the status, or what there was instead of one. */
    void request(Call call, Answer answer, Duration took) {
        String outcome = answer instanceof Answer.Answered answered
                ? String.valueOf(answered.status())
                : answer instanceof Answer.Fenced ? "fenced" : "unanswered";
        registry.timer(PREFIX + "request", "method", call.kind().label(), "type", call.type(), "outcome", outcome)
                .record(took);
    }

    void repeated(Call call) {
        registry.counter(PREFIX + "repeats", "method", call.kind().label()).increment();
    }

    /** How many reads travelled in one request. */
    void joined(Batch.Topic topic, int reads) {
        DistributionSummary.builder(PREFIX + "joined_reads")
                .tag("how", topic.how().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(reads);
    }

    void step(StepOutcome outcome) {
        registry.counter(
                        PREFIX + "steps",
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }

    void watch(Supplier<GatewayView> view) {
        registry.gauge(PREFIX + "in_flight", view, v -> v.get().inFlight());
        registry.gauge(PREFIX + "queued", view, v -> v.get().queued());
        registry.gauge(PREFIX + "pending", view, v -> v.get().pending());
        registry.gauge(PREFIX + "servers_up", view, v -> (double)
                v.get().servers().stream().filter(GatewayView.ServerView::up).count());
    }
}
