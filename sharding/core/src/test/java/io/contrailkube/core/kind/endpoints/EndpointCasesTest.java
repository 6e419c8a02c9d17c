package io.contrailkube.core.kind.endpoints;

import static io.contrailkube.core.testing.Given.endpoints;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.EndpointsBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.workload.Want;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** From endpoints to members of load balancers (spec 02 sections 6 and 11.3). */
class EndpointCasesTest {
    private final SettingsBuilder settings = settings();
    private final Cast cast = new Cast(settings.names());
    private final ServiceBuilder web = service("shop", "web").port("http", "TCP", 80);
    private final PodBuilder a = pod("shop", "a");
    private final PodBuilder b = pod("shop", "b");
    private final EndpointsBuilder slice = endpoints("shop", "web").port("http", "TCP", 8080);

    private static OwnerKey member(String service, PodBuilder pod) {
        return EndpointIndex.member(service, pod.fact().id().uid());
    }

    private void bothServed() {
        cast.running(a, "10.47.0.1").running(b, "10.47.0.2").with(web.fact());
        cast.with(slice.pod(a, "10.47.0.1").pod(b, "10.47.0.2").fact()).settle();
    }

    @Test
    @Spec("EP-1")
    void aReadyPodIsAMember() {
        cast.running(a, "10.47.0.1").with(web.fact(), slice.pod(a, "10.47.0.1").fact());
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
        assertThat(cast.index().servicesOf(a.fact().id().uid())).containsExactly("web");

        ContrailObject one = cast.want("web", a).objects().get(0);
        String port =
                new WorkloadNames(settings.names()).podInterfaceUuid(a.fact().id(), 0);
        assertThat(one.key().fqName().leaf()).isEqualTo(one.uuid());
        assertThat(one.properties())
                .hasToString("{\"id_perms\":{\"enable\":true},\"loadbalancer_member_properties\":{\"address\":null,"
                        + "\"protocol_port\":8080,\"admin_state\":true,\"weight\":1,\"subnet_id\":null,"
                        + "\"status\":null,\"status_description\":null}}");
        assertThat(DesiredObjects.of(cast.want("web", a).objects()).annotations(one.key()))
                .containsEntry("vmi", port)
                .containsEntry("vm", a.fact().id().uid())
                .containsEntry("kind", "Service")
                .containsEntry("name", "web");
        assertThat(Schema.read().faults(one)).isEmpty();
    }

    @Test
    @Spec("EP-2")
    void theSameAgainIsNoWork() {
        bothServed();
        cast.with(slice.pod(a, "10.47.0.1").pod(b, "10.47.0.2").fact());
        assertThat(cast.touched()).isEmpty();
        assertThat(cast.settle()).isZero();
        assertThat(cast.restart().settle()).isZero();
    }

    @Test
    @Spec("EP-3")
    void aSecondPodConcernsNobodyElse() {
        cast.running(a, "10.47.0.1")
                .running(b, "10.47.0.2")
                .with(web.fact(), slice.pod(a, "10.47.0.1").fact());
        cast.settle();
        cast.with(slice.pod(a, "10.47.0.1").pod(b, "10.47.0.2").fact());
        assertThat(cast.touched()).containsExactlyInAnyOrder(member("web", b), b.owner());
        assertThat(cast.settle()).isEqualTo(1);
        assertThat(cast.members()).containsExactly("web:80->a:8080", "web:80->b:8080");
    }

    @Test
    @Spec("EP-4")
    void aPodThatIsNotReadyIsNoMember() {
        bothServed();
        cast.with(slice.pod(b, "10.47.0.2").fact());
        assertThat(cast.touched()).containsExactlyInAnyOrder(member("web", a), a.owner());
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->b:8080");
        assertThat(cast.index().servicesOf(a.fact().id().uid())).isEmpty();
    }

    @Test
    @Spec({"EP-5", "EP-6"})
    void withoutEndpointsThereAreNoMembers() {
        bothServed();
        cast.with(slice.fact()).settle();
        assertThat(cast.members()).isEmpty();
        cast.with(slice.pod(a, "10.47.0.1").fact()).settle();
        cast.without(slice.fact()).settle();
        assertThat(cast.members()).isEmpty();
        assertThat(cast.want(web.owner()).objects()).hasSize(5);
    }

    @Test
    @Spec("EP-7")
    void everyGroupHasItsOwnPorts() {
        cast.running(a, "10.47.0.1").running(b, "10.47.0.2");
        cast.with(web.port("metrics", "TCP", 9100).fact());
        cast.with(slice.pod(a, "10.47.0.1")
                        .andGroup()
                        .port("metrics", "TCP", 9999)
                        .pod(b, "10.47.0.2")
                        .fact())
                .settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080", "web:9100->b:9999");
    }

    @Test
    @Spec({"EP-8", "SVC-5"})
    void aPortAddedLaterGetsItsMembers() {
        cast.running(a, "10.47.0.1").with(web.fact());
        cast.with(slice.port("metrics", "TCP", 9999).pod(a, "10.47.0.1").fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
        cast.with(web.port("metrics", "TCP", 9100).fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080", "web:9100->a:9999");
        cast.with(web.fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
    }

    @Test
    @Spec({"EP-9", "SVC-7"})
    void anotherTargetPortBeginsWhenTheOldOneIsGone() {
        bothServed();
        EndpointsBuilder other = endpoints("shop", "web").port("http", "TCP", 9090);
        cast.with(other.pod(a, "10.47.0.1").pod(b, "10.47.0.2").fact());
        assertThat(cast.plan(member("web", a))).isTrue();
        assertThat(cast.members()).containsExactly("web:80->b:8080");
        assertThat(cast.plan(member("web", a))).isFalse();
        assertThat(cast.want("web", a).waitsFor()).contains("another port");
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->a:9090", "web:80->b:9090");
    }

    @Test
    @Spec("EP-10")
    void endpointsMayComeBeforeTheService() {
        cast.running(a, "10.47.0.1").with(slice.pod(a, "10.47.0.1").fact()).settle();
        assertThat(cast.members()).isEmpty();
        cast.with(web.fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
    }

    @Test
    @Spec("EP-11")
    void endpointsMayComeBeforeThePod() {
        cast.with(web.fact(), a.fact(), slice.pod(a, "10.47.0.1").fact()).settle();
        assertThat(cast.want("web", a).waitsFor()).contains("pod a");
        cast.running(a, "10.47.0.1").settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
    }

    @Test
    @Spec("EP-12")
    void ofSeveralInterfacesTheOneWithTheAddressIsTheMember() {
        cast.running(a, 0, "10.47.0.1").running(a, 1, "192.168.7.7").with(web.fact());
        cast.with(slice.pod(a, "192.168.7.7").fact()).settle();
        assertThat(DesiredObjects.of(cast.want("web", a).objects())
                        .annotations(cast.want("web", a).objects().get(0).key()))
                .containsEntry(
                        "vmi",
                        new WorkloadNames(settings.names())
                                .podInterfaceUuid(a.fact().id(), 1));
        assertThat(cast.members()).hasSize(1);
    }

    @Test
    @Spec("EP-13")
    void leavingOneServiceConcernsNoOther() {
        ServiceBuilder second =
                service("shop", "second").clusterIps("10.96.3.8").port("http", "TCP", 80);
        EndpointsBuilder others = endpoints("shop", "second").slice("second-1").port("http", "TCP", 8080);
        cast.running(a, "10.47.0.1").with(web.fact(), second.fact());
        cast.with(slice.pod(a, "10.47.0.1").fact(), others.pod(a, "10.47.0.1").fact())
                .settle();
        assertThat(cast.members()).containsExactly("second:80->a:8080", "web:80->a:8080");
        cast.with(others.fact());
        assertThat(cast.touched()).containsExactlyInAnyOrder(member("second", a), a.owner());
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
        assertThat(cast.index().servicesOf(a.fact().id().uid())).containsExactly("web");
    }

    @Test
    @Spec("EP-14")
    void aPodThatIsGoneIsNoMember() {
        bothServed();
        cast.without(a.fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->" + b.fact().id().name() + ":8080");
        assertThat(cast.want("web", a).stance()).isEqualTo(Want.Stance.GONE);
        cast.with(b.completed().fact()).settle();
        assertThat(cast.members()).isEmpty();
    }

    @Test
    @Spec("EP-15")
    void endpointsMayGoAfterTheService() {
        bothServed();
        cast.without(web.fact()).settle();
        assertThat(cast.members()).isEmpty();
        assertThat(cast.stage.standing(web.owner())).isEmpty();
        assertThat(cast.without(slice.fact()).settle()).isZero();
    }

    @Test
    @Spec("EP-16")
    void aMachineOfTheCloudBelowMayBeAMember() {
        FqName hosts = FqName.of("default-domain", "admin", "hosts");
        Cast nested = new Cast(settings().nested(hosts).names());
        ObjectKey network = new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, hosts);
        ObjectKey port = ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "d", "p", "eth0");
        nested.stage
                .missing(new Question.InterfaceAt(settings.names().defaultPodNetwork(), "10.1.1.1"))
                .seeing(
                        new Question.InterfaceAt(network, "10.1.1.1"),
                        new Actual(port, "u-eth0", object("{virtual_machine_refs: [{to: ['vm'], uuid: 'u-vm'}]}")));
        nested.with(web.fact(), slice.address("10.1.1.1").fact()).settle();
        Want want = nested.want(EndpointIndex.member("web", "ip:10.1.1.1"));
        assertThat(DesiredObjects.of(want.objects())
                        .annotations(want.objects().get(0).key()))
                .containsEntry("vm", "u-vm")
                .containsEntry("vmi", "u-eth0");
    }

    @Test
    @Spec("EP-17")
    void aPodOnTheNetworkOfItsHostIsAMemberIfThatIsAllowed() {
        EndpointsBuilder host = slice.pod(a, "10.0.0.5");
        cast.with(web.fact(), host.fact()).settle();
        assertThat(cast.members()).isEmpty();

        Cast allowed = new Cast(settings().hostNetworkService(true).names());
        ObjectKey vhost = ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "g", "node-1", "vhost0");
        allowed.stage.seeing(new Question.HostInterface("10.0.0.5"), new Actual(vhost, "u-vhost0", object("{}")));
        allowed.with(web.fact(), host.fact()).settle();
        Want want = allowed.want("web", a);
        assertThat(DesiredObjects.of(want.objects())
                        .annotations(want.objects().get(0).key()))
                .containsEntry("vm", a.fact().id().uid())
                .containsEntry("vmi", "u-vhost0");
    }

    @Test
    @Spec("EP-18")
    void anAddressOutsideOfTheClusterIsToldOnce() {
        var nowhere = new Question.InterfaceAt(settings.names().defaultPodNetwork(), "192.0.2.8");
        cast.stage.missing(nowhere);
        cast.with(web.withoutSelector().fact());
        cast.with(slice.address("192.0.2.8").fact());
        assertThat(cast.touched()).contains(web.owner());
        cast.settle();
        assertThat(cast.members()).isEmpty();
        Want want = cast.want(web.owner());
        assertThat(want.objects()).hasSize(5);
        assertThat(want.problems()).extracting(Problem::reason).containsExactly("EndpointUnmatched");
        cast.without(slice.fact());
        assertThat(cast.touched()).contains(web.owner());
        assertThat(cast.want(web.owner()).problems()).isEmpty();
    }

    @Test
    @Spec("EP-19")
    void membersFollowTheNumberOfPods() {
        EndpointsBuilder many = slice;
        for (int pod = 0; pod < 50; pod++) {
            PodBuilder one = pod("shop", "p" + pod);
            cast.running(one, "10.47.1." + pod);
            many = many.pod(one, "10.47.1." + pod);
        }
        cast.with(web.fact());
        for (int turn = 0; turn < 3; turn++) {
            cast.with(many.fact()).settle();
            assertThat(cast.members()).hasSize(50);
            cast.with(many.withoutEndpoints().fact()).settle();
            assertThat(cast.members()).isEmpty();
        }
    }

    @Test
    @Spec("EP-20")
    void membersDoNotWaitForEachOther() {
        bothServed();
        cast.stage.clear(member("web", a));
        assertThat(cast.want("web", b).waitsFor()).isEmpty();
        assertThat(cast.settle()).isEqualTo(1);
        assertThat(cast.members()).hasSize(2);
    }

    @Test
    @Spec("EP-21")
    void endpointsOfAHeadlessServiceAreOfNoInterest() {
        cast.running(a, "10.47.0.1")
                .with(web.headless().fact(), slice.pod(a, "10.47.0.1").fact());
        assertThat(cast.settle()).isZero();
        assertThat(cast.want("web", a)).isEqualTo(Want.nothing());
        assertThat(cast.want(web.owner()).problems()).isEmpty();
    }

    @Test
    @Spec("EP-30")
    void slicesAddUp() {
        cast.running(a, "10.47.0.1").running(b, "10.47.0.2").with(web.fact());
        EndpointsBuilder second = slice.slice("web-2").pod(b, "10.47.0.2");
        cast.with(slice.pod(a, "10.47.0.1").fact(), second.fact()).settle();
        assertThat(cast.members()).hasSize(2);
        cast.without(second.fact()).settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080");
    }

    @Test
    @Spec("EP-31")
    void anEndpointThatMovesBetweenSlicesStaysAMember() {
        bothServed();
        cast.with(slice.slice("web-2").pod(a, "10.47.0.1").fact());
        assertThat(cast.touched()).isEmpty();
        cast.with(slice.pod(b, "10.47.0.2").fact());
        assertThat(cast.touched()).isEmpty();
        assertThat(cast.settle()).isZero();
        assertThat(cast.members()).hasSize(2);
    }

    @Test
    @Spec("EP-34")
    void thereMayBeMoreThanAThousand() {
        for (int some = 0; some < 15; some++) {
            EndpointsBuilder hundred = slice.slice("web-" + some);
            for (int pod = 0; pod < 100; pod++) {
                PodBuilder one = pod("shop", "p" + some + '-' + pod);
                cast.running(one, "10.47." + some + '.' + pod);
                hundred = hundred.pod(one, "10.47." + some + '.' + pod);
            }
            cast.with(hundred.fact());
        }
        cast.with(web.fact());
        cast.settle();
        assertThat(cast.members()).hasSize(1500);
        cast.with(slice.truncated().fact());
        assertThat(cast.touched()).containsExactly(web.owner());
        assertThat(cast.want(web.owner()).problems())
                .extracting(Problem::reason)
                .containsExactly("EndpointUnmatched");
    }

    @Test
    @Spec("SVC-6")
    void aRenamedPortKeepsItsMembersWhateverIsHeardOfFirst() {
        bothServed();
        cast.with(web.withoutPorts().port("www", "TCP", 80).fact());
        assertThat(cast.settle()).isEqualTo(1); // the listener's annotation
        cast.with(endpoints("shop", "web")
                .port("www", "TCP", 8080)
                .pod(a, "10.47.0.1")
                .pod(b, "10.47.0.2")
                .fact());
        assertThat(cast.settle()).isZero();
        assertThat(cast.members()).hasSize(2);
    }

    @Test
    void oneTargetPortIsServedAndTheOwnerIsToldOfOthers() {
        PodBuilder c = pod("shop", "c");
        bothServed();
        cast.running(c, "10.47.0.3");
        cast.with(slice.slice("web-2").port("http", "TCP", 8080).fact());
        cast.with(endpoints("shop", "web")
                .slice("web-3")
                .port("http", "TCP", 9090)
                .pod(c, "10.47.0.3")
                .fact());
        assertThat(cast.touched()).contains(web.owner(), member("web", c)).doesNotContain(member("web", a));
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->a:8080", "web:80->b:8080");
        assertThat(cast.want(web.owner()).problems())
                .extracting(Problem::reason)
                .containsExactly("MixedTargetPorts");
        cast.with(slice.fact());
        assertThat(cast.touched()).contains(web.owner(), member("web", c));
        cast.settle();
        assertThat(cast.members()).containsExactly("web:80->c:9090");
        assertThat(cast.want(web.owner()).problems()).isEmpty();
    }

    @Test
    @Spec("DS-2")
    void endpointsOfAFamilyThatTheServiceHasNotAreNoMembers() {
        cast.running(a, "10.47.0.1").with(web.fact());
        cast.with(slice.slice("six").addressType("IPv6").pod(a, "fd00::1").fact())
                .settle();
        assertThat(cast.members()).isEmpty();
        assertThat(cast.want(web.owner()).problems()).isEmpty();

        Cast dual =
                new Cast(settings().serviceSubnets("10.96.0.0/12", "fd00::/108").names());
        dual.running(a, "10.47.0.1").with(web.clusterIps("10.96.3.7", "fd00::7").fact());
        dual.with(slice.slice("six").addressType("IPv6").pod(a, "fd00::1").fact());
        dual.with(slice.pod(a, "10.47.0.1").fact()).settle();
        assertThat(dual.members()).containsExactly("web:80->a:8080");
    }

    @Test
    @Spec("SVC-11")
    void membersGoBeforeTheAddressChangesAndComeBack() {
        bothServed();
        cast.with(web.clusterIps("10.96.9.9").fact());
        var seen = new ArrayList<Integer>();
        cast.watch(now -> seen.add(now.members().size()));
        cast.settle();
        assertThat(seen).contains(0);
        assertThat(cast.members()).hasSize(2);
    }

    @Test
    void anIsolatedNamespaceLooksForAddressesInItsOwnNetwork() {
        Cast isolated = new Cast(settings.names(), namespace("shop").isolated());
        isolated.stage.seeing(settings.names().serviceNetwork("shop"), "{}");
        isolated.stage.seeing(
                new Question.InterfaceAt(settings.names().podNetwork("shop"), "10.47.9.9"),
                new Actual(ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "d", "p", "x"), "u-x", object("{}")));
        isolated.with(web.withoutSelector().fact(), slice.address("10.47.9.9").fact())
                .settle();
        assertThat(isolated.members()).containsExactly("web:80->ip:10.47.9.9:8080");
    }
}
