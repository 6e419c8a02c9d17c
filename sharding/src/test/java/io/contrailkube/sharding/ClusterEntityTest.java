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
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Contribution WANTED = new Contribution(new TreeSet<>(Set.of("team=net")), true, null, null);

    private final TestStage stage = new TestStage("cluster-entity-" + System.nanoTime(), "");
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
        entity.tell(new ClusterCommand.AwaitFoundation("blue", namespace.getRef()));
        await().untilAsserted(() -> assertThat(stage.contrail.plans).isNotEmpty());
        namespace.expectNoMessage(Duration.ofMillis(20));
        stage.contrail.answerNormally();

        stage.time.timePasses(Duration.ofSeconds(1));

        namespace.expectMessage(new NamespaceCommand.FoundationStands());
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.defaultPodNetwork());
        entity.tell(new ClusterCommand.AwaitFoundation("red", namespace.getRef()));
        namespace.expectMessage(new NamespaceCommand.FoundationStands());
    }

    @Test
    void takesUpWhatNamespacesWantTogetherAndConfirmsIt() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue", "red", "green");
        assertThat(contributed()).isZero();

        stage.time.timePasses(GATHER);

        assertThat(stage.namespaces.receiveSeveralMessages(3))
                .containsExactlyInAnyOrder(confirmed("blue"), confirmed("red"), confirmed("green"));
        assertThat(contributed()).isEqualTo(3);
        assertThat(stage.contrail.standing).containsKey(ObjectKey.of("tag", "team=net"));
    }

    @Test
    void confirmsAgainWhenItIsAskedAgain() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue");
        stage.time.timePasses(GATHER);
        stage.namespaces.expectMessage(confirmed("blue"));
        int events = events().size();

        contribute(entity, "blue");
        stage.time.timePasses(GATHER);

        stage.namespaces.expectMessage(confirmed("blue"));
        assertThat(events()).hasSize(events);
    }

    @Test
    void forgetsANamespaceAndSaysSo() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue");
        stage.time.timePasses(GATHER);
        stage.namespaces.expectMessage(confirmed("blue"));

        entity.tell(new ClusterCommand.Depart("blue", namespace.getRef()));
        stage.time.timePasses(GATHER);

        namespace.expectMessage(new NamespaceCommand.Forgotten());
        assertThat(events()).contains(new ClusterEvent.Departed("blue"));
        assertThat(page(entity, "", 10).names()).isEmpty();
        await().untilAsserted(
                        () -> assertThat(stage.contrail.standing).doesNotContainKey(ObjectKey.of("tag", "team=net")));
    }

    @Test
    void wakesTheNamespacesThatACompleteListDoesNotHold() {
        ActorRef<ClusterCommand> entity = start();
        contribute(entity, "blue", "red", "green");
        stage.time.timePasses(GATHER);
        stage.namespaces.receiveSeveralMessages(3);

        list(entity, Set.of("blue"), false, true);
        acks.expectNoMessage(Duration.ofMillis(20));
        list(entity, Set.of("blue"), true, false);
        acks.expectMessage(Done.getInstance());
        list(entity, Set.of("green", "other"), false, true);
        acks.expectMessage(Done.getInstance());

        stage.namespaces.expectMessage(new ToNamespace("red", new NamespaceCommand.Wake()));
        stage.namespaces.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void listsNamesInPages() {
        stage.contrail.answer(ContrailFake::busy);
        ActorRef<ClusterCommand> entity = stage.cluster();
        for (String name : List.of("c", "a", "b")) {
            entity.tell(new ClusterCommand.AwaitFoundation(name, namespace.getRef()));
        }

        assertThat(page(entity, "", 2)).isEqualTo(new Answer.Names(List.of("a", "b"), true));
        assertThat(page(entity, "b", 2)).isEqualTo(new Answer.Names(List.of("c"), false));
    }

    @Test
    void writesNothingWhenItStartsAnewAndNothingHasChanged() {
        ActorRef<ClusterCommand> entity = start();
        int plans = stage.contrail.plans.size();
        stage.kit.stop(entity);

        ActorRef<ClusterCommand> successor = stage.cluster();
        successor.tell(new ClusterCommand.AwaitFoundation("blue", namespace.getRef()));

        namespace.expectMessage(new NamespaceCommand.FoundationStands());
        assertThat(view(successor).planInFlight()).isEmpty();
        assertThat(stage.contrail.plans).hasSize(plans);
    }

    /** With nothing left to do: a round for any other reason would take up what namespaces want. */
    private ActorRef<ClusterCommand> start() {
        ActorRef<ClusterCommand> entity = stage.cluster();
        entity.tell(new ClusterCommand.AwaitFoundation("blue", namespace.getRef()));
        namespace.expectMessage(new NamespaceCommand.FoundationStands());
        await().untilAsserted(() -> assertThat(view(entity).planInFlight()).isEmpty());
        return entity;
    }

    private void contribute(ActorRef<ClusterCommand> entity, String... namespaces) {
        for (String name : namespaces) {
            entity.tell(new ClusterCommand.Contribute(name, WANTED));
        }
        page(entity, "", 1);
    }

    private void list(ActorRef<ClusterCommand> entity, Set<String> part, boolean first, boolean last) {
        entity.tell(new ClusterCommand.Listed(NamespaceKind.NAME, part, first, last, acks.getRef()));
    }

    private ClusterView view(ActorRef<ClusterCommand> entity) {
        TestProbe<Answer.OfCluster> answers = stage.kit.createTestProbe();
        entity.tell(new ClusterCommand.GetView(answers.getRef()));
        return answers.receiveMessage().view();
    }

    private Answer.Names page(ActorRef<ClusterCommand> entity, String after, int limit) {
        entity.tell(new ClusterCommand.GetNames(after, limit, names.getRef()));
        return names.receiveMessage();
    }

    private static ToNamespace confirmed(String namespace) {
        return new ToNamespace(namespace, new NamespaceCommand.Confirmed(WANTED));
    }

    private long contributed() {
        return events().stream()
                .filter(ClusterEvent.Contributed.class::isInstance)
                .count();
    }

    private List<Object> events() {
        return stage.journal.events("Cluster|" + Fixture.NAMES.cluster());
    }
}
