package io.contrailkube.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets work on one thing begin only when the work on it before has ended; for read-then-write sequences within this
 * process.
 *
 * @param <K> the thing
 */
final class Turns<K> {
    private final Map<K, CompletableFuture<?>> last = new HashMap<>();

    <T> CompletionStage<T> take(K thing, Supplier<CompletionStage<T>> work) {
        var ended = new CompletableFuture<T>();
        CompletableFuture<?> before;
        synchronized (last) {
            before = last.put(thing, ended);
        }
        CompletionStage<?> start = before == null ? CompletableFuture.completedStage(null) : before;
        start.handle((any, failure) -> work).thenCompose(Supplier::get).whenComplete((result, failure) -> {
            synchronized (last) {
                last.remove(thing, ended);
            }
            if (failure == null) {
                ended.complete(result);
            } else {
                ended.completeExceptionally(failure);
            }
        });
        return ended;
    }
}
