package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.testing.PodBuilder;
import org.junit.jupiter.api.Test;

/** Pods from Kubernetes to Contrail (spec 02 section 4). */
class PodCasesTest {
    private static final ObjectNames NAMES = names();
    private static final ObjectKey ROUTER =
            ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", "node-1");
    private static final PodBuilder WEB = pod("ns1", "web");

    private final World world = World.of(NAMES, Contrail.fresh());

    PodCasesTest() {
        world.contrail().with(ROUTER, object("{virtual_router_ip_address: '10.0.0.5'}"));
        world.apply(namespace("ns1")).start().settle();
        world.contrail().takeWrites();
    }

    @Test
    @Spec("POD-1")
    void aPodGetsItsObjectsAndItsLinkLast() {
        world.apply(WEB.fact()).settle();
        assertThat(world.contrail().takeWrites())
                .extracting(write -> write.key().type())
                .containsExactly(
                        ContrailTypes.VIRTUAL_MACHINE,
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                        ContrailTypes.INSTANCE_IP,
                        ContrailTypes.VIRTUAL_ROUTER);
        assertThat(Finder.machines(world.contrail(), ROUTER)).hasSize(1);
    }
}
