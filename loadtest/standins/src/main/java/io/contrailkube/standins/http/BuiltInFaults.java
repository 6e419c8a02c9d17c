package io.contrailkube.standins.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The kinds of fault that make sense for any HTTP server. */
final class BuiltInFaults {
    static final Map<String, FaultKind> KINDS = Map.of(
            "latency", BuiltInFaults::latency,
            "status", BuiltInFaults::status,
            "reset", rule -> (request, next) -> CompletableFuture.completedFuture(new Reply.Reset()),
            "hang", rule -> (request, next) -> new CompletableFuture<>(),
            "late", BuiltInFaults::late,
            "rate", BuiltInFaults::rate);

    private BuiltInFaults() {}

    /** {@code ms} plus up to {@code jitter} ms before the request is carried out. */
    private static Filter latency(FaultRule rule) {
        return (request, next) -> after(pause(rule), TimeUnit.MILLISECONDS, request, next);
    }

    /** {@code status} and {@code body} instead of carrying the request out. */
    private static Filter status(FaultRule rule) {
        Reply reply = Reply.text(
                (int) rule.number("status", 503),
                rule.text("contentType", "text/html; charset=UTF-8"),
                rule.text("body", ""));
        return (request, next) -> CompletableFuture.completedFuture(reply);
    }

    /** Carried out at once, answered {@code ms} later, or never when {@code ms} is absent: executed but unanswered. */
    private static Filter late(FaultRule rule) {
        return (request, next) -> {
            CompletionStage<Reply> done = next.handle(request);
            if (rule.number("ms", -1) < 0) {
                return new CompletableFuture<>();
            }
            return done.thenCompose(
                    reply -> CompletableFuture.supplyAsync(() -> reply, in(pause(rule), TimeUnit.MILLISECONDS)));
        };
    }

    /** At most {@code rate} requests a second (0 = no bound); the others wait their turn, {@code burst} may come at once. */
    private static Filter rate(FaultRule rule) {
        double rate = rule.fraction("rate", 0);
        if (rate <= 0) {
            return (request, next) -> next.handle(request);
        }
        TokenBucket bucket = new TokenBucket(rate, rule.fraction("burst", Math.max(1, rate / 20)));
        return (request, next) -> after(bucket.take(System.nanoTime()), TimeUnit.NANOSECONDS, request, next);
    }

    private static long pause(FaultRule rule) {
        return rule.number("ms", 0) + rule.random(rule.number("jitter", 0) + 1);
    }

    private static CompletionStage<Reply> after(long time, TimeUnit unit, Request request, Handler next) {
        if (time <= 0) {
            return next.handle(request);
        }
        return CompletableFuture.supplyAsync(() -> request, in(time, unit)).thenCompose(next::handle);
    }

    private static Executor in(long time, TimeUnit unit) {
        return CompletableFuture.delayedExecutor(time, unit);
    }
}
