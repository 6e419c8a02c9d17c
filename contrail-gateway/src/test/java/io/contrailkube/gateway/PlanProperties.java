package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.reconcile.Planner;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.standins.http.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random worlds of objects, given in any order, through the gateway to a server and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanProperties {
    private final Rig rig = new Rig();
    private final ContrailGateway gateway = rig.gateway();

    @BeforeAll
    void warmUp() {
        apply(gateway);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aWorldIsMadeKeptChangedAndUnmade(long seed) {
        var random = new Random(seed);
        var world = new RandomWorld(seed, 2 + random.nextInt(5));
        List<ContrailObject> first = world.objects();

        long mark = rig.contrail.log().last();
        assertThat(applyShuffled(first.stream().map(Rig::ensure).toList(), random))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(Applied.class, applied -> assertThat(applied.origin())
                                .isEqualTo(Origin.CREATED)));
        assertThat(rig.contrail.log().since(mark))
                .as("whatever is referred to stands already")
                .extracting(LoggedRequest::status)
                .containsOnly(200);
        assertThat(rig.writesSince(mark)).as("one request per object").hasSameSizeAs(first);
        assertNothingToWrite(first, random);

        List<ContrailObject> second = world.objects();
        Map<ObjectKey, ContrailObject> before =
                first.stream().collect(Collectors.toMap(ContrailObject::key, Function.identity()));
        applyShuffled(second.stream().map(object -> changed(before, object)).toList(), random);
        assertNothingToWrite(second, random);

        Map<ObjectKey, LedgerEntry> standing = second.stream()
                .map(object -> LedgerEntry.standing(object, object.uuid(), Origin.CREATED))
                .collect(Collectors.toMap(LedgerEntry::key, Function.identity()));
        assertThat(apply(gateway, Planner.steps(List.of(), standing, Set.of()).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(StepOutcome.Gone.class));
        assertThat(Rig.await(gateway.read(second.stream()
                        .map(object -> new Lookup(object.key(), object.uuid()))
                        .toList())))
                .isEmpty();
    }

    private void assertNothingToWrite(List<ContrailObject> objects, Random random) {
        long mark = rig.contrail.log().last();
        assertThat(applyShuffled(objects.stream().map(Rig::ensureAgain).toList(), random))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(Applied.class, applied -> assertThat(applied.writes())
                                .isZero()));
        assertThat(rig.writesSince(mark)).isEmpty();
    }

    private static Step changed(Map<ObjectKey, ContrailObject> before, ContrailObject object) {
        ContrailObject old = before.getOrDefault(object.key(), object);
        var released = new HashSet<>(old.claims());
        released.removeAll(object.claims());
        return new Step.Ensure(object, object.uuid(), released);
    }

    private List<StepOutcome> applyShuffled(List<Step> steps, Random random) {
        var shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, random);
        return apply(gateway, shuffled.toArray(Step[]::new));
    }
}
