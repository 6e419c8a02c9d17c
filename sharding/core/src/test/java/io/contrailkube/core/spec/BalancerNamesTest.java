package io.contrailkube.core.spec;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.spec.BalancerNames.Named;
import org.junit.jupiter.api.Test;

class BalancerNamesTest {
    private static final FqName POOL = FqName.of("default-domain", "admin", "public", "pool");

    private final ObjectId id = service("shop", "web").fact().id();
    private final BalancerNames names = new BalancerNames(names(), id);

    private String role(String role) {
        return Uuids.named("k8s " + id.uid() + ' ' + role);
    }

    @Test
    void uuidsFollowFromClusterOwnerAndRole() {
        assertThat(names.loadBalancer().uuid()).isEqualTo(id.uid());
        assertThat(names.vip().uuid()).isEqualTo(Uuids.of(names.vip().key()));
        assertThat(names.vipAddress("v4").uuid()).isEqualTo(role("vip-iip/v4"));
        String listener = role("listener/TCP/80");
        assertThat(names.frontend("TCP", 80).listener().uuid()).isEqualTo(listener);
        assertThat(names.frontend("TCP", 80).pool().uuid()).isEqualTo(role("pool/TCP/80"));
        assertThat(names.member(names.frontend("TCP", 80), "vmi").uuid())
                .isEqualTo(role("member/" + listener + "/vmi"));
        assertThat(names.floatingIpOfIngress(POOL, null).uuid()).isEqualTo(role("fip"));
    }

    @Test
    void listenersOfOnePortAreToldApartByTheirRole() {
        assertThat(names.frontend("HTTP", 80, "HTTP/80/acl/h/a").listener().key())
                .isNotEqualTo(
                        names.frontend("HTTP", 80, "HTTP/80/acl/h/b").listener().key());
    }

    @Test
    void aFloatingIpTellsWhatWasAskedForInANameThatContrailTakes() {
        String start = "web__" + id.uid();
        assertThat(leaf(names.floatingIp(POOL, null))).isEqualTo(start + "None-externalIP");
        assertThat(leaf(names.floatingIp(POOL, "203.0.113.7"))).isEqualTo(start + "203.0.113.7-externalIP");
        assertThat(leaf(names.floatingIp(POOL, "fd00::7"))).isEqualTo(start + "fd00--7-externalIP");
        assertThat(names.floatingIpOfIngress(POOL, "203.0.113.7").key())
                .isNotEqualTo(names.floatingIpOfIngress(POOL, null).key());
    }

    private static String leaf(Named named) {
        return named.key().fqName().leaf();
    }
}
