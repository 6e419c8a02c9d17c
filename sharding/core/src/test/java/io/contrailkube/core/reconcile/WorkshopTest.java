package io.contrailkube.core.reconcile;

import static io.contrailkube.core.testing.Given.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkshopTest {
    private static final OwnerKey OWNER = new OwnerKey("Namespace", "u");
    private static final ObjectKey KEY = names().project("ns1");
    private static final ContrailObject PLAIN = project(List.of());

    private final Workshop workshop = new Workshop();
    private Ledger ledger = Ledger.EMPTY;
    private List<ContrailObject> wanted = List.of(PLAIN);

    private static ContrailObject project(List<ObjectKey> tags) {
        var builder = ContrailObject.builder(KEY.type(), KEY.fqName());
        tags.forEach(builder::tag);
        return builder.build();
    }

    private List<Workshop.Order> begin() {
        List<Workshop.Order> orders = workshop.orders(ledger, owner -> Wish.stand(wanted), (owner, key) -> false);
        orders.forEach(order -> ledger = order.begun().applyTo(ledger));
        return orders;
    }

    private Settlement finish(StepOutcome outcome) {
        Settlement settlement = workshop.finish(OWNER, List.of(outcome), ledger).orElseThrow();
        ledger = settlement.ended().applyTo(ledger);
        return settlement;
    }

    private static StepOutcome applied() {
        return new StepOutcome.Applied(KEY, PLAIN.uuid(), Origin.CREATED, 1);
    }

    private static StepOutcome retry() {
        return new StepOutcome.Retry(KEY, "away", Duration.ofSeconds(1));
    }

    @Test
    void nothingIsPlannedUnlessSomethingMayHaveChanged() {
        assertThat(begin()).isEmpty();
        workshop.touch(OWNER);
        assertThat(workshop.isIdle(OWNER)).isFalse();
        assertThat(begin()).hasSize(1);
        assertThat(workshop.isRunning(OWNER)).isTrue();
        finish(applied());
        assertThat(workshop.isDone(OWNER)).isTrue();
        workshop.touch(OWNER);
        assertThat(begin()).as("it stands already").isEmpty();
        assertThat(workshop.isDone(OWNER)).isTrue();
    }

    @Test
    void onePlanAtATimeAndWhatChangesMeanwhileComesNext() {
        workshop.touch(OWNER);
        begin();
        workshop.touch(OWNER);
        wanted = List.of(project(List.of(names().applicationTag())));
        assertThat(begin()).isEmpty();
        finish(applied());
        assertThat(begin()).singleElement().satisfies(order -> assertThat(order.steps())
                .containsExactly(new Step.Ensure(wanted.get(0), PLAIN.uuid(), Set.of())));
    }

    @Test
    void whatIsNotDecidedYetIsLeftAloneAndComesLater() {
        workshop.touch(OWNER);
        assertThat(workshop.orders(ledger, owner -> new Wish.Later(), (owner, key) -> false))
                .isEmpty();
        assertThat(begin()).hasSize(1);
    }

    @Test
    void failuresAreCountedUntilItWorks() {
        for (int i = 1; i <= 3; i++) {
            workshop.touch(OWNER);
            begin();
            assertThat(finish(retry()).next()).isEqualTo(Settlement.Next.SOON);
            assertThat(workshop.failures(OWNER)).isEqualTo(i);
            assertThat(workshop.isIdle(OWNER)).as("waits for its pause").isTrue();
            assertThat(workshop.isDone(OWNER)).isFalse();
        }
        workshop.touch(OWNER);
        begin();
        finish(applied());
        assertThat(workshop.failures(OWNER)).isZero();
        assertThat(workshop.troubles()).isEmpty();
    }

    @Test
    void aClosedFenceBeginsAnewAtOnce() {
        workshop.touch(OWNER);
        begin();
        finish(new StepOutcome.Fenced(KEY));
        assertThat(workshop.failures(OWNER)).isZero();
        assertThat(begin()).hasSize(1);
    }

    @Test
    void troublesEndWhenNothingIsWantedAnyMore() {
        workshop.touch(OWNER);
        begin();
        finish(new StepOutcome.Refused(KEY, StepOutcome.Refusal.CONFLICT, 409, "theirs"));
        assertThat(workshop.troubles(OWNER)).hasSize(1);
        wanted = List.of();
        workshop.touch(OWNER);
        assertThat(begin()).isEmpty();
        assertThat(workshop.troubles()).isEmpty();
    }

    @Test
    void whenSomethingIsMissingNothingIsBelieved() {
        ledger = ledger.with(OWNER, List.of(LedgerEntry.standing(PLAIN, PLAIN.uuid(), Origin.CREATED)));
        ObjectKey tagKey = names().namespaceTag("ns1");
        wanted = List.of(
                PLAIN, ContrailObject.builder(tagKey.type(), tagKey.fqName()).build());
        workshop.touch(OWNER);
        assertThat(begin()).singleElement().satisfies(order -> assertThat(order.steps())
                .hasSize(1));
        finish(new StepOutcome.Waiting(tagKey, "project missing"));
        workshop.touch(OWNER);
        assertThat(begin()).singleElement().satisfies(order -> assertThat(
                        order.steps().stream().map(Step::key))
                .containsExactly(KEY, tagKey));
    }

    @Test
    void whileAPlanWritesTheLedgerKnowsThatItDoesNotKnow() {
        ContrailObject tagged = project(List.of(names().applicationTag()));
        ledger = ledger.with(OWNER, List.of(LedgerEntry.standing(PLAIN, PLAIN.uuid(), Origin.CREATED)));
        wanted = List.of(tagged);
        workshop.touch(OWNER);
        begin();
        LedgerEntry entry = ledger.find(OWNER, KEY).orElseThrow();
        assertThat(entry.fingerprint()).isEmpty();
        assertThat(entry.pending()).isFalse();
        assertThat(entry.claims()).as("what it may have written").containsExactly("tag_refs/application=k8s");

        wanted = List.of(PLAIN);
        var next = new Workshop();
        next.touch(OWNER);
        assertThat(next.orders(ledger, owner -> Wish.stand(wanted), (owner, key) -> false))
                .as("after a crash and a change of mind")
                .singleElement()
                .satisfies(order -> assertThat(order.steps())
                        .containsExactly(new Step.Ensure(PLAIN, PLAIN.uuid(), Set.of("tag_refs/application=k8s"))));
    }

    @Test
    void outcomesOfNoPlanMeanNothing() {
        assertThat(workshop.finish(OWNER, List.of(applied()), ledger)).isEmpty();
    }
}
