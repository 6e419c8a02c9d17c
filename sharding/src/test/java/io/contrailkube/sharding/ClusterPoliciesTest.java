package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.state.ClusterEvent.EditionStepped;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the cluster entity tells namespaces about network policies. */
class ClusterPoliciesTest {
    private static final NetworkPolicyFact FACT = Policed.fact("blue");
    private static final Edition EDITION = Policed.edition(FACT);
    private static final String UID = FACT.id().uid();

    private final TestStage stage =
            new TestStage("cluster-policies-" + System.nanoTime(), "contrail-kube.sharding.gather = 0s");

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void answersAClaimOnceItIsSoAndAgainWhenItIsAskedAgain() {
        ActorRef<ClusterCommand> entity = startWithBlue();
        claim(entity, Level.PREPARED);

        PolicyStatus prepared = met(entity);

        assertThat(prepared.claim()).isEqualTo(Policed.claim(EDITION, UID, Level.PREPARED));
        assertThat(prepared.settled()).isTrue();
        assertThat(prepared.firewallPolicy()).isNotEmpty();
        assertThat(stepped()).containsExactly(1, 2);
        claim(entity, Level.PREPARED);
        assertThat(met(entity)).isEqualTo(prepared);
        assertThat(stepped()).containsExactly(1, 2);
        claim(entity, Level.IN_FORCE);
        assertThat(met(entity).claim().level(EDITION.id())).isEqualTo(Level.IN_FORCE);
        assertThat(stage.contrail.standing).containsKey(Fixture.NAMES.denyAllPolicy());
    }

    @Test
    void remindsWhoHasNotAnswered() {
        ActorRef<ClusterCommand> entity = startWithBlue();
        entity.tell(new ClusterCommand.Carried("blue", assigned().fingerprint()));
        confirmed();
        claim(entity, Level.PREPARED);
        Assignment asked = assigned();
        view(entity);
        for (int pause : List.of(1, 2, 4, 8, 10, 10)) {
            stage.time.expectNoMessageFor(Duration.ofMillis(pause * 1000L - 1), stage.namespaces);
            stage.time.timePasses(Duration.ofMillis(1));
            assertThat(assigned()).isEqualTo(asked);
            view(entity);
        }

        entity.tell(new ClusterCommand.Carried("blue", asked.fingerprint()));

        assertThat(met(entity).settled()).isTrue();
        view(entity);
        stage.time.expectNoMessageFor(Duration.ofSeconds(60), stage.namespaces);
    }

    @Test
    void briefsANamespaceThatStartsAnew() {
        ActorRef<ClusterCommand> entity = startWithBlue();
        claim(entity, Level.PREPARED);
        PolicyStatus known = met(entity);
        TestProbe<NamespaceCommand> namespace = stage.kit.createTestProbe();

        entity.tell(new ClusterCommand.AwaitFoundation("blue", 4, namespace.getRef()));

        namespace.expectMessage(new NamespaceCommand.Briefed(4, List.of(known)));
        var stands = namespace.expectMessageClass(NamespaceCommand.FoundationStands.class);
        assertThat(stands.policies()).isOne();
        assertThat(stands.attempt()).isEqualTo(4);
        assertThat(stands.assignment().terms()).isNotEmpty();
    }

    @Test
    void knowsAfterARestartWhatWasClaimed() {
        ActorRef<ClusterCommand> entity = startWithBlue();
        claim(entity, Level.IN_FORCE);
        PolicyStatus known = met(entity);
        stage.kit.stop(entity);

        ActorRef<ClusterCommand> successor = stage.cluster();
        claim(successor, Level.IN_FORCE);

        assertThat(met(successor)).isEqualTo(known);
        assertThat(stepped()).containsExactly(1, 2, 3, 4);
    }

    private ActorRef<ClusterCommand> startWithBlue() {
        ActorRef<ClusterCommand> entity = stage.cluster();
        var wanted = new Contribution(new TreeSet<>(Set.of("team=net")), true, null, null).knownAs(Policed.PROFILE);
        entity.tell(new ClusterCommand.Contribute("blue", wanted));
        return entity;
    }

    private static void claim(ActorRef<ClusterCommand> entity, Level level) {
        PolicyClaim claim = Policed.claim(EDITION, UID, level);
        entity.tell(new ClusterCommand.Claim("blue", claim));
    }

    /** The next assignment. */
    private Assignment assigned() {
        while (true) {
            if (stage.namespaces.receiveMessage().message() instanceof NamespaceCommand.Assign assign) {
                return assign.assignment();
            }
        }
    }

    private void confirmed() {
        stage.namespaces.fishForMessage(
                Duration.ofSeconds(10),
                sent -> sent.message() instanceof NamespaceCommand.Confirmed
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    /** The next claim that is met; until then pods of the namespace are always as assigned. */
    private PolicyStatus met(ActorRef<ClusterCommand> entity) {
        while (true) {
            NamespaceCommand.Message message = stage.namespaces.receiveMessage().message();
            if (message instanceof NamespaceCommand.ClaimMet met) {
                return met.status();
            } else if (message instanceof NamespaceCommand.Assign assign) {
                entity.tell(
                        new ClusterCommand.Carried("blue", assign.assignment().fingerprint()));
            }
        }
    }

    private List<Integer> stepped() {
        return stage.journal.events("Cluster|" + Fixture.NAMES.cluster()).stream()
                .filter(EditionStepped.class::isInstance)
                .map(event -> ((EditionStepped) event).stage())
                .toList();
    }

    /** And what it was told before is done. */
    private void view(ActorRef<ClusterCommand> entity) {
        TestProbe<Answer.OfCluster> views = stage.kit.createTestProbe();
        entity.tell(new ClusterCommand.GetView(views.getRef()));
        views.receiveMessage();
    }
}
