package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real nodes: what network policies need goes from the entities of the one to those of the other. */
class PoliciesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int NAMESPACES = 12;

    private final ContrailFake contrail = new ContrailFake();
    private final FactsFake facts = new FactsFake();
    private ClusterNode first;
    private ClusterNode second;

    @BeforeEach
    void start() {
        var config = Fixture.config("policies-" + System.nanoTime());
        first = new ClusterNode(config, contrail, facts, null);
        second = new ClusterNode(config, contrail, facts, first);
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
    }

    @Test
    void policiesComeIntoForceAndGoAgain() {
        List<NetworkPolicyFact> policies = IntStream.range(0, NAMESPACES)
                .mapToObj(i -> Policed.fact("ns-" + i))
                .toList();
        policies.forEach(this::add);

        await().atMost(SOON)
                .untilAsserted(() -> policies.forEach(policy -> {
                    assertThat(standing(ContrailTypes.FIREWALL_POLICY))
                            .anyMatch(key ->
                                    key.fqName().leaf().contains(policy.id().namespace()));
                    assertThat(EntitiesIT.get(
                                            first.entities.namespace(policy.id().namespace()))
                                    .waits())
                            .isEmpty();
                }));
        assertThat(standing(ContrailTypes.ADDRESS_GROUP)).isEmpty();

        facts.others.clear();
        policies.forEach(policy -> EntitiesIT.get(first.entities.offer(Fixture.absent(policy))));

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        EntitiesIT.get(first.entities.cluster()).namespaces())
                .hasSize(NAMESPACES));
        await().atMost(SOON).untilAsserted(() -> assertThat(standing(ContrailTypes.FIREWALL_POLICY))
                .noneMatch(key -> key.fqName().leaf().contains("ns-")));
    }

    private void add(NetworkPolicyFact policy) {
        String name = policy.id().namespace();
        facts.namespaces.put(name, Fixture.namespace(name, Map.of()));
        facts.others.add(policy);
        EntitiesIT.get(first.entities.offer(Fixture.present(facts.namespaces.get(name))));
    }

    private List<ObjectKey> standing(String type) {
        return contrail.standing.keySet().stream()
                .filter(key -> key.type().equals(type))
                .toList();
    }
}
