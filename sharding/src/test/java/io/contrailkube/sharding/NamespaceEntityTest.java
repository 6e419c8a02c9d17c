package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.Spec;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEvent.PlanBegun;
import io.contrailkube.core.state.LedgerEvent.PlanEnded;
import io.contrailkube.core.state.NamespaceEvent.Entered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceEntityTest {
    private static final int KINDS = KubeKinds.IN_NAMESPACES.size();

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "ns-" + COUNT.incrementAndGet();
    private final TestStage stage = new TestStage(name, "");
    private final TestProbe<Done> acks = stage.kit.createTestProbe();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void writesAPlanToTheJournalBeforeItLeaves() {
        var journalAtLaunch = new AtomicReference<List<Object>>(List.of());
        stage.contrail.answer(plan -> {
            journalAtLaunch.set(events());
            return stage.contrail.carryOut(plan);
        });
        ActorRef<NamespaceCommand> entity = startKnown();

        offer(entity, Fixture.present(fact()));

        await().untilAsserted(() -> assertThat(events()).hasAtLeastOneElementOfType(PlanEnded.class));
        assertThat(journalAtLaunch.get()).hasAtLeastOneElementOfType(PlanBegun.class);
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name));
    }

    @Test
    void makesNothingUntilTheFoundationStandsAndKeepsAsking() {
        stage.facts.namespaces.put(name, fact());
        ActorRef<NamespaceCommand> entity = stage.namespace(name);
        expectFoundationAsked(entity);
        offer(entity, Fixture.present(fact()));
        for (int pause : List.of(1, 2, 4, 8, 10, 10)) {
            stage.time.expectNoMessageFor(Duration.ofMillis(pause * 1000L - 1), stage.cluster);
            stage.time.timePasses(Duration.ofMillis(1));
            expectFoundationAsked(entity);
        }
        assertThat(stage.contrail.plans).isEmpty();
        assertThat(view(entity).waitingFor()).contains("all namespaces rest on");

        entity.tell(Fixture.FOUNDATION_STANDS);

        await().untilAsserted(() -> assertThat(stage.contrail.plans).hasSize(1));
    }

    @Test
    void asksForAReplayUntilItIsComplete() {
        stage.facts.complete(false);
        stage.facts.namespaces.put(name, fact());
        int before = stage.facts.asked.get();
        ActorRef<NamespaceCommand> entity = start();
        await().untilAsserted(() -> assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name)));
        assertThat(stage.facts.asked).hasValue(before + KINDS);

        stage.facts.away(true);
        passUntilAsked(Duration.ofSeconds(1), before + 2 * KINDS);
        stage.facts.away(false);
        stage.facts.complete(true);
        passUntilAsked(Duration.ofSeconds(2), before + 3 * KINDS);
        view(entity);

        stage.time.timePasses(LONG);
        view(entity);
        assertThat(stage.facts.asked).hasValue(before + 3 * KINDS);
    }

    @Test
    @Spec("WA-6")
    void deletesNothingWhileAListIsNotComplete() {
        serve();
        stage.facts.complete(false);
        stage.facts.namespaces.remove(name);

        ActorRef<NamespaceCommand> restarted = start();
        stage.time.timePasses(LONG);

        assertThat(view(restarted).waitingFor()).contains("complete lists");
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name));
    }

    @Test
    void triesABusyPlanAgainAfterGrowingPauses() {
        stage.contrail.answer(ContrailFake::busy);
        ActorRef<NamespaceCommand> entity = startKnown();
        awaitPlans(1);
        int plans = 1;
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            awaitEnded(entity, plans);
            stage.time.timePasses(Duration.ofMillis(pause * 1000L - 1));
            view(entity);
            assertThat(stage.contrail.plans).hasSize(plans);
            stage.time.timePasses(Duration.ofMillis(1));
            awaitPlans(++plans);
        }
        awaitEnded(entity, plans);
        assertThat(view(entity).phase()).isEqualTo("troubled");
        assertThat(stage.notices).anyMatch(notice -> notice.about().name().equals(name));
        assertThat(gauge("retrying")).isEqualTo(1);
    }

    @Test
    void takesAFaultOfTheGatewayForNoAnswer() {
        stage.contrail.answer(plan -> {
            throw new IllegalStateException("a bug");
        });
        ActorRef<NamespaceCommand> entity = startKnown();
        awaitEnded(entity, 1);
        stage.contrail.answer(plan -> CompletableFuture.failedFuture(new IllegalStateException("another bug")));
        stage.time.timePasses(Duration.ofSeconds(1));
        awaitEnded(entity, 2);

        stage.contrail.answerNormally();
        stage.time.timePasses(Duration.ofSeconds(2));

        await().untilAsserted(() -> assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name)));
    }

    @Test
    void asksForItsContributionUntilItIsConfirmed() {
        ActorRef<NamespaceCommand> entity = startKnown();
        Contribution wanted = expectContribution();
        stage.time.timePasses(Duration.ofSeconds(1));
        assertThat(expectContribution()).isEqualTo(wanted);
        assertThat(view(entity).phase()).isEqualTo("working");

        entity.tell(new NamespaceCommand.Confirmed(wanted));

        assertThat(view(entity).phase()).isEqualTo("served");
        stage.time.expectNoMessageFor(LONG, stage.cluster);
    }

    @Test
    void leavesWhenNothingIsLeftAndPassesOnWhatComesTooLate() {
        ActorRef<NamespaceCommand> entity = serve();
        stage.facts.namespaces.remove(name);
        offer(entity, Fixture.absent(fact()));
        assertThat(expectContribution()).isEqualTo(Contribution.NONE);
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name));
        entity.tell(new NamespaceCommand.Confirmed(Contribution.NONE));
        stage.cluster.expectMessage(new ClusterCommand.Depart(name, entity));
        assertThat(stage.contrail.standing).doesNotContainKey(Fixture.NAMES.project(name));
        stage.time.timePasses(Duration.ofSeconds(1));
        stage.cluster.expectMessage(new ClusterCommand.Depart(name, entity));

        entity.tell(new NamespaceCommand.Forgotten());
        await().untilAsserted(() -> assertThat(stage.passivated).contains(entity));
        var late = NamespaceCommand.Offer.of(Fixture.present(fact()), acks.getRef());
        entity.tell(late);

        stage.namespaces.expectMessage(new TestStage.ToNamespace(name, late));
        acks.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void staysWhenTheNamespaceComesBackBeforeItHasLeft() {
        ActorRef<NamespaceCommand> entity = start();
        stage.cluster.expectMessage(new ClusterCommand.Depart(name, entity));
        offer(entity, Fixture.present(fact()));

        entity.tell(new NamespaceCommand.Forgotten());

        expectContribution();
        assertThat(stage.passivated).doesNotContain(entity);
    }

    @Test
    @Spec("HA-6")
    void waitsForThePlanInFlightWhenItIsToStop() {
        var outcomes = new CompletableFuture<List<StepOutcome>>();
        ActorRef<NamespaceCommand> entity = startHeld(outcomes);
        entity.tell(new Report.Stop());
        entity.tell(new Report.RetryDue(stage.contrail.plans.get(0).owner()));
        assertThat(stage.contrail.plans.get(0).fence().isOpen()).isTrue();

        outcomes.complete(done(stage.contrail.plans.get(0)));

        acks.expectTerminated(entity);
        assertThat(events()).hasAtLeastOneElementOfType(PlanEnded.class);
        assertThat(stage.contrail.plans).hasSize(1);
    }

    @Test
    @Spec("HA-6")
    void closesTheFenceOfAPlanThatDoesNotEndInTime() {
        ActorRef<NamespaceCommand> entity = startHeld(new CompletableFuture<>());
        entity.tell(new Report.Stop());
        stage.time.timePasses(Duration.ofSeconds(2));

        acks.expectTerminated(entity);
        assertThat(stage.contrail.plans.get(0).fence().isOpen()).isFalse();
    }

    @Test
    @Spec("HA-3")
    void aStaleTwinFailsAtTheJournalAndItsFenceCloses() {
        var outcomes = new CompletableFuture<List<StepOutcome>>();
        ActorRef<NamespaceCommand> stale = startHeld(outcomes);
        Plan stalePlan = stage.contrail.plans.get(0);
        stage.contrail.answerNormally();
        ActorRef<NamespaceCommand> successor = startKnown();
        await().untilAsserted(() -> assertThat(events()).hasAtLeastOneElementOfType(PlanEnded.class));
        int written = events().size();

        outcomes.complete(done(stalePlan));

        await().untilAsserted(() -> assertThat(stalePlan.fence().isOpen()).isFalse());
        assertThat(events()).hasSize(written);
        stage.time.timePasses(Duration.ofSeconds(1));
        assertThat(view(stale).objects()).isEqualTo(view(successor).objects());
    }

    @Test
    @Spec("HA-2")
    void looksAtWhatAnInterruptedPlanLeftBeforeItGoesOn() {
        ActorRef<NamespaceCommand> interrupted = startHeld(new CompletableFuture<>());
        entityDies(interrupted);
        stage.contrail.answerNormally();
        stage.contrail.away(true);
        stage.facts.namespaces.put(name, fact());

        ActorRef<NamespaceCommand> successor = start();
        await().untilAsserted(() -> assertThat(stage.contrail.reads).hasSize(1));
        assertThat(view(successor).waitingFor()).contains("interrupted plan");
        assertThat(stage.contrail.plans).hasSize(1);
        stage.contrail.away(false);
        stage.time.timePasses(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name)));
    }

    @Test
    void writesNothingWhenItStartsAnewAndNothingHasChanged() {
        stage.kit.stop(serve());
        int plans = stage.contrail.plans.size();
        List<Object> events = events();

        serve();

        assertThat(stage.contrail.plans).hasSize(plans);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void startsAnewFromASnapshot() {
        try (var snapshots = new TestStage(
                name + "-snapshots",
                "contrail-kube.sharding.journal { snapshot-every = 1, snapshots-kept = 1, delete-events = on }")) {
            snapshots.facts.namespaces.put(name, fact());
            ActorRef<NamespaceCommand> entity = snapshots.namespace(name);
            entity.tell(Fixture.FOUNDATION_STANDS);
            await().untilAsserted(() -> assertThat(snapshots.contrail.standing).isNotEmpty());
            await().untilAsserted(() ->
                    assertThat(snapshots.journal.events("Namespace|" + name)).hasSizeLessThan(3));
            NamespaceView before = view(entity);
            snapshots.kit.stop(entity);
            assertThat(snapshots.journal.events("Namespace|" + name)).noneMatch(Entered.class::isInstance);

            assertThat(view(snapshots.namespace(name)).objects()).isEqualTo(before.objects());
        }
    }

    @Test
    void survivesAFaultOfOurs() {
        stage.contrail.answer(plan -> CompletableFuture.completedFuture(List.of()));
        stage.facts.namespaces.put(name, fact());
        ActorRef<NamespaceCommand> entity = stage.kit.spawn(
                Entities.supervised(NamespaceEntity.create(name, stage.bench, stage.passivated::add), stage.bench));
        expectFoundationAsked(entity);
        entity.tell(Fixture.FOUNDATION_STANDS);
        awaitPlans(1);
        await().untilAsserted(() -> assertThat(gauge("entities")).isZero());
        stage.contrail.answerNormally();

        stage.time.timePasses(Duration.ofSeconds(1));
        expectFoundationAsked(entity);
        entity.tell(Fixture.FOUNDATION_STANDS);

        await().untilAsserted(() -> assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.project(name)));
    }

    @Test
    void survivesAJournalThatIsAwayForAWhile() {
        ActorRef<NamespaceCommand> entity = serve();
        stage.journal.breakDown(true);
        offer(entity, Fixture.present(isolated()));
        await().untilAsserted(() -> assertThat(gauge("entities")).isZero());
        stage.journal.breakDown(false);

        stage.time.timePasses(Duration.ofSeconds(1));
        expectFoundationAsked(entity);
        entity.tell(Fixture.FOUNDATION_STANDS);

        await().untilAsserted(() -> assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.podNetwork(name)));
    }

    private ActorRef<NamespaceCommand> start() {
        ActorRef<NamespaceCommand> entity = stage.namespace(name);
        expectFoundationAsked(entity);
        entity.tell(Fixture.FOUNDATION_STANDS);
        return entity;
    }

    /** With a namespace that the ingest workers know. */
    private ActorRef<NamespaceCommand> startKnown() {
        stage.facts.namespaces.put(name, fact());
        return start();
    }

    private ActorRef<NamespaceCommand> startHeld(CompletableFuture<List<StepOutcome>> outcomes) {
        stage.contrail.answer(plan -> outcomes);
        ActorRef<NamespaceCommand> entity = startKnown();
        awaitPlans(1);
        return entity;
    }

    private ActorRef<NamespaceCommand> serve() {
        ActorRef<NamespaceCommand> entity = startKnown();
        entity.tell(new NamespaceCommand.Confirmed(expectContribution()));
        assertThat(view(entity).phase()).isEqualTo("served");
        return entity;
    }

    private void offer(ActorRef<NamespaceCommand> entity, FactChange change) {
        if (change instanceof FactChange.Present present) {
            stage.facts.namespaces.put(name, present.fact());
        }
        entity.tell(NamespaceCommand.Offer.of(change, acks.getRef()));
        acks.expectMessage(Done.getInstance());
    }

    /** As when its node is killed. */
    private void entityDies(ActorRef<NamespaceCommand> entity) {
        stage.kit.stop(entity);
    }

    private NamespaceFact fact() {
        return Fixture.namespace(name, Map.of());
    }

    private NamespaceFact isolated() {
        return Fixture.namespace(name, Map.of("opencontrail.org/isolation", "true"));
    }

    private NamespaceView view(ActorRef<NamespaceCommand> entity) {
        TestProbe<Answer.OfNamespace> answers = stage.kit.createTestProbe();
        entity.tell(new NamespaceCommand.GetView(answers.getRef()));
        return answers.receiveMessage().view();
    }

    private Contribution expectContribution() {
        return stage.cluster.expectMessageClass(ClusterCommand.Contribute.class).contribution();
    }

    private void expectFoundationAsked(ActorRef<NamespaceCommand> entity) {
        var question = stage.cluster.expectMessageClass(ClusterCommand.AwaitFoundation.class);
        assertThat(question.namespace()).isEqualTo(name);
        assertThat(question.replyTo()).isEqualTo(entity);
    }

    private void passUntilAsked(Duration pause, int times) {
        await().untilAsserted(() -> {
            stage.time.timePasses(pause);
            assertThat(stage.facts.asked).hasValueGreaterThanOrEqualTo(times);
        });
    }

    private double gauge(String what) {
        return stage.metrics
                .get("contrail_kube_sharding_" + what)
                .tag("entity", "Namespace")
                .gauge()
                .value();
    }

    private void awaitPlans(int number) {
        await().untilAsserted(() -> assertThat(stage.contrail.plans).hasSize(number));
    }

    /** And what the entity does thereafter is done. */
    private void awaitEnded(ActorRef<NamespaceCommand> entity, int number) {
        await().untilAsserted(() -> assertThat(events().stream().filter(PlanEnded.class::isInstance))
                .hasSize(number));
        view(entity);
    }

    private List<Object> events() {
        return stage.journal.events("Namespace|" + name);
    }

    private List<StepOutcome> done(Plan plan) {
        return stage.contrail.carryOut(plan).toCompletableFuture().join();
    }
}
