package io.contrailkube.core.reconcile;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.reconcile.Settlement.Next;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final OwnerKey OWNER = new OwnerKey("Namespace", "u");
    private static final ObjectKey KEY = names().project("ns1");
    private static final ObjectKey RULE = names().ingressRule("ns1");
    private static final ObjectKey TAG = names().namespaceTag("ns1");
    private static final ContrailObject PROJECT =
            ContrailObject.builder(KEY.type(), KEY.fqName()).build();

    private static Step.Ensure ensure(@Nullable String known) {
        return new Step.Ensure(PROJECT, known, Set.of());
    }

    private static Step.Delete delete(ObjectKey key) {
        return new Step.Delete(key, "u", List.of());
    }

    private static StepOutcome applied(String uuid, Origin origin) {
        return new StepOutcome.Applied(KEY, uuid, origin, 1);
    }

    private static StepOutcome retry(ObjectKey key) {
        return new StepOutcome.Retry(key, "away", Duration.ofSeconds(1));
    }

    private static Settlement settle(Ledger ledger, Step step, StepOutcome outcome) {
        return Settlement.of(OWNER, List.of(step), List.of(outcome), ledger);
    }

    private static Ledger holding(UnaryOperator<LedgerEntry> change) {
        return Ledger.EMPTY.with(OWNER, List.of(change.apply(LedgerEntry.begun(PROJECT))));
    }

    private static Ledger standing(Origin origin, String uuid) {
        return holding(begun -> LedgerEntry.standing(PROJECT, uuid, origin));
    }

    private static LedgerEntry only(Settlement settlement) {
        assertThat(settlement.ended().standing()).hasSize(1);
        return settlement.ended().standing().get(0);
    }

    @Test
    void appliedStandsAsWanted() {
        Settlement settlement = settle(holding(begun -> begun), ensure(null), applied("x", Origin.CREATED));
        assertThat(only(settlement)).isEqualTo(LedgerEntry.standing(PROJECT, "x", Origin.CREATED));
        assertThat(settlement.next()).isEqualTo(Next.DONE);
        assertThat(settlement.writes()).isEqualTo(1);
    }

    @Test
    void howAnObjectCameToBeIsDecidedOnce() {
        assertThat(only(settle(standing(Origin.ADOPTED, "x"), ensure("x"), applied("x", Origin.RECOVERED)))
                        .origin())
                .as("it bears our marks since it was adopted")
                .isEqualTo(Origin.ADOPTED);
        assertThat(only(settle(standing(Origin.CREATED, "x"), ensure("x"), applied("x", Origin.ADOPTED)))
                        .origin())
                .as("somebody took our marks away")
                .isEqualTo(Origin.CREATED);
        assertThat(only(settle(standing(Origin.ADOPTED, "x"), ensure("x"), applied("y", Origin.CREATED)))
                        .origin())
                .as("another object of this name")
                .isEqualTo(Origin.CREATED);
        assertThat(only(settle(standing(Origin.FOREIGN, "x"), ensure("x"), applied("x", Origin.CREATED)))
                        .origin())
                .as("a tag of others that went, made again by us under the uuid that all use")
                .isEqualTo(Origin.CREATED);
    }

    @Test
    void afterACreationThatWasNotAnsweredTheUuidTellsWhoseItIs() {
        Ledger pending = holding(begun -> begun);
        String ours = PROJECT.uuid();
        assertThat(only(settle(pending, ensure(ours), applied(ours, Origin.RECOVERED)))
                        .origin())
                .isEqualTo(Origin.RECOVERED);
        assertThat(only(settle(pending, ensure(ours), applied("x", Origin.RECOVERED)))
                        .origin())
                .as("marked, but perhaps by the attempt that was not answered")
                .isEqualTo(Origin.ADOPTED);
    }

    @Test
    void whatWasNotTriedTheFirstTimeIsForgotten() {
        for (StepOutcome outcome : List.of(
                new StepOutcome.Waiting(KEY, "domain missing"),
                new StepOutcome.Refused(KEY, Refusal.CONFLICT, 409, "theirs"),
                new StepOutcome.Skipped(KEY, RULE),
                new StepOutcome.Fenced(KEY))) {
            assertThat(settle(holding(begun -> begun), ensure(null), outcome)
                            .ended()
                            .gone())
                    .as(outcome.toString())
                    .containsExactly(KEY);
        }
    }

    @Test
    void whatMayStandFromAnEarlierAttemptIsRemembered() {
        for (StepOutcome outcome : List.of(
                retry(KEY),
                new StepOutcome.Waiting(KEY, "domain missing"),
                new StepOutcome.Skipped(KEY, RULE),
                new StepOutcome.Fenced(KEY))) {
            Settlement settlement = settle(holding(begun -> begun), ensure(PROJECT.uuid()), outcome);
            assertThat(settlement.ended().gone()).as(outcome.toString()).isEmpty();
        }
        assertThat(settle(holding(begun -> begun), ensure(null), retry(KEY))
                        .ended()
                        .gone())
                .isEmpty();
    }

    @Test
    void aDeletionThatFailedLeavesTheEntry() {
        for (StepOutcome outcome : List.of(retry(KEY), new StepOutcome.Waiting(KEY, "child"))) {
            assertThat(settle(holding(begun -> begun), delete(KEY), outcome)
                            .ended()
                            .gone())
                    .isEmpty();
        }
        assertThat(settle(standing(Origin.CREATED, "x"), delete(KEY), new StepOutcome.Gone(KEY))
                        .ended()
                        .gone())
                .containsExactly(KEY);
    }

    @Test
    void aTagInUseIsGoneUnlessTheUserMayBeUs() {
        List<Step> steps = List.of(delete(RULE), delete(TAG));
        var bothGone = List.<StepOutcome>of(new StepOutcome.Gone(RULE), new StepOutcome.Gone(TAG));
        var ruleStays = List.<StepOutcome>of(retry(RULE), new StepOutcome.Gone(TAG));
        assertThat(Settlement.of(OWNER, steps, bothGone, Ledger.EMPTY).ended().gone())
                .containsExactly(RULE, TAG);
        assertThat(Settlement.of(OWNER, steps, ruleStays, Ledger.EMPTY).ended().gone())
                .isEmpty();
    }

    @Test
    void fixedStandsInAShapeNotKnownAndKeepsItsClaims() {
        Ledger ledger = holding(begun -> LedgerEntry.found(KEY, "x", Origin.CREATED, List.of("tag_refs/a=b")));
        var fixed = new StepOutcome.Fixed(KEY, "x", Origin.RECOVERED, object("{}"));
        Settlement settlement = settle(ledger, ensure("x"), fixed);
        assertThat(only(settlement)).isEqualTo(LedgerEntry.found(KEY, "x", Origin.CREATED, List.of("tag_refs/a=b")));
        assertThat(settlement.fixed()).containsExactly(fixed);
        assertThat(settlement.failures()).extracting(Settlement.Failure::nature).containsExactly(Nature.UNCHANGEABLE);
    }

    @Test
    void theWorstOutcomeSaysHowToGoOn() {
        List<Step> steps = List.of(ensure("x"), delete(RULE), delete(TAG));
        StepOutcome fine = applied("x", Origin.CREATED);
        StepOutcome refused = new StepOutcome.Refused(TAG, Refusal.INVALID, 400, "no");
        StepOutcome fenced = new StepOutcome.Fenced(TAG);
        assertThat(Settlement.of(OWNER, steps, List.of(fine, new StepOutcome.Gone(RULE), refused), Ledger.EMPTY)
                        .next())
                .isEqualTo(Next.LATER);
        assertThat(Settlement.of(OWNER, steps, List.of(fine, retry(RULE), refused), Ledger.EMPTY)
                        .next())
                .isEqualTo(Next.SOON);
        assertThat(Settlement.of(OWNER, steps, List.of(fine, retry(RULE), fenced), Ledger.EMPTY)
                        .next())
                .isEqualTo(Next.AT_ONCE);
    }

    @Test
    void failuresSayWhatKindTheyAre() {
        assertThat(nature(new StepOutcome.Refused(KEY, Refusal.CONFLICT, 409, "theirs")))
                .containsExactly(Nature.CONFLICT);
        assertThat(nature(new StepOutcome.Refused(KEY, Refusal.INVALID, 400, "no")))
                .containsExactly(Nature.REFUSED);
        assertThat(nature(new StepOutcome.Waiting(KEY, "missing"))).containsExactly(Nature.TRANSIENT);
        assertThat(nature(retry(KEY))).containsExactly(Nature.TRANSIENT);
        assertThat(nature(new StepOutcome.Fenced(KEY))).isEmpty();
        assertThat(nature(new StepOutcome.Skipped(KEY, RULE)))
                .as("the reason is told with the other")
                .isEmpty();
    }

    private static List<Nature> nature(StepOutcome outcome) {
        return settle(Ledger.EMPTY, ensure(null), outcome).failures().stream()
                .map(Settlement.Failure::nature)
                .toList();
    }

    @Test
    void asManyOutcomesAsSteps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settlement.of(OWNER, List.of(ensure(null)), List.of(), Ledger.EMPTY))
                .withMessage("1 steps but 0 outcomes for Namespace/u");
    }
}
