package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.sharding.TestStage.ToNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterEntityTest {
    private static final Contribution WANTED = new Contribution(new TreeSet<>(Set.of("team=net")), true, null, null);

    private final TestStage stage =
            new TestStage("cluster-entity-" + System.nanoTime(), "contrail-kube.sharding.gather = 0s");
    private final TestProbe<NamespaceCommand> namespace = stage.kit.createTestProbe();
    private final TestProbe<Done> acks = stage.kit.createTestProbe();
    private final TestProbe<Answer.Names> names = stage.kit.createTestProbe();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void tellsWhoAwaitsItWhenTheFoundationStands() {
        stage.contrail.answer(ContrailFake::busy);
        ActorRef<ClusterCommand> entity = stage.cluster();
        entity.tell(new ClusterCommand.AwaitFoundation("blue", 1, namespace.getRef()));
        await().untilAsserted(() -> assertThat(stage.contrail.plans).isNotEmpty());
        namespace.expectNoMessage(Duration.ofMillis(20));
        stage.contrail.answerNormally();

        stage.time.timePasses(Duration.ofSeconds(1));

        namespace.expectMessage(Fixture.FOUNDATION_STANDS);
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.defaultPodNetwork());
        entity.tell(new ClusterCommand.AwaitFoundation("red", 7, namespace.getRef()));
        namespace.expectMessage(Fixture.foundationStands(7));
    }

    @Test
    void confirmsWhatNamespacesWantWhenItStands() {
        ActorRef<ClusterCommand> entity = start();

        contribute(entity, "blue", "red", "green");

        assertThat(stage.namespaces.receiveSeveralMessages(3))
                .containsExactlyInAnyOrder(confirmed("blue"), confirmed("red"), confirmed("green"));
        assertThat(stage.contrail.standing).containsKey(ObjectKey.of("tag", "team=net"));
    }

    @Test
    void takesUpTogetherWhatComesWithinATime() {
        var gather = Duration.ofMillis(20);
        try (var gathering = new TestStage("gathering", "contrail-kube.sharding.gather = 20ms")) {
            ActorRef<ClusterCommand> entity = gathering.cluster();
            TestProbe<Answer.OfCluster> views = gathering.kit.createTestProbe();
            await().until(() -> {
                gathering.time.timePasses(gather);
                return isIdle(entity, views);
            });
            gathering.time.timePasses(gather);
            for (String name : List.of("blue", "red", "green")) {
                entity.tell(new ClusterCommand.Contribute(name, WANTED));
            }
            assertThat(isIdle(entity, views)).isTrue();
            assertThat(contributed(gathering)).isZero();

            gathering.time.timePasses(gather);

            await().untilAsserted(() -> assertThat(contributed(gathering)).isEqualTo(3));
        }
    }

    @Test
    void confirmsAgainWhenItIsAskedAgain() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue");
        stage.namespaces.expectMessage(confirmed("blue"));
        int events = events(stage).size();

        contribute(entity, "blue");

        stage.namespaces.expectMessage(confirmed("blue"));
        assertThat(events(stage)).hasSize(events);
    }

    @Test
    void forgetsANamespaceAndSaysSo() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue");
        stage.namespaces.expectMessage(confirmed("blue"));

        entity.tell(new ClusterCommand.Depart("blue", namespace.getRef()));

        namespace.expectMessage(new NamespaceCommand.Forgotten());
        assertThat(events(stage)).contains(new ClusterEvent.Departed("blue"));
        assertThat(page(entity, "", 10).names()).isEmpty();
        await().untilAsserted(
                        () -> assertThat(stage.contrail.standing).doesNotContainKey(ObjectKey.of("tag", "team=net")));
    }

    @Test
    void wakesTheNamespacesThatACompleteListDoesNotHold() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue", "red", "green");
        stage.namespaces.receiveSeveralMessages(3);

        list(entity, Set.of("blue"), false, true);
        acks.expectNoMessage(Duration.ofMillis(20));
        list(entity, Set.of("blue"), true, false);
        acks.expectMessage(Done.getInstance());
        list(entity, Set.of("green", "other"), false, true);
        acks.expectMessage(Done.getInstance());

        stage.namespaces.expectMessage(new ToNamespace("red", new NamespaceCommand.Wake("Namespace")));
        stage.namespaces.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void listsNamesInPages() {
        stage.contrail.answer(ContrailFake::busy);
        ActorRef<ClusterCommand> entity = stage.cluster();
        for (String name : List.of("c", "a", "b")) {
            entity.tell(new ClusterCommand.AwaitFoundation(name, 1, namespace.getRef()));
        }

        assertThat(page(entity, "", 2)).isEqualTo(new Answer.Names(List.of("a", "b"), true));
        assertThat(page(entity, "b", 2)).isEqualTo(new Answer.Names(List.of("c"), false));
    }

    @Test
    void writesNothingWhenItStartsAnewAndNothingHasChanged() {
        ActorRef<ClusterCommand> entity = start();
        int plans = stage.contrail.plans.size();
        stage.kit.stop(entity);

        start();

        assertThat(stage.contrail.plans).hasSize(plans);
    }

    /** With nothing left to do. */
    private ActorRef<ClusterCommand> start() {
        ActorRef<ClusterCommand> entity = stage.cluster();
        TestProbe<Answer.OfCluster> views = stage.kit.createTestProbe();
        await().until(() -> isIdle(entity, views));
        return entity;
    }

    private void contribute(ActorRef<ClusterCommand> entity, String... namespaces) {
        for (String name : namespaces) {
            entity.tell(new ClusterCommand.Contribute(name, WANTED));
        }
    }

    private void list(ActorRef<ClusterCommand> entity, Set<String> part, boolean first, boolean last) {
        entity.tell(new ClusterCommand.Listed(NamespaceKind.NAME, part, first, last, acks.getRef()));
    }

    private static boolean isIdle(ActorRef<ClusterCommand> entity, TestProbe<Answer.OfCluster> views) {
        entity.tell(new ClusterCommand.GetView(views.getRef()));
        ClusterView view = views.receiveMessage().view();
        return view.ready() && view.planInFlight().isEmpty();
    }

    private Answer.Names page(ActorRef<ClusterCommand> entity, String after, int limit) {
        entity.tell(new ClusterCommand.GetNames(after, limit, names.getRef()));
        return names.receiveMessage();
    }

    private static ToNamespace confirmed(String namespace) {
        return new ToNamespace(namespace, new NamespaceCommand.Confirmed(WANTED));
    }

    private static long contributed(TestStage stage) {
        return events(stage).stream()
                .filter(ClusterEvent.Contributed.class::isInstance)
                .count();
    }

    private static List<Object> events(TestStage stage) {
        return stage.journal.events("Cluster|" + Fixture.NAMES.cluster());
    }
}
