package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressClassFact;
import io.contrailkube.core.kind.ingress.IngressFact;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ingresses from Kubernetes to Contrail and back, over several looks (spec 02 section 7). */
class IngressCasesTest {
    private static final ServiceBuilder NGINX =
            service("ns1", "nginx").clusterIps("10.96.1.1").port("http", "TCP", 80);
    private static final ServiceBuilder CART =
            service("ns1", "cart").clusterIps("10.96.1.2").port("http", "TCP", 80);
    private static final IngressBuilder EDGE = ingress("ns1", "edge").defaultBackend("nginx", 80);

    private final Site site = new Site(names());
    private final World world = site.world;

    @Test
    @Spec({"ING-1", "ING-29", "ING-12", "FAB-4"})
    void anIngressIsMadeInTwoPhasesAndStays() {
        site.settle(NGINX.fact()).writes();
        site.settle(EDGE.fact());
        assertThat(site.writes())
                .startsWith("POST tag")
                .containsSubsequence(
                        "POST virtual-machine-interface",
                        "POST instance-ip",
                        "POST loadbalancer",
                        "POST loadbalancer-listener",
                        "POST loadbalancer-pool",
                        "POST loadbalancer-member")
                .contains("POST firewall-rule", "ref-update firewall-policy");
        String address = vip();
        assertThat(held().statusAddresses()).containsExactly(address);
        assertThat(memberAddresses()).containsExactly("10.96.1.1");
        world.repeat(EDGE.fact()).restart().audit();
        assertThat(site.writes()).isEmpty();
        site.settle(ingress("ns1", "theirs")
                .className("nginx")
                .defaultBackend("nginx", 80)
                .fact());
        assertThat(site.writes()).isEmpty();
    }

    @Test
    @Spec({"ING-4", "ING-5", "ING-27"})
    void anIngressOfAnotherClassHasNothing() {
        site.settle(NGINX.fact(), EDGE.fact());
        ObjectKey tag = tag();
        site.writes();
        site.settle(EDGE.className("nginx").fact());
        assertThat(site.deleted())
                .containsSubsequence(
                        "loadbalancer-member",
                        "loadbalancer-pool",
                        "loadbalancer-listener",
                        "loadbalancer",
                        "instance-ip",
                        "virtual-machine-interface",
                        "tag");
        assertThat(site.contrail.has(tag)).isFalse();
        site.settle(EDGE.className("opencontrail").fact());
        assertThat(memberAddresses()).containsExactly("10.96.1.1");
    }

    @Test
    @Spec("ING-27")
    void theTagGoesAlthoughInstancesOfTheLoadBalancerBearIt() {
        site.settle(NGINX.fact(), EDGE.fact());
        ObjectKey tag = tag();
        ObjectKey haproxy =
                ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "default-domain", "default-project", "haproxy");
        site.contrail.with(haproxy);
        site.contrail.refer(haproxy, "tag_refs", tag, null);
        world.delete(EDGE.fact()).settle();
        assertThat(site.contrail.has(tag)).isFalse();
        assertThat(site.contrail.has(haproxy)).isTrue();
    }

    @Test
    @Spec({"ING-7", "ING-8", "ING-32", "ING-33"})
    void servicesComeGoAndChangeTheirAddress() {
        IngressBuilder both = EDGE.path("", "/cart", "cart", 80);
        site.settle(both.fact());
        assertThat(held().statusAddresses()).hasSize(1);
        assertThat(memberAddresses()).isEmpty();
        assertThat(world.reasons(both.fact())).contains("BackendServiceNotFound");
        site.settle(NGINX.fact(), CART.fact());
        assertThat(memberAddresses()).containsExactlyInAnyOrder("10.96.1.1", "10.96.1.2");
        site.writes();
        world.delete(CART.fact()).settle();
        assertThat(memberAddresses()).containsExactly("10.96.1.1");
        assertThat(site.deleted()).contains("firewall-rule");
        site.settle(CART.uid("next").clusterIps("10.96.1.9").fact());
        assertThat(memberAddresses()).containsExactlyInAnyOrder("10.96.1.1", "10.96.1.9");
    }

    @Test
    @Spec({"ING-9", "ING-28"})
    void whatChangedWhileNobodyWasThereIsCorrected() {
        site.settle(NGINX.fact(), EDGE.fact());
        ServiceBuilder next = NGINX.uid("next").clusterIps("10.96.1.9");
        world.killAll()
                .deleteUnseen(NGINX.fact())
                .applyUnseen(next.fact())
                .list()
                .settle();
        assertThat(memberAddresses()).containsExactly("10.96.1.9");
        world.killAll().deleteUnseen(EDGE.fact(), next.fact()).list().settle();
        assertThat(site.rest()).isEmpty();
        assertThat(world.unrest()).isEmpty();
    }

    @Test
    @Spec({"ING-19", "ING-20", "ING-21"})
    void publicAddressesAreShownFirst() {
        var rich = new Site();
        rich.settle(NGINX.fact(), EDGE.annotation("externalIP", "203.0.113.3").fact());
        assertThat(((IngressFact) rich.world.held(EDGE.fact())).statusAddresses())
                .hasSize(2)
                .startsWith("203.0.113.3");
        rich.settle(EDGE.annotation("externalIP", "203.0.113.4").fact());
        assertThat(((IngressFact) rich.world.held(EDGE.fact())).statusAddresses())
                .startsWith("203.0.113.4");
        assertThat(rich.of(EDGE.owner(), ContrailTypes.FLOATING_IP)).hasSize(1);
        rich.settle(EDGE.annotation("externalIP", "198.51.100.1").fact());
        assertThat(((IngressFact) rich.world.held(EDGE.fact())).statusAddresses())
                .hasSize(1);
        assertThat(rich.world.reasons(EDGE.fact())).contains("ExternalIPNotInPool");
    }

    @Test
    @Spec("ING-26")
    void aStatusThatSomebodyClearedIsWrittenAgain() {
        site.settle(NGINX.fact(), EDGE.fact());
        world.clearStatus(EDGE.fact()).settle();
        assertThat(held().statusAddresses()).containsExactly(vip());
    }

    @Test
    @Spec("ING-31")
    void afterAFailureAllEntriesAreThereOnce() {
        site.settle(NGINX.fact(), CART.fact());
        site.failing(ContrailTypes.LOADBALANCER_POOL);
        site.settle(EDGE.path("", "/1", "cart", 80)
                .path("", "/2", "cart", 80)
                .path("", "/3", "nginx", 80)
                .fact());
        site.dyingAfter(3);
        site.back();
        world.settle();
        assertThat(memberAddresses()).hasSize(4);
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec("ING-41")
    void aClassDecidesAsSoonAsItIsKnown() {
        var ours = new IngressClassFact(new ObjectId("IngressClass", "", "x", "class-uid"), "opencontrail.org/ingress");
        site.settle(NGINX.fact(), EDGE.className("x").fact());
        assertThat(memberAddresses()).isEmpty();
        site.settle(ours);
        assertThat(memberAddresses()).hasSize(1);
        site.writes();
        world.restart();
        assertThat(site.writes()).isEmpty();
        world.delete(ours).settle();
        assertThat(memberAddresses()).isEmpty();
    }

    private IngressFact held() {
        return (IngressFact) world.held(EDGE.fact());
    }

    private String vip() {
        return site.contrail
                .body(site.of(EDGE.owner(), ContrailTypes.INSTANCE_IP).get(0))
                .path("instance_ip_address")
                .asText();
    }

    private ObjectKey tag() {
        return site.contrail.ofType(ContrailTypes.TAG).stream()
                .filter(tag -> tag.fqName().leaf().startsWith("ingress="))
                .findFirst()
                .orElseThrow();
    }

    private List<String> memberAddresses() {
        return site.contrail.ofType(ContrailTypes.LOADBALANCER_MEMBER).stream()
                .map(member -> site.contrail
                        .body(member)
                        .at("/loadbalancer_member_properties/address")
                        .asText())
                .toList();
    }
}
