package io.contrailkube.core.entity;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterBrainTest {
    private static final ObjectNames NAMES = names();
    private static final OwnerKey FOUNDATION = new OwnerKey("Cluster", "foundation");

    private ClusterBrain brain = new ClusterBrain(NAMES);
    private ClusterState state = ClusterState.EMPTY;

    private List<Action> round() {
        Round<ClusterEvent> round = brain.round(state);
        round.events().forEach(event -> state = event.applyTo(state));
        return round.actions();
    }

    private static Contribution wanting(@Nullable String reader, String... tags) {
        return new Contribution(new TreeSet<>(List.of(tags)), true, null, reader);
    }

    private static List<Action.Launch> launches(List<Action> actions) {
        return actions.stream()
                .filter(Action.Launch.class::isInstance)
                .map(Action.Launch.class::cast)
                .toList();
    }

    private static StepOutcome done(Step step) {
        if (step instanceof Step.Ensure ensure) {
            ContrailObject desired = ensure.desired();
            Origin origin = desired.claim() == Claim.PART
                    ? Origin.FOREIGN
                    : ensure.knownUuid() == null ? Origin.CREATED : Origin.RECOVERED;
            return new StepOutcome.Applied(step.key(), desired.uuid(), origin, 1);
        }
        return new StepOutcome.Gone(step.key());
    }

    /** Carries out all plans and what they lead to; returns the other actions. */
    private List<Action> carryOut(List<Action> actions) {
        var rest = new ArrayList<>(actions);
        for (List<Action.Launch> plans = launches(actions); !plans.isEmpty(); ) {
            plans.forEach(plan -> brain.finished(
                    plan.order().owner(),
                    plan.order().steps().stream().map(ClusterBrainTest::done).toList()));
            List<Action> more = round();
            rest.addAll(more);
            plans = launches(more);
        }
        rest.removeIf(Action.Launch.class::isInstance);
        return rest;
    }

    private List<Action> start() {
        List<Action> actions = new ArrayList<>(brain.recovered(state));
        actions.addAll(round());
        return actions;
    }

    private void contribute(String namespace, Contribution wanted) {
        brain.contributed(namespace, wanted);
    }

    @Test
    void aFirstStartPlansItsOwnAndIsReadyWhenTheFoundationStands() {
        List<Action> actions = start();
        assertThat(launches(actions).stream()
                        .map(launch -> launch.order().owner().id()))
                .containsExactlyInAnyOrder("foundation", "vrouter-config");
        assertThat(brain.foundationStands(state)).isFalse();
        assertThat(brain.view(state).waitingFor()).isEqualTo("project default-domain:k8s-default");
        assertThat(carryOut(actions)).isEmpty();
        assertThat(brain.foundationStands(state)).isTrue();
        assertThat(brain.view(state).ready()).isTrue();
        assertThat(state.forwarding()).isFalse();
    }

    @Test
    void confirmsAContributionWhenItStands() {
        carryOut(start());
        Contribution wanted = wanting(null, "team=net");
        contribute("ns1", wanted);
        List<Action> actions = round();
        assertThat(actions).noneMatch(Action.Confirm.class::isInstance);
        assertThat(launches(actions).stream()
                        .map(launch -> launch.order().owner().toString()))
                .containsExactlyInAnyOrder("Namespace/ns1", "Tag/team=net");
        assertThat(carryOut(actions)).containsExactly(new Action.Confirm("ns1", wanted));
        contribute("ns1", wanted);
        assertThat(round())
                .as("asked again, because the answer was lost")
                .containsExactly(new Action.Confirm("ns1", wanted));
    }

    @Test
    void manyNamespacesAtOnceTakeTurnsAtTheSharedPolicy() {
        carryOut(start());
        for (int i = 0; i < 200; i++) {
            brain.contributed("ns" + i, wanting(null));
        }
        List<Action> first = round();
        assertThat(launches(first)).hasSize(64);
        assertThat(carryOut(first).stream().filter(Action.Confirm.class::isInstance))
                .hasSize(200);
    }

    @Test
    void aTagGoesWithTheLastNamespaceThatWantsIt() {
        carryOut(start());
        contribute("ns1", wanting(null, "team=net"));
        contribute("ns2", wanting(null, "team=net"));
        carryOut(round());
        contribute("ns1", wanting(null));
        assertThat(launches(round())).isEmpty();
        contribute("ns2", wanting(null));
        assertThat(launches(round()))
                .singleElement()
                .satisfies(launch -> assertThat(launch.order().steps()).hasOnlyElementsOfType(Step.Delete.class));
    }

    @Test
    void aReaderIsPutOnTheDefaultNetworksAndTakenOff() {
        carryOut(start());
        contribute("ns1", wanting("p"));
        List<Action> actions = round();
        assertThat(launches(actions).stream().map(launch -> launch.order().owner()))
                .contains(FOUNDATION);
        carryOut(actions);
        contribute("ns1", Contribution.NONE);
        assertThat(launches(round()).stream()
                        .filter(launch -> launch.order().owner().equals(FOUNDATION))
                        .flatMap(launch -> launch.order().steps().stream()))
                .hasSize(2)
                .allSatisfy(step -> assertThat(((Step.Ensure) step).released()).containsExactly("perms2/p"));
    }

    @Test
    void whoDepartsIsForgottenAndWhoComesBackIsNot() {
        carryOut(start());
        contribute("ns1", wanting(null));
        carryOut(round());
        brain.departed("ns1");
        List<Action> actions = round();
        assertThat(launches(actions))
                .singleElement()
                .satisfies(launch -> assertThat(launch.order().steps()).hasOnlyElementsOfType(Step.Withdraw.class));
        carryOut(actions);
        assertThat(state.contributions()).isEmpty();
        brain.departed("ns1");
        contribute("ns1", Contribution.NONE);
        assertThat(round()).containsExactly(new Action.Confirm("ns1", Contribution.NONE));
        assertThat(state.contributions()).containsKey("ns1");
        contribute("ns1", wanting(null));
        brain.departed("ns1");
        assertThat(round()).isEmpty();
        assertThat(state.contributions()).isEmpty();
    }

    @Test
    void wakesThoseThatAListDoesNotHold() {
        carryOut(start());
        contribute("ns1", Contribution.NONE);
        contribute("ns2", Contribution.NONE);
        round();
        brain.listed("Namespace", Set.of("ns2", "ns3"), state);
        assertThat(round()).containsExactly(new Action.Wake("ns1", "Namespace"));
    }

    @Test
    void afterACrashEverythingThatNamespacesWantIsLookedAtAgain() {
        carryOut(start());
        contribute("ns1", wanting(null, "team=net"));
        round();
        brain = new ClusterBrain(NAMES);
        List<Action> reads = brain.recovered(state);
        assertThat(reads).hasSize(2).allMatch(Action.Read.class::isInstance);
        assertThat(round()).as("before it is known what the crash left").isEmpty();
        brain.read(Action.Purpose.SETTLE, Map.of());
        List<Action> actions = round();
        assertThat(launches(actions).stream()
                        .map(launch -> launch.order().owner().toString()))
                .contains("Namespace/ns1", "Tag/team=net");
        contribute("ns1", wanting(null, "team=net"));
        carryOut(actions);
        assertThat(round()).isEmpty();
        assertThat(state.ledger().entries()).noneMatch(entry -> entry.pending());
    }

    @Test
    void aTagThatCouldNotBeMadeBeforeACrashIsMadeAfterIt() {
        carryOut(start());
        contribute("ns1", wanting(null, "team=net"));
        launches(round())
                .forEach(launch -> brain.finished(
                        launch.order().owner(),
                        launch.order().steps().stream()
                                .map(step -> launch.order().owner().kind().equals("Tag")
                                        ? new StepOutcome.Waiting(step.key(), "away")
                                        : done(step))
                                .toList()));
        round();
        brain = new ClusterBrain(NAMES);
        assertThat(launches(start()).stream()
                        .map(launch -> launch.order().owner().toString()))
                .contains("Tag/team=net");
    }

    @Test
    void referencesAreMadeAgainWhenTheirPolicyIsMadeAgain() {
        carryOut(start());
        contribute("ns1", wanting(null));
        carryOut(round());
        brain.audit(state);
        brain.read(Action.Purpose.AUDIT, Map.of());
        List<Action> repair = round();
        Action.Launch foundation = launches(repair).stream()
                .filter(launch -> launch.order().owner().equals(FOUNDATION))
                .findFirst()
                .orElseThrow();
        launches(repair).stream()
                .filter(launch -> !launch.equals(foundation))
                .forEach(launch -> brain.finished(
                        launch.order().owner(),
                        launch.order().steps().stream()
                                .map(ClusterBrainTest::done)
                                .toList()));
        brain.finished(
                FOUNDATION,
                foundation.order().steps().stream()
                        .map(step -> step.key().equals(NAMES.allowAllPolicy())
                                ? new StepOutcome.Applied(step.key(), "u", Origin.CREATED, 1)
                                : done(step))
                        .toList());
        assertThat(launches(round()).stream()
                        .map(launch -> launch.order().owner().toString()))
                .contains("Namespace/ns1");
    }

    @Test
    void anOptionThatCannotTakeEffectIsReported() {
        carryOut(start());
        brain = new ClusterBrain(settings().forwarding(true).names());
        assertThat(start())
                .filteredOn(Action.Tell.class::isInstance)
                .singleElement()
                .satisfies(tell ->
                        assertThat(((Action.Tell) tell).problem().reason()).isEqualTo("ForwardingImmutable"));
    }
}
