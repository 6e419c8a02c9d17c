package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.Spec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The timer of the audit. */
class EngineAuditTest {
    @Test
    void comesAgainAndAgain() {
        try (var stage = new TestStage("audits", "contrail-kube.sharding { audit-interval = 100s, gather = 0s }")) {
            start(stage);
            int reads = stage.contrail.reads.size();
            stage.time.timePasses(Duration.ofSeconds(74));
            assertThat(stage.contrail.reads).hasSize(reads);
            for (int round = 1; round <= 3; round++) {
                int expected = reads + round;
                await().untilAsserted(() -> {
                    stage.time.timePasses(Duration.ofSeconds(25));
                    assertThat(stage.contrail.reads).hasSize(expected);
                });
            }
        }
    }

    @Test
    @Spec("WA-13")
    void isOffWhenTheIntervalIsZero() {
        try (var stage = new TestStage("no-audits", "contrail-kube.sharding { audit-interval = 0s, gather = 0s }")) {
            ActorRef<ClusterCommand> entity = start(stage);
            int reads = stage.contrail.reads.size();
            stage.time.timePasses(Duration.ofDays(1));
            TestProbe<Answer.OfCluster> answers = stage.kit.createTestProbe();
            entity.tell(new ClusterCommand.GetView(answers.getRef()));
            assertThat(answers.receiveMessage().view().ready()).isTrue();
            assertThat(stage.contrail.reads).hasSize(reads);
        }
    }

    private static ActorRef<ClusterCommand> start(TestStage stage) {
        TestProbe<NamespaceCommand> namespace = stage.kit.createTestProbe();
        ActorRef<ClusterCommand> entity = stage.cluster();
        entity.tell(new ClusterCommand.AwaitFoundation("blue", 1, namespace.getRef()));
        namespace.expectMessage(Fixture.FOUNDATION_STANDS);
        return entity;
    }
}
