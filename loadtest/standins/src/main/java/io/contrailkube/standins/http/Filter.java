package io.contrailkube.standins.http;

import java.util.concurrent.CompletionStage;

/** Stands before a handler: passes the request on, changes it, delays it or answers it itself. */
@FunctionalInterface
public interface Filter {
    CompletionStage<Reply> filter(Request request, Handler next);
}
