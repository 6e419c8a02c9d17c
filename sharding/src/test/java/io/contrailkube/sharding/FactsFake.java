package io.contrailkube.sharding;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The caches of the ingest workers, as a map. */
final class FactsFake implements FactSource {
    final Map<String, KubeFact> namespaces = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    private volatile boolean complete = true;
    private volatile boolean away;

    void complete(boolean isComplete) {
        complete = isComplete;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public CompletionStage<Replay> replay(String kind, String namespace) {
        asked.incrementAndGet();
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("the worker is moving"));
        }
        KubeFact fact = namespaces.get(namespace);
        return CompletableFuture.completedFuture(new Replay(kind, fact == null ? List.of() : List.of(fact), complete));
    }
}
