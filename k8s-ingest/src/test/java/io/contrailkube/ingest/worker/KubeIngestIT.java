package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactSource;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.ingest.support.TestNode;
import io.contrailkube.ingest.worker.WatchView.State;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two nodes of a cluster and one worker per kind. */
class KubeIngestIT {
    private static final KubernetesStandin KUBERNETES = KubernetesStandin.start(KubernetesOptions.loopback());
    private static final TestNode ONE = TestNode.first(KUBERNETES.uri());
    private static final TestNode TWO = TestNode.joining(ONE, KUBERNETES.uri());

    @AfterAll
    static void shutdown() {
        ONE.close();
        TWO.close();
        KUBERNETES.close();
    }

    @Spec({"HA-1", "HA-2"})
    @Test
    void oneWorkerServesAllNodesAndMovesWhenItsNodeIsLost() {
        KUBERNETES.apply(
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: blue, labels: {a: b}, annotations: {opencontrail.org/isolation: "true"}}
                """);
        await().until(() -> ONE.up() == 2 && TWO.up() == 2);
        for (TestNode node : List.of(ONE, TWO)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(views(node))
                    .hasSameSizeAs(KubeKinds.ALL)
                    .allSatisfy(view -> assertThat(view.state()).isIn(State.WATCHING, State.NOT_SERVED)));
            // From the node where the worker is not the facts come over the wire.
            assertThat(replay(node, "blue").complete()).isTrue();
            assertThat(replay(node, "blue").facts())
                    .singleElement()
                    .isInstanceOfSatisfying(NamespaceFact.class, fact -> {
                        assertThat(fact.labels()).containsEntry("a", "b");
                        assertThat(fact.annotations()).containsEntry("opencontrail.org/isolation", "true");
                        assertThat(fact.id().uid()).isNotEmpty();
                    });
            assertThat(replay(node, "none").facts()).isEmpty();
        }
        assertThat(Stream.of(ONE, TWO).filter(KubeIngestIT::works)).hasSize(1);

        TestNode lost = works(ONE) ? ONE : TWO;
        TestNode left = lost == ONE ? TWO : ONE;
        lost.close();
        left.down(lost);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(left.sink().log()).contains("+blue"));
        await().untilAsserted(() -> assertThat(replay(left, "blue").complete()).isTrue());
        assertThat(left.sink().lists()).isNotEmpty();
    }

    @Test
    void aKindThatNobodyWatchesIsAnError() {
        CompletableFuture<FactSource.Replay> answer =
                ONE.ingest().replay("Unicorn", "blue").toCompletableFuture();

        assertThatThrownBy(answer::join).hasMessageContaining("Unicorn");
    }

    private static boolean works(TestNode node) {
        return node.metrics()
                        .find("contrail_kube_ingest_cached_objects")
                        .tag("kind", NamespaceKind.NAME)
                        .gauge()
                != null;
    }

    private static List<WatchView> views(TestNode node) {
        return node.ingest().watches().toCompletableFuture().join();
    }

    private static FactSource.Replay replay(TestNode node, String namespace) {
        return node.ingest()
                .replay(NamespaceKind.NAME, namespace)
                .toCompletableFuture()
                .join();
    }
}
