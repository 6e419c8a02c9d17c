package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.gateway.GatewayView;
import io.contrailkube.ingest.worker.WatchView;
import io.contrailkube.ingest.worker.WatchView.State;
import io.contrailkube.node.health.CheckResult;
import io.contrailkube.node.health.Readiness.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The checks of {@code /readyz}: cluster member, journal, Contrail API, shard region, foundation, every watch. */
final class Probes {
    private static final Set<State> FINE = Set.of(State.WATCHING, State.LISTING, State.NOT_SERVED);

    private Probes() {}

    /**
     * @param parts empty until they have started
     * @param journal the check of the journal; may be asked at any time
     */
    static List<Probe> all(
            ActorSystem<?> system, Supplier<Optional<Parts>> parts, Supplier<CompletionStage<CheckResult>> journal) {
        return List.of(
                new Probe("cluster-member", () -> CompletableFuture.completedFuture(List.of(member(system)))),
                new Probe("journal", () -> journal.get().thenApply(List::of)),
                new Probe(
                        "contrail-api",
                        started(
                                parts,
                                "contrail-api",
                                part -> CompletableFuture.completedFuture(
                                        List.of(contrail(part.gateway().view()))))),
                new Probe("shard-region", started(parts, "shard-region", part -> part.entities()
                        .cluster()
                        .thenApply(Probes::entities))),
                new Probe("watches", started(parts, "watches", part -> part.ingest()
                        .watches()
                        .thenApply(Probes::watches))));
    }

    private static Supplier<CompletionStage<List<CheckResult>>> started(
            Supplier<Optional<Parts>> parts, String name, Function<Parts, CompletionStage<List<CheckResult>>> check) {
        return () -> parts.get()
                .map(check)
                .orElseGet(() ->
                        CompletableFuture.completedFuture(List.of(new CheckResult(name, false, "not started yet"))));
    }

    private static CheckResult member(ActorSystem<?> system) {
        Member self = Cluster.get(system).selfMember();
        boolean up = self.status() == MemberStatus.up() || self.status() == MemberStatus.weaklyUp();
        return new CheckResult("cluster-member", up, self.address() + " is " + self.status());
    }

    private static CheckResult contrail(GatewayView view) {
        String servers = view.servers().stream()
                .map(server -> server.server() + (server.up() ? " up" : " down: " + server.lastFailure()))
                .collect(Collectors.joining(", "));
        return new CheckResult("contrail-api", view.isUp(), servers);
    }

    private static List<CheckResult> entities(ClusterView view) {
        return List.of(
                new CheckResult("shard-region", true, ""),
                new CheckResult("foundation", view.ready(), view.ready() ? "" : "waiting for " + view.waitingFor()));
    }

    private static List<CheckResult> watches(List<WatchView> watches) {
        var results = new ArrayList<CheckResult>();
        KubeKinds.ALL.forEach(kind -> results.add(watches.stream()
                .filter(watch -> watch.kind().equals(kind.name()))
                .findFirst()
                .map(Probes::watch)
                .orElseGet(() -> new CheckResult("watch/" + kind.name(), false, "no worker answers for this kind"))));
        return results;
    }

    private static CheckResult watch(WatchView watch) {
        boolean fine = watch.complete() && FINE.contains(watch.state());
        String what = watch.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " since " + watch.since() + ", "
                + watch.objects() + " objects";
        return new CheckResult(
                "watch/" + watch.kind(),
                fine,
                watch.failure().isEmpty() ? what : what + ", last failure: " + watch.failure());
    }
}
