package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.node.http.Introspection;
import io.contrailkube.node.verdict.FlowQuestion;
import io.contrailkube.persistence.Journal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What the endpoints show, asked of the parts. */
final class NodeIntrospection implements Introspection {
    /** What Kubernetes allows as the name of a namespace. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final CompletableFuture<Optional<NamespaceView>> NOBODY =
            CompletableFuture.completedFuture(Optional.empty());

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
    public CompletionStage<Optional<NamespaceView>> namespace(String name) {
        if (!NAME.matcher(name).matches()) {
            return NOBODY;
        }
        // Asking an entity starts it, and it would be remembered: only those are asked that somebody knows.
        return parts.ingest()
                .replay(NamespaceKind.NAME, name)
                .thenCompose(replay ->
                        replay.facts().isEmpty() ? isRegistered(name) : CompletableFuture.completedFuture(true))
                .thenCompose(known -> known ? view(name) : NOBODY);
    }

    private CompletionStage<Boolean> isRegistered(String name) {
        return parts.entities().cluster().thenApply(view -> view.namespaces().contains(name));
    }

    private CompletionStage<Optional<NamespaceView>> view(String name) {
        return parts.entities().namespace(name).thenApply(view -> Optional.of(view)
                .filter(known -> known.uid() != null || !known.objects().isEmpty()));
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

    @Override
    public CompletionStage<?> verdict(FlowQuestion question) {
        return parts.verdicts().answer(question);
    }
}
