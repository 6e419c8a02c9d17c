package io.contrailkube.core.entity;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NamespaceBrainTest {
    private static final ObjectNames NAMES = names();
    private static final NamespaceFact NS1 = namespace("ns1").fact();
    private static final OwnerKey OWNER = new OwnerKey("Namespace", NS1.id().uid());

    private NamespaceBrain brain = new NamespaceBrain("ns1", NAMES, Set.of("Namespace"), List.of());
    private NamespaceState state = NamespaceState.EMPTY;

    private List<Action> round() {
        Round<NamespaceEvent> round = brain.round(state);
        round.events().forEach(event -> state = event.applyTo(state));
        return round.actions();
    }

    private List<Action> offered(NamespaceFact fact) {
        brain.offer(new FactChange.Present(fact, Instant.EPOCH));
        return round();
    }

    private static <A extends Action> List<A> only(Class<A> type, List<Action> actions) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<Step> launched(List<Action> actions) {
        return only(Action.Launch.class, actions).stream()
                .flatMap(launch -> launch.order().steps().stream())
                .toList();
    }

    private List<Action> finish(List<Step> steps, Function<Step, StepOutcome> fate) {
        brain.finished(OWNER, steps.stream().map(fate).toList());
        return round();
    }

    private static StepOutcome done(Step step) {
        return step instanceof Step.Ensure ensure
                ? new StepOutcome.Applied(step.key(), ensure.desired().uuid(), Origin.CREATED, 1)
                : new StepOutcome.Gone(step.key());
    }

    private static StepOutcome away(Step step) {
        return new StepOutcome.Retry(step.key(), "away", Duration.ofSeconds(1));
    }

    private Contribution serve() {
        brain.foundationStands(Briefing.NOTHING);
        List<Action> actions = finish(launched(offered(NS1)), NamespaceBrainTest::done);
        Contribution asked = only(Action.Contribute.class, actions).get(0).contribution();
        brain.confirmed(asked);
        round();
        return asked;
    }

    private List<Action> restart() {
        brain = new NamespaceBrain("ns1", NAMES, Set.of("Namespace"), List.of());
        List<Action> actions = new ArrayList<>(brain.recovered(state));
        brain.foundationStands(Briefing.NOTHING);
        actions.addAll(round());
        return actions;
    }

    @Test
    void waitsForTheFoundation() {
        assertThat(offered(NS1)).isEmpty();
        assertThat(brain.view(state).waitingFor()).isEqualTo("the objects that all namespaces rest on");
        brain.foundationStands(Briefing.NOTHING);
        assertThat(launched(round())).hasSize(5);
    }

    @Test
    void beginsAPlanOnceItIsInTheJournal() {
        brain.foundationStands(Briefing.NOTHING);
        List<Action> actions = offered(NS1);
        assertThat(state.uid()).isEqualTo(NS1.id().uid());
        assertThat(state.ledger().entries()).hasSize(5).allMatch(LedgerEntry::pending);
        assertThat(only(Action.Launch.class, actions)).hasSize(1);
        assertThat(offered(NS1)).as("one plan at a time").isEmpty();
        assertThat(brain.view(state).phase()).isEqualTo("working");
    }

    @Test
    void asksForSharedObjectsWhenItsRulesStandAndIsServedWhenTheyHoldIt() {
        brain.foundationStands(Briefing.NOTHING);
        List<Step> steps = launched(offered(NS1));
        assertThat(brain.view(state).contributed()).isFalse();
        List<Action> actions = finish(steps, NamespaceBrainTest::done);
        List<Action.Contribute> asks = only(Action.Contribute.class, actions);
        assertThat(asks).hasSize(1);
        assertThat(only(Action.Served.class, actions)).isEmpty();
        brain.confirmed(asks.get(0).contribution());
        assertThat(round()).containsExactly(new Action.Served("Namespace", Instant.EPOCH));
        assertThat(round()).isEmpty();
        assertThat(brain.view(state).phase()).isEqualTo("served");
    }

    @Test
    void isNotServedWhileAPlanWaitsForItsNextAttempt() {
        serve();
        List<Step> steps = launched(offered(namespace("ns1").isolated().fact()));
        assertThat(only(Action.Served.class, finish(steps, NamespaceBrainTest::away)))
                .isEmpty();
        brain.retryDue(OWNER);
        List<Step> again = launched(round());
        assertThat(only(Action.Served.class, finish(again, NamespaceBrainTest::done)))
                .hasSize(1);
    }

    @Test
    void aLateAnswerToAnEarlierQuestionSaysNothing() {
        Contribution first = serve();
        List<Action> actions = offered(namespace("ns1").label("a", "b").fact());
        assertThat(only(Action.Contribute.class, actions)).hasSize(1);
        brain.confirmed(first);
        round();
        assertThat(brain.view(state).contributed()).isFalse();
    }

    @Test
    void failuresAreTriedAgainWithGrowingPauses() {
        brain.foundationStands(Briefing.NOTHING);
        List<Step> steps = launched(offered(NS1));
        for (int i = 1; i <= 3; i++) {
            List<Action> actions = finish(steps, NamespaceBrainTest::away);
            assertThat(only(Action.TryAgain.class, actions)).containsExactly(new Action.TryAgain(OWNER, i, false));
            assertThat(only(Action.Tell.class, actions)).hasSize(i < 3 ? 0 : 5);
            brain.retryDue(OWNER);
            steps = launched(round());
        }
        assertThat(only(Action.Tell.class, finish(steps, NamespaceBrainTest::done)))
                .extracting(tell -> tell.problem().reason())
                .containsExactly("Recovered");
    }

    @Test
    void looksAtWhatACrashLeftBeforeItDecidesAnything() {
        brain.foundationStands(Briefing.NOTHING);
        offered(NS1);
        List<Action> actions = restart();
        assertThat(only(Action.Read.class, actions)).singleElement().satisfies(read -> {
            assertThat(read.purpose()).isEqualTo(Purpose.SETTLE);
            assertThat(read.lookups()).hasSize(5).allMatch(lookup -> lookup.uuid() == null);
        });
        assertThat(offered(NS1)).isEmpty();
        assertThat(brain.view(state).waitingFor()).contains("interrupted plan");

        ObjectKey made = NAMES.project("ns1");
        ObjectKey adopted = NAMES.securityGroup("ns1");
        brain.read(Purpose.SETTLE, Map.of(made, marked(made, entry(made).uuid()), adopted, marked(adopted, "other")));
        List<Step> steps = launched(round());
        assertThat(entry(made).origin()).isEqualTo(Origin.RECOVERED);
        assertThat(entry(adopted).origin()).as("perhaps marked by ourselves").isEqualTo(Origin.ADOPTED);
        assertThat(steps).hasSize(5);
        assertThat(steps.stream().map(step -> ((Step.Ensure) step).knownUuid()).filter(Objects::nonNull))
                .containsExactlyInAnyOrder(entry(made).uuid(), "other");
    }

    private LedgerEntry entry(ObjectKey key) {
        return state.ledger().find(OWNER, key).orElseThrow();
    }

    private static Actual marked(ObjectKey key, String uuid) {
        return new Actual(
                key,
                uuid,
                object(
                        "{annotations: {key_value_pair: [{key: 'owner', value: 'k8s'}, {key: 'cluster', value: 'k8s'}]}}"));
    }

    @Test
    void letsGoOfSharedObjectsBeforeItDeletes() {
        serve();
        brain.offer(new FactChange.Absent(NS1.id(), Instant.EPOCH));
        List<Action> actions = round();
        assertThat(actions).containsExactly(new Action.Contribute(Contribution.NONE));
        assertThat(brain.view(state).phase()).isEqualTo("leaving");
        brain.confirmed(Contribution.NONE);
        List<Step> steps = launched(round());
        assertThat(steps).hasSize(5).allMatch(step -> step instanceof Step.Delete);
        assertThat(finish(steps, NamespaceBrainTest::done)).containsExactly(new Action.Depart());
        assertThat(state).isEqualTo(NamespaceState.EMPTY);
    }

    @Test
    void deletesNothingBecauseOfWhatAnotherLifeWent() {
        serve();
        restart();
        brain.offer(new FactChange.Absent(namespace("ns1").uid("earlier").fact().id(), Instant.EPOCH));
        assertThat(round()).isEmpty();
        brain.offer(new FactChange.Absent(NS1.id(), Instant.EPOCH));
        assertThat(round()).containsExactly(new Action.Contribute(Contribution.NONE));
    }

    @Test
    void absenceCountsWhenTheListIsComplete() {
        serve();
        restart();
        brain.replayed(new Replay("Namespace", List.of(), false));
        assertThat(round()).isEmpty();
        brain.replayed(new Replay("Namespace", List.of(), true));
        assertThat(round()).containsExactly(new Action.Contribute(Contribution.NONE));
    }

    @Test
    void whoNeverWasDepartsAtOnce() {
        brain.foundationStands(Briefing.NOTHING);
        brain.replayed(new Replay("Namespace", List.of(), true));
        assertThat(round()).containsExactly(new Action.Depart());
        assertThat(state).isEqualTo(NamespaceState.EMPTY);
    }

    @Test
    void theNextLifeBeginsWhenTheEarlierIsGone() {
        serve();
        NamespaceFact next = namespace("ns1").isolated().uid("next").fact();
        brain.offer(new FactChange.Present(next, Instant.EPOCH));
        assertThat(round()).containsExactly(new Action.Contribute(Contribution.NONE));
        brain.confirmed(Contribution.NONE);
        List<Step> deletions = launched(round());
        assertThat(state.uid()).isEqualTo(NS1.id().uid());
        List<Step> creations = launched(finish(deletions, NamespaceBrainTest::done));
        assertThat(state.uid()).isEqualTo(next.id().uid());
        assertThat(creations).hasSize(8);
    }

    @Test
    void anAuditReadsWhatStandsAndRepairsWhatDiffers() {
        serve();
        List<Action.Read> reads = only(Action.Read.class, brain.audit(state));
        assertThat(reads).singleElement().satisfies(read -> {
            assertThat(read.purpose()).isEqualTo(Purpose.AUDIT);
            assertThat(read.lookups()).hasSize(5).allMatch(lookup -> lookup.uuid() != null);
        });
        brain.read(Purpose.AUDIT, Map.of());
        assertThat(launched(round())).hasSize(5).allSatisfy(step -> assertThat(((Step.Ensure) step).knownUuid())
                .isNotNull());
    }

    @Test
    void outcomesOfAnEarlierLifeMeanNothing() {
        brain.foundationStands(Briefing.NOTHING);
        List<Step> steps = launched(offered(NS1));
        restart();
        brain.finished(OWNER, steps.stream().map(NamespaceBrainTest::done).toList());
        assertThat(round()).isEmpty();
        assertThat(state.ledger().entries()).allMatch(LedgerEntry::pending);
    }
}
