package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.endpoints;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.testing.EndpointsBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Services and their members from Kubernetes to Contrail and back, over several looks (spec 02 sections 5 and 6). */
class ServiceCasesTest {
    private static final ServiceBuilder WEB = service("ns1", "web").port("http", "TCP", 80);
    private static final PodBuilder ONE = pod("ns1", "one");
    private static final PodBuilder TWO = pod("ns1", "two");

    private final Site site = new Site();
    private final World world = site.world;

    @Test
    @Spec({"SVC-1", "SVC-27"})
    void aServiceComesAndGoesInOrder() {
        site.settle(WEB.fact());
        assertThat(site.writes())
                .containsExactly(
                        "POST virtual-machine-interface",
                        "POST instance-ip",
                        "POST loadbalancer",
                        "POST loadbalancer-listener",
                        "POST loadbalancer-pool");
        assertThat(addresses()).containsExactly("10.96.3.7");
        world.delete(WEB.fact()).settle();
        assertThat(site.deleted())
                .containsExactly(
                        "loadbalancer-pool",
                        "loadbalancer-listener",
                        "loadbalancer",
                        "instance-ip",
                        "virtual-machine-interface");
        assertThat(site.rest()).isEmpty();
    }

    @Test
    @Spec({"SVC-5", "EP-8"})
    void membersFollowAPortThatComesAndGo() {
        ServiceBuilder both = WEB.port("metrics", "TCP", 9100);
        serve(
                WEB,
                endpoints("ns1", "web")
                        .port("http", "TCP", 8080)
                        .port("metrics", "TCP", 9101)
                        .pod(ONE, "10.47.0.1")
                        .fact());
        assertThat(site.members(WEB.owner())).containsExactly("8080");
        site.settle(both.fact());
        assertThat(site.members(WEB.owner())).containsExactlyInAnyOrder("8080", "9101");
        site.writes();
        site.settle(WEB.fact());
        assertThat(site.deleted()).containsExactly("loadbalancer-member", "loadbalancer-pool", "loadbalancer-listener");
        assertThat(site.members(WEB.owner())).containsExactly("8080");
    }

    @Test
    @Spec("SVC-6")
    void aRenamedPortKeepsItsMembers() {
        serve(WEB, slice("http", 8080, ONE).fact());
        site.writes();
        site.settle(service("ns1", "web").port("web", "TCP", 80).fact());
        site.settle(slice("web", 8080, ONE).fact());
        assertThat(site.writes()).containsExactly("PUT loadbalancer-listener");
    }

    @Test
    @Spec({"SVC-7", "EP-9"})
    void anotherTargetPortComesWhenAllMembersOfTheEarlierHaveGone() {
        serve(WEB, slice("http", 8080, ONE, TWO).fact(), TWO);
        site.writes();
        site.settle(slice("http", 9090, ONE, TWO).fact());
        assertThat(site.writes())
                .filteredOn(write -> write.endsWith("member"))
                .containsExactly(
                        "DELETE loadbalancer-member",
                        "DELETE loadbalancer-member",
                        "POST loadbalancer-member",
                        "POST loadbalancer-member");
        assertThat(site.members(WEB.owner())).containsExactly("9090", "9090");
    }

    @Test
    @Spec({"SVC-9", "SVC-10", "SVC-11"})
    void aServiceWithoutAnAddressHasNothing() {
        site.settle(WEB.fact()).settle(WEB.type(Type.EXTERNAL_NAME).clusterIps().fact());
        assertThat(site.rest()).isEmpty();
        site.settle(WEB.clusterIps("10.96.3.8").fact());
        assertThat(addresses()).containsExactly("10.96.3.8");
        site.settle(WEB.clusterIps("10.96.3.9").fact());
        assertThat(addresses()).containsExactly("10.96.3.9");
        site.settle(WEB.headless().fact());
        assertThat(site.rest()).isEmpty();
    }

    @Test
    @Spec({"SVC-12", "SVC-15", "SVC-17", "SVC-18"})
    void aPublicAddressIsGivenShownAndTakenBack() {
        ServiceBuilder exposed = WEB.loadBalancer("");
        site.settle(exposed.fact());
        String address = site.contrail
                .body(site.of(WEB.owner(), ContrailTypes.FLOATING_IP).get(0))
                .path("floating_ip_address")
                .asText();
        assertThat(held(exposed).statusAddresses()).containsExactly(address);
        site.writes();
        for (int i = 0; i < 10; i++) {
            world.repeat(exposed.fact());
        }
        world.settle().restart();
        assertThat(site.writes()).isEmpty();
        site.settle(WEB.type(Type.NODE_PORT).fact());
        assertThat(site.deleted()).containsExactly("floating-ip");
        assertThat(held(WEB).statusAddresses()).isEmpty();
        assertThat(world.writes()).extracting(KubeWrite::place).hasSize(2);
    }

    @Test
    @Spec({"SVC-13", "SVC-14", "SVC-22"})
    void anAddressThatIsTakenIsGivenWhenItIsFree() {
        ServiceBuilder first = WEB.loadBalancer("203.0.113.3");
        ServiceBuilder second = service("ns1", "second")
                .clusterIps("10.96.3.8")
                .port("http", "TCP", 80)
                .loadBalancer("203.0.113.3");
        site.settle(first.fact()).settle(second.fact());
        assertThat(world.reasons(second.fact())).containsExactly("ExternalIPInUse");
        assertThat(site.of(second.owner(), ContrailTypes.LOADBALANCER_POOL)).hasSize(1);
        site.settle(WEB.fact()).world.settle();
        assertThat(held(second).statusAddresses()).containsExactly("203.0.113.3");
        site.settle(second.loadBalancer("198.51.100.1").fact());
        assertThat(world.reasons(second.fact())).contains("ExternalIPNotInPool");
        assertThat(held(second).statusAddresses()).isEmpty();
    }

    @Test
    @Spec("SVC-16")
    void externalAddressesComeAndGoOneByOne() {
        site.settle(WEB.externalIps("203.0.113.2", "203.0.113.3").fact());
        assertThat(site.of(WEB.owner(), ContrailTypes.FLOATING_IP)).hasSize(2);
        site.writes();
        site.settle(WEB.externalIps("203.0.113.3").fact());
        assertThat(site.writes()).containsExactly("DELETE floating-ip");
        site.settle(WEB.externalIps().fact());
        assertThat(site.writes()).containsExactly("DELETE floating-ip");
    }

    @Test
    @Spec("SVC-21")
    void aPoolThatIsMadeIsSeenWithoutAnEvent() {
        var poor = new Site(names());
        ServiceBuilder exposed = WEB.loadBalancer("")
                .fipPool("{'domain':'default-domain','project':'public','network':'public','name':'other'}");
        poor.settle(exposed.fact());
        assertThat(poor.world.reasons(exposed.fact())).containsExactly("FipPoolNotFound");
        poor.contrail.with(new ObjectKey(
                ContrailTypes.FLOATING_IP_POOL, Site.POOL.fqName().parent().child("other")));
        poor.world.settle();
        assertThat(poor.of(WEB.owner(), ContrailTypes.FLOATING_IP)).hasSize(1);
    }

    @Test
    @Spec({"SVC-23", "SVC-24", "SVC-28"})
    void theWayToTheApiStaysThroughARestart() {
        site.contrail
                .body(ObjectNames.VROUTER_CONFIG)
                .set("linklocal_services", object("{linklocal_service_entry: [{linklocal_service_name: 'metadata'}]}"));
        ServiceBuilder api =
                service("default", "kubernetes").clusterIps("10.96.0.1").port("https", "TCP", 443);
        site.settle(
                api.fact(),
                service("ns1", "kubernetes")
                        .clusterIps("10.96.0.2")
                        .port("https", "TCP", 443)
                        .fact());
        assertThat(links()).hasSize(2).anyMatch(name -> name.equals("default-domain-k8s-default-kubernetes-443"));
        site.writes();
        world.restart();
        assertThat(site.writes()).isEmpty();
        world.killAll().deleteUnseen(api.fact()).list().settle();
        assertThat(links()).containsExactly("metadata");
    }

    @Test
    @Spec({"SVC-26", "SVC-8"})
    void afterACrashThereIsOneOfEach() {
        site.dyingAfter(1);
        site.settle(WEB.port("sctp", "SCTP", 81).fact());
        assertThat(site.writes()).hasSize(5).doesNotHaveDuplicates();
        assertThat(world.reasons(WEB.fact())).contains("UnsupportedProtocol");
    }

    @Test
    @Spec("SVC-29")
    void aForeignLoadBalancerIsNotTouched() {
        var theirs = new ObjectKey(
                ContrailTypes.LOADBALANCER, site.names.project("ns1").fqName().child("theirs"));
        site.contrail.with(theirs);
        site.settle(WEB.fact());
        world.restart().deleteWithin("ns1").settle();
        assertThat(site.contrail.has(theirs)).isTrue();
    }

    @Test
    @Spec("SVC-31")
    void aServiceOfTheSameAddressFollowsTheEarlier() {
        site.settle(WEB.fact());
        ServiceBuilder next = WEB.uid("another");
        site.settle(next.fact());
        assertThat(addresses()).containsExactly("10.96.3.7");
        assertThat(site.contrail.uuid(
                        site.of(next.owner(), ContrailTypes.LOADBALANCER).get(0)))
                .isEqualTo(next.fact().id().uid());
        assertThat(site.contrail.ofType(ContrailTypes.LOADBALANCER)).hasSize(1);
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec("SVC-33")
    void anAddressThatCannotBeGivenHoldsUpNobodyElse() {
        ServiceBuilder strange =
                service("ns1", "strange").clusterIps("192.0.2.1").port("http", "TCP", 80);
        site.settle(strange.fact(), WEB.fact());
        assertThat(world.reasons(strange.fact())).containsExactly("AddressAllocationFailed");
        assertThat(site.of(WEB.owner(), ContrailTypes.LOADBALANCER_POOL)).hasSize(1);
    }

    @Test
    @Spec({"EP-1", "EP-3", "EP-4", "EP-5", "EP-6"})
    void membersFollowTheSlices() {
        serve(WEB, slice("http", 8080, ONE).fact(), TWO);
        ObjectKey port =
                site.of(ONE.owner(), ContrailTypes.VIRTUAL_MACHINE_INTERFACE).get(0);
        assertThat(tags(port)).anyMatch(tag -> tag.startsWith("k8s-svc=web"));
        site.writes();
        site.settle(slice("http", 8080, ONE, TWO).fact());
        assertThat(site.writes()).contains("POST loadbalancer-member").doesNotContain("DELETE loadbalancer-member");
        site.settle(slice("http", 8080, TWO).fact());
        assertThat(site.members(WEB.owner())).hasSize(1);
        assertThat(tags(port)).noneMatch(tag -> tag.startsWith("k8s-svc"));
        world.delete(slice("http", 8080, TWO).fact()).settle();
        assertThat(site.members(WEB.owner())).isEmpty();
        assertThat(site.of(WEB.owner(), ContrailTypes.LOADBALANCER_POOL)).hasSize(1);
    }

    @Test
    @Spec({"EP-10", "EP-11"})
    void inWhateverOrderTheyComeTheMemberIsThereInTheEnd() {
        site.settle(slice("http", 8080, ONE).fact());
        site.settle(WEB.fact());
        assertThat(site.members(WEB.owner())).isEmpty();
        site.settle(ONE.fact());
        assertThat(site.members(WEB.owner())).hasSize(1);
    }

    @Test
    @Spec({"EP-14", "EP-15"})
    void membersGoWithTheirPodOrService() {
        serve(WEB, slice("http", 8080, ONE).fact());
        world.delete(ONE.fact()).settle();
        assertThat(site.members(WEB.owner())).isEmpty();
        site.settle(ONE.uid("next").fact())
                .settle(slice("http", 8080, ONE.uid("next")).fact());
        assertThat(site.members(WEB.owner())).hasSize(1);
        site.writes();
        world.delete(WEB.fact()).settle().delete(slice("http", 8080).fact()).settle();
        assertThat(site.deleted()).containsSubsequence("loadbalancer-member", "loadbalancer-pool");
        assertThat(world.unrest()).isEmpty();
    }

    @Test
    @Spec({"EP-19", "EP-20", "EP-30", "EP-31"})
    void fiftyPodsInTwoSlicesComeAndGo() {
        List<PodBuilder> pods =
                IntStream.range(0, 50).mapToObj(i -> pod("ns1", "p" + i)).toList();
        pods.forEach(one -> world.apply(one.fact()));
        var all = slice("http", 8080, pods.toArray(PodBuilder[]::new));
        site.failing(ContrailTypes.LOADBALANCER_MEMBER);
        site.settle(WEB.fact(), all.fact());
        site.back();
        world.settle();
        assertThat(site.members(WEB.owner())).hasSize(50);
        var moved = slice("http", 8080, pods.get(0)).slice("other");
        site.settle(moved.fact());
        site.writes();
        site.settle(all.withoutEndpoints().fact());
        assertThat(site.members(WEB.owner())).hasSize(1);
        site.settle(all.fact());
        world.delete(moved.fact()).settle();
        assertThat(site.members(WEB.owner())).hasSize(50);
        assertThat(site.contrail.ofType(ContrailTypes.LOADBALANCER_MEMBER)).hasSize(50);
    }

    private void serve(ServiceBuilder served, KubeFact slice, PodBuilder... more) {
        for (PodBuilder one : more) {
            world.apply(one.fact());
        }
        site.settle(ONE.fact(), served.fact(), slice);
    }

    private static EndpointsBuilder slice(String port, int number, PodBuilder... pods) {
        var slice = endpoints("ns1", "web").port(port, "TCP", number);
        for (int i = 0; i < pods.length; i++) {
            slice = slice.pod(pods[i], "10.47.0." + (i + 1));
        }
        return slice;
    }

    private ServiceFact held(ServiceBuilder service) {
        return (ServiceFact) world.held(service.fact());
    }

    private List<String> addresses() {
        return site.contrail.ofType(ContrailTypes.INSTANCE_IP).stream()
                .map(ip -> site.contrail.body(ip).path("instance_ip_address").asText())
                .toList();
    }

    private List<String> tags(ObjectKey port) {
        return Contrail.targets(site.contrail.body(port), ContrailTypes.TAG).stream()
                .map(tag -> tag.fqName().leaf())
                .toList();
    }

    private List<String> links() {
        return site.contrail.body(ObjectNames.VROUTER_CONFIG).findValuesAsText("linklocal_service_name");
    }
}
