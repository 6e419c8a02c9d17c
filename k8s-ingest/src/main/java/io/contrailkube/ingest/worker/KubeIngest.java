package io.contrailkube.ingest.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import akka.japi.function.Function;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.port.FactSink;
import io.contrailkube.core.port.FactSource;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.javadsl.KubernetesSource;
import io.contrailkube.ingest.worker.Directory.Forward;
import io.contrailkube.ingest.worker.WorkerCommand.Describe;
import io.contrailkube.ingest.worker.WorkerCommand.Replayed;
import io.contrailkube.ingest.worker.WorkerCommand.Stop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The ingest on this node: its share of the workers, one per kind over all nodes, and the way to every one of them. */
public final class KubeIngest implements FactSource {
    private static final String NAME = "contrail-kube-ingest";

    private final ActorSystem<?> system;
    private final IngestSettings.Workers settings;
    private final ActorRef<Directory.Command> directory;
    private final List<String> kinds;

    private KubeIngest(
            ActorSystem<?> system,
            IngestSettings.Workers settings,
            ActorRef<Directory.Command> directory,
            List<String> kinds) {
        this.system = system;
        this.settings = settings;
        this.directory = directory;
        this.kinds = kinds;
    }

    /** Once per node, when the sink can take offers; every node of the cluster has to. */
    public static KubeIngest start(
            ActorSystem<?> system, IngestSettings settings, KubernetesApi api, FactSink sink, MeterRegistry metrics) {
        List<KubeKind> kinds = KubeKinds.ALL;
        List<String> names = kinds.stream().map(KubeKind::name).toList();
        ActorRef<Directory.Command> directory = system.systemActorOf(Directory.create(names), NAME, Props.empty());
        ShardedDaemonProcess.get(system)
                .init(
                        WorkerCommand.class,
                        NAME,
                        kinds.size(),
                        index -> {
                            KubeKind kind = kinds.get(index);
                            return KindWorker.create(new KindWorker.Parts(
                                    KubernetesSource.listAndWatch(api, settings.watching(), kind),
                                    new Offers.Target(kind.name(), sink, settings.offering()),
                                    new WorkerMetrics(metrics, kind.name()),
                                    Clock.systemUTC()));
                        },
                        ShardedDaemonProcessSettings.create(system)
                                .withKeepAliveInterval(settings.workers().keepAlive()),
                        Optional.of(Stop.INSTANCE));
        return new KubeIngest(system, settings.workers(), directory, names);
    }

    @Override
    public CompletionStage<Replay> replay(String kind, String namespace) {
        if (!kinds.contains(kind)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("no kind " + kind + " in " + kinds));
        }
        return replay(new FactSource.Replay(kind, List.of(), true), namespace, "");
    }

    /** Complete only if every part is: the worker may start anew between them. */
    private CompletionStage<FactSource.Replay> replay(FactSource.Replay before, String namespace, String after) {
        int max = settings.part();
        return this.<Replayed>ask(
                        before.kind(),
                        settings.answer(),
                        replyTo -> new WorkerCommand.Replay(namespace, after, max, replyTo))
                .thenCompose(part -> {
                    List<KubeFact> facts = part.facts();
                    var all = new ArrayList<>(before.facts());
                    all.addAll(facts);
                    var now = new FactSource.Replay(before.kind(), all, before.complete() && part.complete());
                    return facts.size() < max
                            ? CompletableFuture.completedFuture(now)
                            : replay(
                                    now,
                                    namespace,
                                    facts.get(facts.size() - 1).id().name());
                });
    }

    /** How the watches fare, wherever their workers are; one that does not say is {@link WatchView.State#UNKNOWN}. */
    public CompletionStage<List<WatchView>> watches() {
        CompletableFuture<List<WatchView>> all = CompletableFuture.completedFuture(List.of());
        for (String kind : kinds) {
            all = all.thenCombine(view(kind), KubeIngest::with);
        }
        return all;
    }

    private CompletionStage<WatchView> view(String kind) {
        return this.<WatchView>ask(kind, settings.view(), Describe::new)
                .exceptionally(failure ->
                        WatchView.unknown(kind, Clock.systemUTC().instant(), String.valueOf(failure.getMessage())));
    }

    private static List<WatchView> with(List<WatchView> views, WatchView view) {
        var more = new ArrayList<>(views);
        more.add(view);
        return more;
    }

    private <R> CompletionStage<R> ask(String kind, Duration patience, Function<ActorRef<R>, WorkerCommand> message) {
        return AskPattern.<Directory.Command, R>ask(
                        directory,
                        replyTo -> new Forward(kind, message.apply(replyTo), patience),
                        patience,
                        system.scheduler())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new IllegalStateException("the ingest worker of " + kind + " did not answer within "
                                + patience.toMillis() + " ms: it is moving to another node or overloaded; ask again")));
    }
}
