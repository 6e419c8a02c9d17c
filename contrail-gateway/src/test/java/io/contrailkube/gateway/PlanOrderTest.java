package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanOrderTest {
    private static final ObjectKey NETWORK = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "d", "p", "vn");
    private static final ObjectKey POLICY = ObjectKey.of(ContrailTypes.NETWORK_POLICY, "d", "p", "np");

    private static Step ensure(ContrailObject object) {
        return new Step.Ensure(object, null, Set.of());
    }

    private static Step delete(String type, String name) {
        return new Step.Delete(ObjectKey.of(type, name), name, List.of());
    }

    private final Step project = ensure(
            ContrailObject.builder(ContrailTypes.PROJECT, FqName.of("d", "p")).build());
    private final Step policy =
            ensure(ContrailObject.builder(POLICY.type(), POLICY.fqName()).build());
    private final Step network = ensure(ContrailObject.builder(NETWORK.type(), NETWORK.fqName())
            .reference("network_policy_refs", POLICY, null)
            .build());

    @Test
    void parentsAndReferencesComeFirstWhateverTheOrderInThePlan() {
        PlanOrder order = PlanOrder.of(List.of(network, policy, project));
        assertThat(order.ensures()).containsExactly(2, 1, 0);
        assertThat(order.needs()).isEqualTo(Map.of(0, Set.of(1, 2), 1, Set.of(2), 2, Set.of()));
    }

    @Test
    void stepsOnOneObjectKeepTheirOrder() {
        PlanOrder order = PlanOrder.of(List.of(project, project));
        assertThat(order.needs()).isEqualTo(Map.of(0, Set.of(), 1, Set.of(0)));
    }

    @Test
    void removalsComeLastAndInTheirOrder() {
        PlanOrder order = PlanOrder.of(List.of(
                delete("firewall-policy", "a"),
                delete("firewall-rule", "b"),
                project,
                delete("firewall-rule", "c"),
                new Step.Withdraw(ObjectKey.of("firewall-rule", "d"), "d", Set.of()),
                delete("project", "e")));
        assertThat(order.removals()).containsExactly(0, 1, 3, 4, 5);
    }

    @Test
    void objectsThatNeedEachOtherAreABug() {
        Step other = ensure(ContrailObject.builder(POLICY.type(), POLICY.fqName())
                .after(NETWORK)
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanOrder.of(List.of(network, other)))
                .withMessageContaining("need each other")
                .withMessageContaining("d:p:vn");
    }
}
