package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.sharding.ClusterCommand.AwaitFoundation;
import io.contrailkube.sharding.ClusterCommand.Claim;
import io.contrailkube.sharding.ClusterCommand.Contribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a namespace says of its network policies to the cluster entity, until it is answered. */
class NamespacePoliciesTest {
    private static final NetworkPolicyFact FACT = Policed.fact("blue");
    private static final Edition EDITION = Policed.edition(FACT);
    private static final String UID = FACT.id().uid();
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<ClusterCommand.Message> kept = new ArrayList<>();
    private final TestStage stage = new TestStage("namespace-policies-" + System.nanoTime(), "");

    @BeforeEach
    void thereIsAPolicy() {
        stage.facts.namespaces.put("blue", Fixture.namespace("blue", Map.of()));
        stage.facts.others.add(FACT);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void bringsAPolicyIntoForceInTwoSteps() {
        ActorRef<NamespaceCommand> entity = serve();

        assertThat(claimed()).isEqualTo(Policed.claim(EDITION, UID, Level.PREPARED));
        assertThat(types()).doesNotContain(ContrailTypes.FIREWALL_POLICY);
        met(entity, Level.PREPARED);

        assertThat(claimed()).isEqualTo(Policed.claim(EDITION, UID, Level.IN_FORCE));
        assertThat(types()).contains(ContrailTypes.FIREWALL_POLICY);
        met(entity, Level.IN_FORCE);
        view(entity);
        stage.time.expectNoMessageFor(LONG, stage.cluster);
    }

    @Test
    void repeatsAClaimUntilItIsMet() {
        ActorRef<NamespaceCommand> entity = serve();
        PolicyClaim claim = claimed();
        view(entity);
        for (int pause : List.of(1, 2, 4, 8, 10, 10)) {
            stage.time.expectNoMessageFor(Duration.ofMillis(pause * 1000L - 1), stage.cluster);
            stage.time.timePasses(Duration.ofMillis(1));
            stage.cluster.expectMessage(new Claim("blue", claim));
        }
        entity.tell(new NamespaceCommand.ClaimMet(new PolicyStatus(claim, "web", false)));
        entity.tell(new NamespaceCommand.ClaimMet(
                new PolicyStatus(Policed.claim(EDITION, UID, Level.IN_FORCE), "web", true)));
        view(entity);

        stage.time.timePasses(Duration.ofSeconds(10));

        assertThat(claimed()).isEqualTo(claim);
    }

    @Test
    void claimsNothingAnyMoreWhenNothingIsLeftOfIt() {
        ActorRef<NamespaceCommand> entity = serve();
        claimed();
        stage.facts.namespaces.clear();
        stage.facts.others.clear();

        entity.tell(NamespaceCommand.Offer.of(
                Fixture.absent(Fixture.namespace("blue", Map.of())),
                stage.kit.<Done>createTestProbe().getRef()));

        assertThat(contributed()).isEqualTo(Contribution.NONE);
        view(entity);
        stage.time.timePasses(Duration.ofSeconds(1));
        stage.cluster.expectMessage(new Contribute("blue", Contribution.NONE));
        stage.cluster.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void saysWhenItsPodsAreAsAssigned() {
        ActorRef<NamespaceCommand> entity = serve();
        assertThat(carried()).isEqualTo(Assignment.NONE.fingerprint());

        entity.tell(new NamespaceCommand.Assign(Policed.ASSIGNMENT));
        assertThat(carried()).isEqualTo(Policed.ASSIGNMENT.fingerprint());
        entity.tell(new NamespaceCommand.Assign(Policed.ASSIGNMENT));
        assertThat(carried()).isEqualTo(Policed.ASSIGNMENT.fingerprint());
    }

    @Test
    void beginsOnlyWhenItHasTheWholeBriefing() {
        ActorRef<NamespaceCommand> entity = stage.namespace("blue");
        assertThat(asked()).isOne();
        entity.tell(new NamespaceCommand.FoundationStands(1, Assignment.NONE, 1));
        view(entity);
        assertThat(stage.contrail.plans).isEmpty();
        stage.time.timePasses(Duration.ofSeconds(1));
        assertThat(asked()).isEqualTo(2);

        var underWay = new PolicyStatus(Policed.claim(EDITION, UID, Level.IN_FORCE), "web", false);
        entity.tell(new NamespaceCommand.Briefed(2, List.of(underWay)));
        entity.tell(new NamespaceCommand.FoundationStands(2, Assignment.NONE, 1));

        assertThat(claimed()).isEqualTo(underWay.claim());
    }

    @Test
    void takesBackWhatAPolicyClaimedThatIsGone() {
        stage.facts.others.clear();
        ActorRef<NamespaceCommand> entity = stage.namespace("blue");
        assertThat(asked()).isOne();
        entity.tell(new NamespaceCommand.Briefed(
                1, List.of(new PolicyStatus(Policed.claim(EDITION, UID, Level.IN_FORCE), "web", true))));
        entity.tell(new NamespaceCommand.FoundationStands(1, Assignment.NONE, 1));

        assertThat(claimed().level(EDITION.id())).isEqualTo(Level.PREPARED);
        met(entity, Level.PREPARED);
        var nothing = new PolicyClaim(UID, "web", new TreeMap<>(), List.of());
        assertThat(claimed()).isEqualTo(nothing);
        entity.tell(new NamespaceCommand.ClaimMet(new PolicyStatus(nothing, "", true)));

        entity.tell(new NamespaceCommand.Confirmed(contributed()));
        view(entity);
        stage.time.expectNoMessageFor(LONG, stage.cluster);
    }

    /** Its contribution is confirmed. */
    private ActorRef<NamespaceCommand> serve() {
        ActorRef<NamespaceCommand> entity = stage.namespace("blue");
        entity.tell(Fixture.FOUNDATION_STANDS);
        entity.tell(new NamespaceCommand.Confirmed(contributed()));
        return entity;
    }

    private static void met(ActorRef<NamespaceCommand> entity, Level level) {
        entity.tell(new NamespaceCommand.ClaimMet(new PolicyStatus(Policed.claim(EDITION, UID, level), "web", true)));
    }

    private PolicyClaim claimed() {
        return next(Claim.class).claim();
    }

    private Contribution contributed() {
        return next(Contribute.class).contribution();
    }

    private String carried() {
        return stage.carried.receiveMessage().fingerprint();
    }

    private int asked() {
        return next(AwaitFoundation.class).attempt();
    }

    /** The next message of this kind; those of other kinds are kept. */
    private <T extends ClusterCommand.Message> T next(Class<T> kind) {
        for (int i = 0; i < kept.size(); i++) {
            if (kind.isInstance(kept.get(i))) {
                return kind.cast(kept.remove(i));
            }
        }
        while (true) {
            ClusterCommand.Message message = stage.cluster.receiveMessage();
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
            kept.add(message);
        }
    }

    private List<String> types() {
        return stage.contrail.standing.keySet().stream().map(key -> key.type()).toList();
    }

    /** And what it was told before is done. */
    private void view(ActorRef<NamespaceCommand> entity) {
        TestProbe<Answer.OfNamespace> answers = stage.kit.createTestProbe();
        entity.tell(new NamespaceCommand.GetView(answers.getRef()));
        answers.receiveMessage();
    }
}
