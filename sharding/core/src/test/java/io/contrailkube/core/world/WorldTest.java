package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.offline.OfflinePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the world itself works: without this, nothing that is shown in it means much. */
class WorldTest {
    private final Contrail contrail = Contrail.fresh();
    private final World world = World.of(names(), contrail);

    @Test
    void aQuietWorldComesToRestAsPlannedOffline() {
        var isolated = namespace("ns2").isolated().label("team", "net");
        List.of("default", "kube-system", "kube-public", "kube-node-lease")
                .forEach(name -> world.apply(namespace(name)));
        world.start().apply(namespace("ns1")).apply(isolated).settle();
        var planned =
                OfflinePlan.of(names().settings(), List.of(namespace("ns1").manifest(), isolated.manifest()));
        assertThat(world.told()).isEmpty();
        assertThat(world.isAtRest()).isTrue();
        assertThat(contrail.differencesFrom(planned.objects())).isEmpty();
    }
}
