package io.contrailkube.core.reconcile;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final ObjectNames NAMES = names();
    private static final ObjectKey NETWORK = NAMES.podNetwork("ns1");
    private static final ObjectKey POLICY = NAMES.ipFabricPolicy();

    private static ContrailObject network(ObjectKey... policies) {
        var builder = ContrailObject.builder(NETWORK.type(), NETWORK.fqName());
        List.of(policies).forEach(policy -> builder.reference("network_policy_refs", policy, null));
        return builder.build();
    }

    private static Map<ObjectKey, LedgerEntry> standing(Collection<ContrailObject> objects, Origin origin) {
        var ledger = new HashMap<ObjectKey, LedgerEntry>();
        objects.forEach(object -> ledger.put(object.key(), LedgerEntry.standing(object, object.uuid(), origin)));
        return ledger;
    }

    private static List<Step> plan(List<ContrailObject> desired, Map<ObjectKey, LedgerEntry> standing) {
        return Planner.steps(desired, standing, Set.of());
    }

    @Test
    void whatIsNotThereIsMade() {
        assertThat(plan(List.of(network()), Map.of())).containsExactly(new Step.Ensure(network(), null, Set.of()));
    }

    @Test
    void whatStandsAsWantedIsLeft() {
        assertThat(plan(List.of(network()), standing(List.of(network()), Origin.CREATED)))
                .isEmpty();
    }

    @Test
    void whatIsSuspectedIsComparedAlthoughItShouldStand() {
        assertThat(Planner.steps(List.of(network()), standing(List.of(network()), Origin.CREATED), Set.of(NETWORK)))
                .containsExactly(new Step.Ensure(network(), network().uuid(), Set.of()));
    }

    @Test
    void whatChangedIsComparedAndReleasesWhatIsClaimedNoMore() {
        assertThat(plan(List.of(network()), standing(List.of(network(POLICY)), Origin.CREATED)))
                .containsExactly(
                        new Step.Ensure(network(), network().uuid(), Set.of("network_policy_refs/" + POLICY.fqName())));
    }

    @Test
    void anObjectWhoseCreationWasNotAnsweredMayStand() {
        assertThat(plan(List.of(network()), Map.of(NETWORK, LedgerEntry.begun(network()))))
                .containsExactly(new Step.Ensure(network(), network().uuid(), Set.of()));
    }

    @Test
    void onlyWhatWeMadeOrRecoveredIsDeleted() {
        for (Origin origin : Origin.values()) {
            List<Step> steps = plan(List.of(), standing(List.of(network(POLICY)), origin));
            assertThat(steps).hasSize(1);
            boolean deleted = steps.get(0) instanceof Step.Delete;
            assertThat(deleted).isEqualTo(origin == Origin.CREATED || origin == Origin.RECOVERED);
        }
    }

    @Test
    void anAdoptedObjectLosesOurClaimsAndOurMarks() {
        List<Step> steps = plan(List.of(), standing(List.of(network(POLICY)), Origin.ADOPTED));
        assertThat(steps).first().isInstanceOfSatisfying(Step.Withdraw.class, withdraw -> assertThat(withdraw.claims())
                .contains("network_policy_refs/" + POLICY.fqName())
                .containsAll(OwnershipMarks.CLAIMS));
    }

    @Test
    void aTagOfAnotherClusterKeepsItsMarks() {
        ContrailObject tag =
                ContrailObject.builder(ContrailTypes.TAG, FqName.of("a=b")).build();
        assertThat(plan(List.of(), standing(List.of(tag), Origin.ADOPTED)))
                .containsExactly(new Step.Withdraw(tag.key(), tag.uuid(), Set.of()));
    }

    @Test
    void aNamespaceGoesInOrderAndLetsItsPolicyGoFirst() {
        var fact = namespace("ns1").isolated().fact();
        var settings = NamespaceDecider.settings(fact, NamespaceState.EMPTY, NAMES.settings());
        List<ContrailObject> all = new NamespaceRules(NAMES).objects(fact, settings);
        List<Step> steps = plan(List.of(), standing(all, Origin.CREATED));
        assertThat(steps.stream().map(Step::key))
                .containsExactly(
                        NAMES.egressRule("ns1"),
                        NAMES.ingressRule("ns1"),
                        NAMES.namespaceTag("ns1"),
                        NAMES.podServicePolicy("ns1"),
                        NAMES.podNetwork("ns1"),
                        NAMES.serviceNetwork("ns1"),
                        NAMES.securityGroup("ns1"),
                        NAMES.project("ns1"));
        assertThat(steps.get(3)).isInstanceOfSatisfying(Step.Delete.class, delete -> assertThat(delete.referrers())
                .hasSize(2));
        assertThat(steps.get(4)).isInstanceOfSatisfying(Step.Delete.class, delete -> assertThat(delete.referrers())
                .isEmpty());
    }
}
