package io.contrailkube.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is loaded once for many who look into it. It counts for a while; who does not find in it what he looks
 * for has it loaded again, unless that was done a moment ago.
 *
 * @param <T> what is loaded
 */
final class Remembered<T> {
    private final Supplier<CompletionStage<T>> loader;
    private final GatewaySettings.Lookups settings;
    private final LongSupplier nanoTime;
    private @Nullable Loaded<T> last;
    private @Nullable CompletableFuture<Loaded<T>> loading;

    /** @param began when loading began: later changes may not be in it */
    private record Loaded<T>(T value, long began) {}

    Remembered(Supplier<CompletionStage<T>> loader, GatewaySettings.Lookups settings, LongSupplier nanoTime) {
        this.loader = loader;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Fails if loading fails. */
    <R> CompletionStage<Optional<R>> find(Function<T, Optional<R>> look) {
        return atMost(settings.countsFor()).thenCompose(loaded -> {
            Optional<R> found = look.apply(loaded.value());
            return found.isPresent()
                    ? CompletableFuture.completedStage(found)
                    : atMost(settings.missAfter()).thenApply(newer -> look.apply(newer.value()));
        });
    }

    /** What was loaded no longer ago than this, or is being loaded. */
    private synchronized CompletionStage<Loaded<T>> atMost(Duration age) {
        Loaded<T> known = last;
        long now = nanoTime.getAsLong();
        if (known != null && now - known.began() <= age.toNanos()) {
            return CompletableFuture.completedStage(known);
        }
        CompletableFuture<Loaded<T>> running = loading;
        if (running == null) {
            var begun = new CompletableFuture<Loaded<T>>();
            loading = begun;
            loader.get().whenComplete((value, failure) -> ended(begun, now, value, failure));
            return begun;
        }
        return running;
    }

    private void ended(CompletableFuture<Loaded<T>> begun, long began, @Nullable T value, @Nullable Throwable failure) {
        synchronized (this) {
            loading = null;
            last = value == null ? last : new Loaded<>(value, began);
        }
        if (value != null) {
            begun.complete(new Loaded<>(value, began));
        } else {
            begun.completeExceptionally(
                    failure == null ? new IllegalStateException("neither a value nor a failure") : failure);
        }
    }
}
