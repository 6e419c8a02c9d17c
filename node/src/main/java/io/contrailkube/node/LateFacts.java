package io.contrailkube.node;

import io.contrailkube.core.port.FactSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The ingest as entities see it before it has started: entities and ingest need each other. */
final class LateFacts implements FactSource {
    private final CompletableFuture<FactSource> source = new CompletableFuture<>();

    void arrived(FactSource facts) {
        source.complete(facts);
    }

    @Override
    public CompletionStage<Replay> replay(String kind, String namespace) {
        return source.thenCompose(facts -> facts.replay(kind, namespace));
    }
}
