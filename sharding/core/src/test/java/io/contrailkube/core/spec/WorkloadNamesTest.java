package io.contrailkube.core.spec;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.config.ClusterSettings.VmNaming;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import org.junit.jupiter.api.Test;

class WorkloadNamesTest {
    private static final WorkloadNames NAMES = new WorkloadNames(names());
    private static final ObjectId WEB = pod("shop", "web").fact().id();

    @Test
    void uuidsComeFromTheClusterTheOwnerAndTheRole() {
        assertThat(NAMES.podInterfaceUuid(WEB, 1)).isEqualTo(Uuids.named("k8s " + WEB.uid() + " vmi/1"));
        assertThat(NAMES.podAddressUuid(WEB, 0, "v4")).isEqualTo(Uuids.named("k8s " + WEB.uid() + " iip/0/v4"));
        assertThat(NAMES.podInterface(WEB, 1).fqName())
                .hasToString("default-domain:k8s-shop:web__" + NAMES.podInterfaceUuid(WEB, 1));
        assertThat(NAMES.podAddress(WEB, 0, "v6").fqName()).hasToString("web__" + NAMES.podAddressUuid(WEB, 0, "v6"));
    }

    @Test
    void machinesMayBeNamedAsInRelease50() {
        Workloads defaults = Workloads.DEFAULTS;
        var old = new WorkloadNames(settings()
                .workloads(new Workloads(VmNaming.R5_0, true, false, defaults.ingresses()))
                .names());
        assertThat(old.machine(WEB).fqName()).hasToString("web__" + WEB.uid());
        assertThat(old.machineDisplayName(WEB)).isEqualTo("shop__web");
        assertThat(NAMES.machine(WEB).fqName()).hasToString("k8s__shop__web");
        assertThat(NAMES.machineDisplayName(WEB)).isEqualTo("k8s__shop__web");
    }

    @Test
    void membershipIsOfAServiceOfANamespace() {
        assertThat(NAMES.serviceTag("web").fqName()).hasToString("k8s-svc=web");
        assertThat(NAMES.membershipTag("shop", "web").fqName())
                .hasToString("label=k8s.k8s.svc." + Uuids.shortHash("shop/web", 12));
        assertThat(NAMES.membershipTag("other", "web")).isNotEqualTo(NAMES.membershipTag("shop", "web"));
    }

    @Test
    void networksAreNamedByDictionaries() {
        assertThat(WorkloadNames.networkIn("{'domain':'d','project':'p','name':'n'}", null))
                .hasToString("virtual-network|d:p:n");
        assertThat(WorkloadNames.networkIn("{\"project\":\"p\",\"name\":\"n\"}", "home"))
                .hasToString("virtual-network|home:p:n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkloadNames.networkIn("{'project':'p','name':'n'}", null))
                .withMessageContaining("'domain' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkloadNames.networkIn("{'domain':'','project':'p','name':'n'}", "home"))
                .withMessageContaining("'domain' has an empty value");
    }
}
