package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeenPodTest {
    private static final PodFact WEB = pod("shop", "web")
            .label("app", "web")
            .port(Protocol.TCP, "http", 8080)
            .fact();
    private static final WorkloadNames NAMES = new WorkloadNames(names());

    private static LedgerEntry address(int port, String family, String address) {
        return entry(NAMES.podAddress(WEB.id(), port, family), address);
    }

    private static LedgerEntry entry(ObjectKey key, String address) {
        return new LedgerEntry(
                key, "uuid", Origin.CREATED, "", List.of(), new TreeMap<>(Map.of(InstanceIp.ADDRESS, address)), false);
    }

    @Test
    void itsNamespaceItsLabelsAndItsPortsCount() {
        assertThat(SeenPod.of(WEB, List.of()).view(Map.of("team", "net"), Set.of(Direction.EGRESS)))
                .isEqualTo(new PodView(
                        "shop",
                        Map.of("team", "net"),
                        Map.of("app", "web"),
                        List.of(),
                        Set.of(new NamedPort(Protocol.TCP, "http", 8080)),
                        Set.of(Direction.EGRESS)));
    }

    @Test
    void itHasTheAddressesOfAllItsInterfaces() {
        assertThat(SeenPod.of(
                                WEB,
                                List.of(
                                        address(1, "v4", "192.168.0.3"),
                                        address(0, "v6", "2001:db8:0:0::7"),
                                        address(0, "v4", "10.32.0.7")))
                        .addresses())
                .containsExactly(
                        Cidr.parse("10.32.0.7/32"), Cidr.parse("192.168.0.3/32"), Cidr.parse("2001:db8::7/128"));
    }

    @Test
    void whatIsNoAddressOrHasNoneYetGivesNone() {
        LedgerEntry begun = LedgerEntry.found(NAMES.podAddress(WEB.id(), 0, "v4"), "uuid", Origin.CREATED, List.of());
        assertThat(SeenPod.of(
                                WEB,
                                List.of(
                                        begun,
                                        address(1, "v4", ""),
                                        address(2, "v4", "unknown"),
                                        entry(NAMES.podInterface(WEB.id(), 0), "10.32.0.7")))
                        .addresses())
                .isEmpty();
    }
}
