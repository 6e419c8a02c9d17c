package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many namespaces at once: the cluster entity, which hears of all of them, must not become the bottleneck. */
class ScaleIT {
    private static final int NAMESPACES = 500;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final FactsFake facts = new FactsFake();

    @Test
    void theClusterEntityTakesUpManyNamespacesInFewRounds() {
        try (var node = new ClusterNode(Fixture.config("scale"), new ContrailFake(), facts, null)) {
            await().atMost(SOON).ignoreExceptions().until(() -> EntitiesIT.get(node.entities.cluster())
                    .ready());
            List<NamespaceFact> all = IntStream.range(0, NAMESPACES)
                    .mapToObj(i -> Fixture.namespace("ns-" + i, Map.of()))
                    .toList();
            all.forEach(fact -> facts.namespaces.put(fact.name(), fact));

            Source.from(all)
                    .mapAsync(100, fact -> offer(node, fact))
                    .runWith(Sink.ignore(), node.system())
                    .toCompletableFuture()
                    .join();

            await().atMost(SOON).untilAsserted(() -> assertThat(EntitiesIT.get(node.entities.namespaces()))
                    .filteredOn(summary -> summary.phase().equals("served"))
                    .hasSize(NAMESPACES));
            double rounds = node.metrics
                    .get("contrail_kube_sharding_rounds")
                    .tag("entity", "Cluster")
                    .counter()
                    .count();
            assertThat(rounds).isLessThan(NAMESPACES);
        }
    }

    /** As an ingest worker does: again if there was no answer. */
    private static CompletionStage<Done> offer(ClusterNode node, NamespaceFact fact) {
        var system = node.system().classicSystem();
        return Patterns.retry(
                () -> node.entities.offer(Fixture.present(fact)).thenApply(held -> Done.getInstance()),
                10,
                Duration.ofMillis(200),
                system.scheduler(),
                system.dispatcher());
    }
}
