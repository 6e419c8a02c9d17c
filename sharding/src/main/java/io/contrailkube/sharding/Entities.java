package io.contrailkube.sharding;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSink;
import io.contrailkube.core.registry.KubeKinds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The door to the entities of all nodes: puts in what ingest workers see, gets out what people want to know. */
public final class Entities implements FactSink {
    /** Names of at most 63 bytes: a part stays below the 256 KiB of a frame between nodes. */
    private static final int PART = 2_000;

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final String cluster;
    private final int parallelism;
    private final Duration patience;

    private Entities(ActorSystem<?> system, ShardingSettings settings, String cluster) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.cluster = cluster;
        this.parallelism = settings.parallelism();
        this.patience = settings.times().ask();
    }

    /** Starts both regions on this node, and the cluster entity on one of all nodes. */
    public static Entities start(ActorSystem<?> system, ShardingSettings settings, EntityPorts ports) {
        var entities = new Entities(system, settings, ports.names().cluster());
        entities.open(new Workbench(
                ports, settings, new EntityMetrics(ports.metrics()), entities.new ShardedPost(), Clock.systemUTC()));
        entities.clusterRef().tell(new ClusterCommand.Start());
        return entities;
    }

    @Override
    public CompletionStage<Void> offer(FactChange change) {
        String namespace = change.id().namespace();
        if (KubeKinds.CLUSTER_SCOPED.contains(change.id().kind())) {
            return clusterRef()
                    .<Done>ask(replyTo -> ClusterCommand.Offer.of(change, replyTo), patience)
                    .thenApply(done -> null);
        }
        if (!isName(namespace)) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException(change.id() + " belongs to no namespace, so no entity can hold it"));
        }
        return namespaceRef(namespace)
                .<Done>ask(replyTo -> NamespaceCommand.Offer.of(change, replyTo), patience)
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Void> listed(String kind, Set<String> namespaces) {
        List<String> all = List.copyOf(namespaces);
        CompletionStage<Done> told = CompletableFuture.completedFuture(Done.getInstance());
        int from = 0;
        do {
            int start = from;
            int end = Math.min(start + PART, all.size());
            told = told.thenCompose(done -> clusterRef()
                    .ask(
                            replyTo -> new ClusterCommand.Listed(
                                    kind, Set.copyOf(all.subList(start, end)), start == 0, end == all.size(), replyTo),
                            patience));
            from = end;
        } while (from < all.size());
        return told.thenApply(done -> null);
    }

    /**
     * Everything about a namespace. One that nothing is known of has no uid and no objects; fails if the name cannot be
     * that of a namespace, or if the entity does not answer in time.
     */
    public CompletionStage<NamespaceView> namespace(String name) {
        if (!isName(name)) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("'" + name + "' cannot be the name of a namespace"));
        }
        return namespaceRef(name).ask(NamespaceCommand.GetView::new, patience).thenApply(Answer.OfNamespace::view);
    }

    /**
     * Every namespace that is known, in the order of their names. Those whose entities do not answer in time, because a node
     * was lost just now, are of phase {@code unknown}.
     */
    public CompletionStage<List<NamespaceSummary>> namespaces() {
        return names("", List.of()).thenCompose(names -> {
            long end = System.nanoTime() + patience.toNanos();
            return Source.from(names)
                    .mapAsync(parallelism, name -> summary(name, Duration.ofNanos(end - System.nanoTime())))
                    .runWith(Sink.seq(), system);
        });
    }

    public CompletionStage<ClusterView> cluster() {
        return clusterRef().ask(ClusterCommand.GetView::new, patience).thenApply(Answer.OfCluster::view);
    }

    /** Has every entity compare what stands in Contrail with what should; completes with the number that began. */
    public CompletionStage<Integer> audit() {
        CompletionStage<Done> own = clusterRef().ask(ClusterCommand.Audit::new, patience);
        return own.thenCompose(done -> names("", List.of())).thenCompose(names -> Source.from(names)
                .mapAsync(parallelism, this::audit)
                .runWith(Sink.fold(1, Integer::sum), system));
    }

    private CompletionStage<Integer> audit(String namespace) {
        CompletionStage<Done> begun = namespaceRef(namespace).ask(NamespaceCommand.Audit::new, patience);
        return begun.handle((done, failure) -> failure == null ? 1 : 0);
    }

    private CompletionStage<NamespaceSummary> summary(String namespace, Duration rest) {
        if (rest.isNegative() || rest.isZero()) {
            return CompletableFuture.completedFuture(NamespaceSummary.silent(namespace));
        }
        return namespaceRef(namespace)
                .ask(NamespaceCommand.GetSummary::new, rest)
                .handle((answer, failure) -> failure == null ? answer.summary() : NamespaceSummary.silent(namespace));
    }

    private CompletionStage<List<String>> names(String after, List<String> before) {
        return clusterRef()
                .<Answer.Names>ask(replyTo -> new ClusterCommand.GetNames(after, PART, replyTo), patience)
                .thenCompose(page -> {
                    var names = new ArrayList<>(before);
                    names.addAll(page.names());
                    return page.more()
                            ? names(names.get(names.size() - 1), names)
                            : CompletableFuture.completedFuture(names);
                });
    }

    private void open(Workbench bench) {
        sharding.init(Entity.of(
                        NamespaceEntity.KEY,
                        context -> NamespaceEntity.create(context.getEntityId(), bench, self -> context.getShard()
                                .tell(new ClusterSharding.Passivate<>(self))))
                .withSettings(bench.settings().regions())
                .withStopMessage(new Report.Stop()));
        sharding.init(Entity.of(ClusterEntity.KEY, context -> ClusterEntity.create(context.getEntityId(), bench))
                .withSettings(bench.settings().regions())
                .withStopMessage(new Report.Stop()));
    }

    /** A fault of ours costs one life of one entity; it begins anew with what the journal holds. */
    static <C> Behavior<C> supervised(Behavior<C> entity, Workbench bench) {
        return Behaviors.supervise(entity)
                .onFailure(Exception.class, bench.settings().journal().restart());
    }

    private EntityRef<NamespaceCommand> namespaceRef(String namespace) {
        return sharding.entityRefFor(NamespaceEntity.KEY, namespace);
    }

    private EntityRef<ClusterCommand> clusterRef() {
        return sharding.entityRefFor(ClusterEntity.KEY, cluster);
    }

    private static boolean isName(String namespace) {
        return NAMESPACE.matcher(namespace).matches();
    }

    private final class ShardedPost implements Post {
        @Override
        public void toNamespace(String namespace, NamespaceCommand.Message message) {
            namespaceRef(namespace).tell(message);
        }

        @Override
        public void toCluster(ClusterCommand.Message message) {
            clusterRef().tell(message);
        }
    }
}
