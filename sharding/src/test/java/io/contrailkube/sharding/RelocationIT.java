package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.CoordinatedShutdown;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three real nodes with one journal; entities move because a node is killed, or because it leaves. */
class RelocationIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ContrailFake contrail = new ContrailFake();
    private final FactsFake facts = new FactsFake();
    private final List<ClusterNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        var config = Fixture.config("relocation-" + System.nanoTime());
        for (int i = 0; i < 3; i++) {
            nodes.add(new ClusterNode(config, contrail, facts, i == 0 ? null : nodes.get(0)));
        }
        await().atMost(SOON).until(() -> nodes.stream().allMatch(node -> members(node) == 3));
    }

    @AfterEach
    void stop() {
        nodes.forEach(ClusterNode::close);
    }

    @Test
    @Spec("HA-2")
    void entitiesOfAKilledNodeComeBackByThemselvesAndFinishTheirPlans() {
        await().atMost(SOON)
                .until(() -> EntitiesIT.get(nodes.get(0).entities.cluster()).ready());
        Map<Plan, CompletableFuture<List<StepOutcome>>> held = new ConcurrentHashMap<>();
        contrail.answer(plan -> held.computeIfAbsent(plan, any -> new CompletableFuture<>()));
        offer(30);
        await().atMost(SOON).until(() -> held.size() >= 30);
        contrail.answerNormally();

        kill(nodes.remove(2));
        await().atMost(SOON).until(() -> nodes.stream().allMatch(node -> members(node) == 2));

        List<Plan> interrupted =
                held.keySet().stream().filter(plan -> !plan.fence().isOpen()).toList();
        assertThat(interrupted).isNotEmpty();
        held.forEach((plan, outcomes) -> outcomes.complete(done(plan)));
        awaitServed(nodes.get(0), 30);
    }

    @Test
    @Spec("HA-6")
    void aNodeThatLeavesHandsOverItsEntities() throws Exception {
        offer(20);
        awaitServed(nodes.get(0), 20);
        ClusterNode leaving = nodes.remove(2);
        contrail.answer(plan -> CompletableFuture.supplyAsync(() -> done(plan)));
        IntStream.range(0, 20).forEach(i -> change(nodes.get(0), "ns-" + i));

        CoordinatedShutdown.get(leaving.system())
                .runAll(CoordinatedShutdown.clusterLeavingReason())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        leaving.close();

        awaitServed(nodes.get(0), 20);
        assertThat(contrail.standing).containsKey(Fixture.NAMES.podNetwork("ns-19"));
    }

    private List<NamespaceFact> offer(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Fixture.namespace("ns-" + i, Map.of()))
                .peek(fact -> facts.namespaces.put(fact.name(), fact))
                .peek(fact -> EntitiesIT.get(nodes.get(0).entities.offer(Fixture.present(fact))))
                .toList();
    }

    private void change(ClusterNode node, String name) {
        NamespaceFact isolated = Fixture.namespace(name, Map.of("opencontrail.org/isolation", "true"));
        facts.namespaces.put(name, isolated);
        EntitiesIT.get(node.entities.offer(Fixture.present(isolated)));
    }

    private static void awaitServed(ClusterNode node, int number) {
        await().atMost(SOON).untilAsserted(() -> assertThat(EntitiesIT.get(node.entities.namespaces()))
                .filteredOn(summary -> summary.phase().equals("served"))
                .hasSize(number));
    }

    private List<StepOutcome> done(Plan plan) {
        return contrail.carryOut(plan).toCompletableFuture().join();
    }

    /** Its actors stop without handing over anything, its connections break. */
    private static void kill(ClusterNode node) {
        node.system().terminate();
    }

    private static long members(ClusterNode node) {
        var up = new ArrayList<>();
        Cluster.get(node.system()).state().getMembers().forEach(member -> {
            if (member.status() == MemberStatus.up()) {
                up.add(member);
            }
        });
        return up.size();
    }
}
