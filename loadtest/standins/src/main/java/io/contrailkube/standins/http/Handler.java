package io.contrailkube.standins.http;

import java.util.concurrent.CompletionStage;

/** Answers requests, now or later; called on the thread of the connection. */
@FunctionalInterface
public interface Handler {
    CompletionStage<Reply> handle(Request request);

    /** This handler behind a filter. */
    default Handler behind(Filter filter) {
        return request -> filter.filter(request, this);
    }
}
