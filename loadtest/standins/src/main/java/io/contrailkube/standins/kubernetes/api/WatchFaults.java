package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.FaultRule;
import io.contrailkube.standins.http.Faults;
import io.contrailkube.standins.http.Filter;
import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The faults of Kubernetes' own. Rules under {@code /standin/faults}: kind {@code gone} answers 410 to lists and watches, kind
 * {@code watch} strikes watches that are opened while it stands ({@code do}, {@code ms} after the opening, {@code count}).
 * {@code /standin/watches} strikes the watches that are open now.
 */
public final class WatchFaults {
    private final Watches watches;

    public WatchFaults(Watches watches) {
        this.watches = watches;
    }

    public Faults addTo(Faults faults) {
        return faults.kind("gone", rule -> WatchFaults::gone).kind("watch", WatchFaults::onOpening);
    }

    private static CompletionStage<Reply> gone(Request request, Handler next) {
        boolean reads = request.method().equals("GET");
        Reply expired = Answers.failure(ApiFailure.expired("too old resource version"));
        return reads ? CompletableFuture.completedFuture(expired) : next.handle(request);
    }

    private static Filter onOpening(FaultRule rule) {
        WatchWire.Fault fault = fault(rule.text("do", ""));
        long count = rule.number("count", 1);
        return (request, next) -> {
            CompletionStage<Reply> served = next.handle(request);
            return Watches.asked(request) ? served.thenApply(reply -> armed(reply, rule, fault, count)) : served;
        };
    }

    private static Reply armed(Reply reply, FaultRule rule, WatchWire.Fault fault, long count) {
        if (!(reply instanceof Reply.Stream stream)) {
            return reply;
        }
        return new Reply.Stream(stream.status(), stream.headers(), writer -> {
            WatchWire wire = new WatchWire(writer);
            long millis = rule.number("ms", 0);
            if (millis > 0) {
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                        .execute(() -> wire.strike(fault, count));
            } else {
                wire.strike(fault, count);
            }
            stream.body().accept(wire);
        });
    }

    /** GET lists the open watches; POST {@code {"do": ..., "path": regex, "count": n}} strikes those of that path. */
    public CompletionStage<Reply> control(Request request) {
        try {
            if (request.method().equals("POST")) {
                ObjectNode order = Bodies.tree(request.body());
                strike(
                        Json.text(order, "path"),
                        fault(Json.text(order, "do")),
                        order.path("count").asLong(1));
            }
            return CompletableFuture.completedFuture(list());
        } catch (IllegalArgumentException | ApiFailure e) {
            return CompletableFuture.completedFuture(Reply.text(400, "text/plain", String.valueOf(e.getMessage())));
        }
    }

    /** Strikes every open watch whose path matches; how many there were. */
    public int strike(String path, WatchWire.Fault fault, long count) {
        Pattern pattern = Pattern.compile(path);
        int struck = 0;
        for (Watches.Open open : watches.open().values()) {
            if (pattern.matcher(open.path()).find()) {
                open.wire().strike(fault, count);
                struck++;
            }
        }
        return struck;
    }

    private static WatchWire.Fault fault(String name) {
        try {
            return WatchWire.Fault.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String known = Arrays.toString(WatchWire.Fault.values());
            throw new IllegalArgumentException("unknown fault '" + name + "', known: " + known, e);
        }
    }

    private Reply list() {
        ArrayNode list = Json.array();
        new TreeMap<>(watches.open()).forEach((number, open) -> {
            ObjectNode one = list.addObject().put("number", number).put("path", open.path());
            ObjectNode query = one.putObject("query");
            open.query().parameters().forEach(each -> query.put(each.key(), each.value()));
        });
        return Reply.json(200, list);
    }
}
