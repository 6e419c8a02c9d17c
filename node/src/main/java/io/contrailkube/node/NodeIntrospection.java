package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import io.contrailkube.node.http.Introspection;
import io.contrailkube.persistence.Journal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the endpoints show, asked of the parts. */
final class NodeIntrospection implements Introspection {
    private final ActorSystem<?> system;
    private final String cluster;
    private final Parts parts;

    NodeIntrospection(ActorSystem<?> system, String cluster, Parts parts) {
        this.system = system;
        this.cluster = cluster;
        this.parts = parts;
    }

    @Override
    public CompletionStage<?> namespaces() {
        return parts.entities().namespaces();
    }

    @Override
    public CompletionStage<? extends Optional<?>> namespace(String name) {
        return parts.entities().namespace(name).thenApply(Optional::of);
    }

    @Override
    public CompletionStage<?> history(String namespace, int limit) {
        return Journal.history(system, "Namespace|" + namespace, limit);
    }

    @Override
    public CompletionStage<?> cluster() {
        return parts.entities().cluster();
    }

    @Override
    public CompletionStage<?> clusterHistory(int limit) {
        return Journal.history(system, "Cluster|" + cluster, limit);
    }

    @Override
    public Object gateway() {
        return parts.gateway().view();
    }

    @Override
    public CompletionStage<?> watches() {
        return parts.ingest().watches();
    }

    @Override
    public CompletionStage<?> audit() {
        return parts.entities().audit().thenApply(done -> Map.of("audit", "started"));
    }
}
