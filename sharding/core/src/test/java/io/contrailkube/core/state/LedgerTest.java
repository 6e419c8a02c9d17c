package io.contrailkube.core.state;

import static io.contrailkube.core.testing.Given.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEvent.ObjectsFound;
import io.contrailkube.core.state.LedgerEvent.PlanBegun;
import io.contrailkube.core.state.LedgerEvent.PlanEnded;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final OwnerKey ONE = new OwnerKey("Namespace", "1");
    private static final OwnerKey TWO = new OwnerKey("Namespace", "2");
    private static final ObjectKey KEY = names().project("ns1");
    private static final ContrailObject PROJECT = ContrailObject.builder(KEY.type(), KEY.fqName())
            .tag(names().applicationTag())
            .build();
    private static final LedgerEntry STANDING = LedgerEntry.standing(PROJECT, "x", Origin.CREATED);

    @Test
    void holdsEntriesByOwnerAndForgetsOwnersWithoutAny() {
        Ledger ledger = Ledger.EMPTY.with(ONE, List.of(STANDING)).with(TWO, List.of(STANDING));
        assertThat(ledger.owners()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(ledger.entries()).hasSize(2);
        assertThat(ledger.find(ONE, KEY)).contains(STANDING);
        Ledger less = ledger.change(ONE, List.of(), List.of(KEY));
        assertThat(less.owners()).containsExactly(TWO);
        assertThat(less.find(ONE, KEY)).isEmpty();
        assertThat(ledger.find(ONE, KEY)).as("ledgers do not change").isPresent();
        assertThat(less.change(TWO, List.of(), List.of(KEY)).isEmpty()).isTrue();
    }

    @Test
    void aPlanThatBeganMayHaveDoneAnything() {
        Ledger ledger = Ledger.EMPTY.with(ONE, List.of(STANDING));
        ObjectKey made = names().project("ns2");
        var creating = LedgerEntry.begun(
                ContrailObject.builder(made.type(), made.fqName()).build());
        Ledger begun = new PlanBegun(ONE, List.of(creating), List.of(KEY), List.of()).applyTo(ledger);
        assertThat(begun.find(ONE, made)).hasValueSatisfying(entry -> {
            assertThat(entry.pending()).isTrue();
            assertThat(entry.fingerprint()).isEmpty();
        });
        for (PlanBegun event : List.of(
                new PlanBegun(ONE, List.of(), List.of(KEY), List.of()),
                new PlanBegun(ONE, List.of(), List.of(), List.of(KEY)))) {
            assertThat(event.applyTo(ledger).find(ONE, KEY)).contains(STANDING.unsure());
        }
        assertThat(STANDING.unsure().claims()).isEqualTo(STANDING.claims());
        assertThat(new PlanBegun(ONE, List.of(), List.of(made), List.of()).applyTo(ledger))
                .as("what is not known stays so")
                .isEqualTo(ledger);
    }

    @Test
    void whatEndedOrWasFoundReplacesWhatWasBelieved() {
        Ledger ledger =
                new PlanBegun(ONE, List.of(LedgerEntry.begun(PROJECT)), List.of(), List.of()).applyTo(Ledger.EMPTY);
        assertThat(new PlanEnded(ONE, List.of(STANDING), List.of())
                        .applyTo(ledger)
                        .find(ONE, KEY))
                .contains(STANDING);
        assertThat(new PlanEnded(ONE, List.of(), List.of(KEY)).applyTo(ledger).isEmpty())
                .isTrue();
        assertThat(new ObjectsFound(ONE, List.of(), List.of(KEY))
                        .applyTo(ledger)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void ledgerEventsTouchNothingElseOfAState() {
        var event = new PlanEnded(ONE, List.of(STANDING), List.of());
        NamespaceState namespace = event.applyTo(new NamespaceState("u", true, false, Ledger.EMPTY));
        assertThat(namespace.uid()).isEqualTo("u");
        assertThat(namespace.isolated()).isTrue();
        assertThat(namespace.forwarding()).isFalse();
        assertThat(namespace.ledger().entries()).containsExactly(STANDING);
        assertThat(event.applyTo(ClusterState.EMPTY).ledger().entries()).containsExactly(STANDING);
    }

    @Test
    void decisionsLastAsLongAsTheUid() {
        NamespaceState state = NamespaceState.EMPTY;
        for (NamespaceEvent event : List.of(
                new NamespaceEvent.Entered("u"),
                new NamespaceEvent.Isolated(),
                new NamespaceEvent.ForwardingFixed(true))) {
            state = event.applyTo(state);
        }
        assertThat(state).isEqualTo(new NamespaceState("u", true, true, Ledger.EMPTY));
        assertThat(new NamespaceEvent.Entered("v").applyTo(state))
                .isEqualTo(new NamespaceState("v", false, null, Ledger.EMPTY));
        assertThat(new NamespaceEvent.Left().applyTo(state)).isEqualTo(NamespaceState.EMPTY);
    }

    @Test
    void contributionsAreReplacedAndForgotten() {
        var wanted = new Contribution(new TreeSet<>(List.of("a=b")), true, null, null);
        ClusterState state = new ClusterEvent.Contributed("ns1", Contribution.NONE).applyTo(ClusterState.EMPTY);
        state = new ClusterEvent.Contributed("ns1", wanted).applyTo(state);
        assertThat(state.contributions()).containsEntry("ns1", wanted).hasSize(1);
        assertThat(new ClusterEvent.Departed("ns1").applyTo(state)).isEqualTo(ClusterState.EMPTY);
        assertThat(new ClusterEvent.DefaultForwardingFixed(true).applyTo(state).forwarding())
                .isTrue();
    }

    @Test
    void onlyWhatIsOursMayBeDeleted() {
        for (Origin origin : Origin.values()) {
            assertThat(LedgerEntry.standing(PROJECT, "x", origin).deletable())
                    .isEqualTo(origin == Origin.CREATED || origin == Origin.RECOVERED);
        }
    }
}
