package io.contrailkube.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.ContrailPort.Lookup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedNetworkTest {
    private static final ObjectKey BLUE = ObjectKey.of("virtual-network", "d", "p", "blue");
    private static final ObjectKey GREEN = ObjectKey.of("virtual-network", "d", "p", "green");
    private static final Map<ObjectKey, Actual> NOTHING = Map.of();

    private final NamedNetwork network = new NamedNetwork();

    private static Action looking(ObjectKey key) {
        return new Action.Read(Purpose.EXISTENCE, List.of(new Lookup(key, null)));
    }

    private static Map<ObjectKey, Actual> found(ObjectKey key) {
        return Map.of(key, new Actual(key, "u", JsonNodeFactory.instance.objectNode()));
    }

    @Test
    void isLookedForOnce() {
        assertThat(network.actions(null)).isEmpty();
        assertThat(network.actions(BLUE)).containsExactly(looking(BLUE));
        assertThat(network.actions(BLUE)).isEmpty();
        assertThat(network.read(found(BLUE))).isEmpty();
        assertThat(network.actions(BLUE)).isEmpty();
        assertThat(network.problems()).isEmpty();
    }

    @Test
    @Spec("NS-23")
    void isLookedForAgainWhileItIsMissing() {
        network.actions(BLUE);
        assertThat(network.read(NOTHING)).containsExactly(new Action.TryAgain(NamedNetwork.LOOK_AGAIN, 1, false));
        assertThat(network.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo("NetworkNotFound");
            assertThat(problem.message()).contains("d:p:blue");
        });
        assertThat(network.actions(BLUE)).as("not before the pause is over").isEmpty();
        network.lookAgain();
        assertThat(network.actions(BLUE)).containsExactly(looking(BLUE));
        assertThat(network.read(NOTHING)).containsExactly(new Action.TryAgain(NamedNetwork.LOOK_AGAIN, 2, false));
        network.lookAgain();
        network.actions(BLUE);
        assertThat(network.read(found(BLUE))).isEmpty();
        assertThat(network.problems()).isEmpty();
    }

    @Test
    void anAnswerAboutAnotherNetworkSaysNothing() {
        network.actions(BLUE);
        assertThat(network.actions(GREEN)).as("one look at a time").isEmpty();
        assertThat(network.read(found(BLUE))).isEmpty();
        assertThat(network.problems()).isEmpty();
        assertThat(network.actions(GREEN)).containsExactly(looking(GREEN));
        network.read(NOTHING);
        assertThat(network.problems()).hasSize(1);
        network.actions(null);
        assertThat(network.problems()).isEmpty();
    }
}
