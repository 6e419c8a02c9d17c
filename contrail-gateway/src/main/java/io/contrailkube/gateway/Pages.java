package io.contrailkube.gateway;

import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists of objects.
 *
 * @param size objects in a page
 */
record Pages(Function<Ticket, CompletionStage<Answer>> sender, int size) {
    private record Page(List<Actual> objects, @Nullable String next) {}

    /** A whole collection, page by page; fails with ContrailUnavailable. */
    CompletionStage<List<Actual>> all(String type, Function<String, Call> callForMarker) {
        return from(type, callForMarker, "", new ArrayList<>());
    }

    /** What one request brings; fails with ContrailUnavailable. */
    CompletionStage<List<Actual>> one(String type, Call call) {
        return page(type, call).thenApply(Page::objects);
    }

    private CompletionStage<List<Actual>> from(
            String type, Function<String, Call> callForMarker, String marker, List<Actual> before) {
        return page(type, callForMarker.apply(marker)).thenCompose(page -> {
            before.addAll(page.objects());
            String next = page.next();
            return next == null ? CompletableFuture.completedStage(before) : from(type, callForMarker, next, before);
        });
    }

    private CompletionStage<Page> page(String type, Call call) {
        return sender.apply(Ticket.of(call)).thenCompose(answer -> {
            if (!(answer instanceof Answer.Answered answered) || !answered.isDone()) {
                return CompletableFuture.failedStage(
                        new ContrailUnavailable(Replies.unavailable("list " + type, answer)));
            }
            return CompletableFuture.completedStage(new Page(
                    Replies.objects(type, answered.json()),
                    Requests.textOrNull(answered.json().path("marker"))));
        });
    }
}
