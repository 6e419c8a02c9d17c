package io.contrailkube.sharding;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The caches of the ingest workers, as a map. */
final class FactsFake implements FactSource {
    final Map<String, KubeFact> namespaces = new ConcurrentHashMap<>();
    final List<KubeFact> others = new CopyOnWriteArrayList<>();
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
        List<KubeFact> facts = Stream.concat(namespaces.values().stream(), others.stream())
                .filter(fact ->
                        fact.id().kind().equals(kind) && fact.id().namespace().equals(namespace))
                .toList();
        return CompletableFuture.completedFuture(new Replay(kind, facts, complete));
    }
}
