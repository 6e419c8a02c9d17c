package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole of the module on one real node, with a journal and both ports in memory. */
class EntitiesIT {
    private static final ContrailFake CONTRAIL = new ContrailFake();
    private static final FactsFake FACTS = new FactsFake();
    private static ClusterNode node;

    @BeforeAll
    static void start() {
        node = new ClusterNode(Fixture.config("entities"), CONTRAIL, FACTS, null);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void servesANamespaceFromOfferToView() {
        NamespaceFact blue = add("blue", Map.of("opencontrail.org/isolation", "true"));

        NamespaceView view = awaitPhase("blue", "served");

        assertThat(view.uid()).isEqualTo(blue.id().uid());
        assertThat(view.contributed()).isTrue();
        assertThat(CONTRAIL.standing)
                .containsKeys(Fixture.NAMES.project("blue"), Fixture.NAMES.podNetwork("blue"), tag("team=net"));
        assertThat(get(node.entities.cluster()).ready()).isTrue();
        assertThat(summary("blue").phase()).isEqualTo("served");
        assertThat(node.metrics
                        .get("contrail_kube_sharding_change_served")
                        .tag("kind", "Namespace")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void deletesWhatItMadeAndForgetsTheNamespace() {
        NamespaceFact gone = add("gone", Map.of());
        awaitPhase("gone", "served");

        remove(gone);

        await().untilAsserted(() -> assertThat(CONTRAIL.standing).doesNotContainKey(Fixture.NAMES.project("gone")));
        await().untilAsserted(() -> assertThat(names()).doesNotContain("gone"));
        assertThat(get(node.entities.cluster()).namespaces()).doesNotContain("gone");
    }

    @Test
    void servesANamespaceThatComesBack() {
        NamespaceFact first = add("phoenix", Map.of());
        awaitPhase("phoenix", "served");
        remove(first);
        NamespaceFact second = Fixture.namespace("phoenix", "second", Map.of());
        FACTS.namespaces.put("phoenix", second);
        get(node.entities.offer(Fixture.present(second)));

        await().untilAsserted(() -> {
            NamespaceView view = get(node.entities.namespace("phoenix"));
            assertThat(view.uid()).isEqualTo("second");
            assertThat(view.phase()).isEqualTo("served");
        });
    }

    @Test
    @Spec("WA-2")
    void cleansUpAfterANamespaceThatACompleteListDoesNotHold() {
        add("missed", Map.of());
        awaitPhase("missed", "served");
        FACTS.namespaces.remove("missed");

        get(node.entities.listed(NamespaceKind.NAME, Set.copyOf(FACTS.namespaces.keySet())));

        await().untilAsserted(() -> assertThat(CONTRAIL.standing).doesNotContainKey(Fixture.NAMES.project("missed")));
    }

    @Test
    @Spec("NS-44")
    void repairsWhatAnAuditFindsMissing() {
        add("audited", Map.of());
        awaitPhase("audited", "served");
        ObjectKey group = Fixture.NAMES.securityGroup("audited");
        CONTRAIL.standing.remove(group);

        assertThat(get(node.entities.audit())).isGreaterThan(1);

        await().untilAsserted(() -> assertThat(CONTRAIL.standing).containsKey(group));
    }

    @Test
    void knowsNothingOfANamespaceThatIsNotThere() {
        NamespaceView view = get(node.entities.namespace("nowhere"));
        assertThat(view.uid()).isNull();
        assertThat(view.objects()).isEmpty();
        assertThat(node.entities.namespace("No_Name")).isCompletedExceptionally();
    }

    private static NamespaceFact add(String name, Map<String, String> annotations) {
        NamespaceFact fact = Fixture.namespace(name, annotations);
        FACTS.namespaces.put(name, fact);
        get(node.entities.offer(Fixture.present(fact)));
        return fact;
    }

    private static void remove(NamespaceFact fact) {
        FACTS.namespaces.remove(fact.name());
        get(node.entities.offer(Fixture.absent(fact)));
    }

    private static NamespaceView awaitPhase(String name, String phase) {
        return await().atMost(Duration.ofSeconds(15))
                .until(() -> get(node.entities.namespace(name)), view -> view.phase()
                        .equals(phase));
    }

    private static List<String> names() {
        return get(node.entities.namespaces()).stream()
                .map(NamespaceSummary::name)
                .toList();
    }

    private static NamespaceSummary summary(String name) {
        return get(node.entities.namespaces()).stream()
                .filter(summary -> summary.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectKey tag(String name) {
        return ObjectKey.of("tag", name);
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }
}
