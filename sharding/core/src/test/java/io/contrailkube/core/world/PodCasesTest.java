package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.attachment;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.TagNames;
import io.contrailkube.core.testing.PodBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pods from Kubernetes to Contrail and back, over several looks (spec 02 section 4). */
class PodCasesTest {
    private static final PodBuilder WEB = pod("ns1", "web");
    /** The first pod of a namespace brings the tag that all pods bear. */
    private static final List<String> MADE = List.of(
            "POST tag",
            "POST virtual-machine",
            "POST virtual-machine-interface",
            "POST instance-ip",
            "ref-update virtual-router");

    private final Site site = new Site();
    private final World world = site.world;

    @Test
    @Spec({"POD-1", "POD-2", "POD-5"})
    void aPodGetsItsObjectsAndItsLinkLast() {
        site.settle(WEB.fact());
        assertThat(site.writes()).isEqualTo(MADE);
        assertThat(machines(Site.NODE_1)).hasSize(1);
        assertThat(world.served("Pod")).containsExactly("ns1");
    }

    @Test
    @Spec({"POD-4", "EP-2"})
    void whatIsKnownCostsNothingAgain() {
        site.settle(WEB.fact()).writes();
        world.repeat(WEB.fact()).list().settle();
        world.restart().audit();
        assertThat(site.writes()).isEmpty();
    }

    @Test
    @Spec("POD-1")
    void noPodCostsMoreThanItsObjects() {
        site.settle(
                IntStream.range(0, 20).mapToObj(i -> pod("ns1", "p" + i).fact()).toArray(KubeFact[]::new));
        assertThat(site.writes()).hasSize(1 + 20 * (MADE.size() - 1));
        world.deleteWithin("ns1").settle();
        assertThat(site.rest()).isEmpty();
    }

    @Test
    @Spec("POD-10")
    void abrokenAnnotationHoldsUpNobodyElse() {
        PodBuilder broken = WEB.network("{domain:x");
        site.settle(broken.fact(), pod("ns1", "other").fact());
        assertThat(site.of(broken.owner(), ContrailTypes.VIRTUAL_MACHINE)).isEmpty();
        assertThat(world.reasons(broken.fact())).containsExactly("InvalidAnnotation");
        assertThat(machines(Site.NODE_1)).hasSize(1);
    }

    @Test
    @Spec("POD-11")
    void aNetworkThatAppearsIsSeenWithoutAnEvent() {
        ObjectKey network = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "shop", "blue");
        PodBuilder waiting = WEB.network("{'domain':'default-domain','project':'shop','name':'blue'}");
        site.settle(waiting.fact());
        assertThat(site.writes()).isEmpty();
        assertThat(world.reasons(waiting.fact())).containsExactly("NetworkNotFound");
        assertThat(world.view("ns1").waits()).hasSize(1);

        site.contrail.with(network, Site.own("192.168.0.0", 24));
        world.settle();
        assertThat(site.writes()).isEqualTo(MADE);
        assertThat(world.reasons(waiting.fact())).contains("Recovered");
    }

    @Test
    @Spec({"POD-12", "SVC-3", "ING-25"})
    void aPodBeforeItsNamespaceWaitsForIt() {
        PodBuilder early = pod("ns2", "early");
        site.settle(early.fact());
        assertThat(site.writes()).isEmpty();
        world.apply(namespace("ns2")).settle();
        assertThat(site.writes()).containsSubsequence(MADE);
    }

    @Test
    @Spec({"POD-13", "POD-14"})
    void whateverFailsOrDiesThereIsOneOfEach() {
        site.failing(ContrailTypes.VIRTUAL_MACHINE_INTERFACE);
        site.settle(WEB.fact());
        assertThat(site.rest()).hasSize(1);
        site.back();
        site.dyingAfter(2);
        world.settle();
        assertThat(site.writes()).isEqualTo(MADE);
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec({"POD-15", "POD-16"})
    void aRouterThatAppearsIsLinkedAlsoAfterARestart() {
        PodBuilder lost = WEB.on("node-9", "10.0.0.9");
        site.settle(lost.fact());
        assertThat(world.reasons(lost.fact())).containsExactly("VRouterNotFound");
        assertThat(site.writes()).isEqualTo(MADE.subList(0, 4));
        world.restart();
        ObjectKey renamed = Site.router("Node-9.example.com");
        site.contrail.with(renamed, object("{virtual_router_ip_address: '10.9.9.9'}"));
        world.settle();
        assertThat(site.writes()).containsExactly("ref-update virtual-router");
        assertThat(machines(renamed)).hasSize(1);
    }

    @Test
    @Spec({"POD-17", "POD-18"})
    void tagsFollowLabelsOfPodAndNamespace() {
        site.settle(WEB.label("app", "a").fact());
        ObjectKey port =
                site.of(WEB.owner(), ContrailTypes.VIRTUAL_MACHINE_INTERFACE).get(0);
        site.settle(WEB.label("app", "b").fact());
        assertThat(tags(port)).contains(TagNames.tag("app", "b")).doesNotContain(TagNames.tag("app", "a"));
        assertThat(site.contrail.has(TagNames.tag("app", "a"))).isFalse();
        site.settle(WEB.fact());
        assertThat(tags(port)).noneMatch(tag -> tag.fqName().leaf().startsWith("app="));
        world.apply(namespace("ns1").label("team", "blue")).settle();
        assertThat(tags(port)).contains(TagNames.tag("team", "blue"));
        world.apply(namespace("ns1")).settle();
        assertThat(tags(port)).doesNotContain(TagNames.tag("team", "blue"));
    }

    @Test
    @Spec({"POD-19", "POD-20"})
    void aPodGoesInOrderWhoeverPointsToIt() {
        site.settle(WEB.fact());
        ObjectKey port =
                site.of(WEB.owner(), ContrailTypes.VIRTUAL_MACHINE_INTERFACE).get(0);
        var foreign =
                new ObjectKey(ContrailTypes.FLOATING_IP, Site.POOL.fqName().child("theirs"));
        site.contrail.with(foreign);
        site.contrail.refer(foreign, "virtual_machine_interface_refs", port, null);
        site.writes();
        world.delete(WEB.fact()).settle();
        assertThat(site.writes())
                .containsExactly(
                        "ref-update virtual-router",
                        "DELETE instance-ip",
                        "ref-update floating-ip",
                        "DELETE virtual-machine-interface",
                        "DELETE virtual-machine",
                        "DELETE tag",
                        // The namespace's label is published as this tag, too.
                        "DELETE tag",
                        "POST tag");
        assertThat(site.contrail.has(foreign)).isTrue();
        assertThat(machines(Site.NODE_1)).isEmpty();
    }

    @Test
    @Spec("POD-21")
    void aDeletionWaitsUntilContrailIsBack() {
        site.settle(WEB.fact());
        site.failing(ContrailTypes.VIRTUAL_MACHINE);
        world.delete(WEB.fact()).settle();
        assertThat(site.rest()).isNotEmpty();
        site.back();
        world.settle();
        assertThat(site.rest()).isEmpty();
    }

    @Test
    @Spec({"POD-22", "POD-23", "WA-11"})
    void whatVanishedUnseenGoesAfterTheFirstCompleteListAndNotBefore() {
        ObjectKey foreign = ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE, "theirs");
        site.contrail.with(foreign, object("{annotations: {key_value_pair: [{key: 'cluster', value: 'other'}]}}"));
        site.settle(WEB.fact(), pod("ns1", "stays").fact());
        world.killAll().deleteUnseen(WEB.fact());
        List.of(
                        "Namespace",
                        "Service",
                        "EndpointSlice",
                        "Ingress",
                        "IngressClass",
                        "NetworkAttachmentDefinition",
                        "NetworkPolicy")
                .forEach(world::list);
        world.settle();
        assertThat(machines(Site.NODE_1))
                .as("the list of pods has failed so far")
                .hasSize(2);
        world.list("Pod").settle();
        assertThat(machines(Site.NODE_1)).hasSize(1);
        assertThat(site.contrail.has(foreign)).isTrue();
    }

    @Test
    @Spec({"POD-24", "WA-10"})
    void aPodOfTheSameNameTakesOverWhenTheEarlierHasGone() {
        site.settle(WEB.fact());
        PodBuilder next = WEB.uid("another");
        world.apply(next.fact()).repeat(next.fact()).settle();
        List<ObjectKey> machines = site.contrail.ofType(ContrailTypes.VIRTUAL_MACHINE);
        assertThat(machines).hasSize(1);
        assertThat(site.contrail.uuid(machines.get(0)))
                .isEqualTo(next.fact().id().uid());
        assertThat(machines(Site.NODE_1)).hasSize(1);
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec("POD-25")
    void aPodThatHasStoppedGivesItsAddressBack() {
        site.settle(WEB.fact()).settle(WEB.completed().fact());
        assertThat(site.rest()).isEmpty();
        site.writes();
        world.delete(WEB.fact()).settle();
        assertThat(site.writes()).isEmpty();
    }

    @Test
    @Spec({"POD-30", "POD-31", "POD-32"})
    void aPodOfManyNetworksIsLinkedWhenItHasThemAll() {
        PodBuilder many = WEB.networks("a, ns2/b, c");
        world.apply(namespace("ns2"));
        site.settle(
                attachment("ns1", "a").cidr("192.168.1.0/24").fact(),
                attachment("ns1", "c").plugin("bridge").cidr("192.168.9.0/24").fact(),
                many.fact());
        assertThat(world.reasons(many.fact())).contains("NetworkNotFound");
        assertThat(machines(Site.NODE_1)).isEmpty();
        site.settle(attachment("ns2", "b").cidr("192.168.2.0/24").fact());
        List<ObjectKey> ports = site.of(many.owner(), ContrailTypes.VIRTUAL_MACHINE_INTERFACE);
        assertThat(ports).hasSize(3);
        assertThat(ports)
                .extracting(port -> site.contrail.body(port).toString())
                .anyMatch(text -> text.contains("0/3"))
                .anyMatch(text -> text.contains("2/3"));
        assertThat(machines(Site.NODE_1)).hasSize(1);
        assertThat(world.writes()).hasSize(1);
        assertThat(world.held(many.fact()).toString()).contains("cluster-wide-default", "192.168.1.", "192.168.2.");
    }

    @Test
    @Spec("POD-33")
    void anAdditionalNetworkStaysAsLongAsAPodUsesIt() {
        var blue = attachment("ns1", "blue").cidr("192.168.1.0/24");
        site.settle(blue.fact(), WEB.networks("blue").fact());
        int before = site.contrail.ofType(ContrailTypes.VIRTUAL_NETWORK).size();
        world.delete(blue.fact()).settle();
        assertThat(site.contrail.ofType(ContrailTypes.VIRTUAL_NETWORK)).hasSize(before);
        assertThat(world.reasons()).contains("NetworkInUse");
        world.delete(WEB.fact()).settle();
        assertThat(site.contrail.ofType(ContrailTypes.VIRTUAL_NETWORK)).hasSize(before - 1);
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec({"POD-35", "NS-43"})
    void aPodOfAnIsolatedNamespaceWaitsForItsNetwork() {
        site.failing(ContrailTypes.VIRTUAL_NETWORK);
        world.apply(namespace("ns2").isolated());
        site.settle(pod("ns2", "web").fact());
        assertThat(site.rest()).isEmpty();
        site.back();
        world.settle();
        ObjectKey port =
                site.contrail.ofType(ContrailTypes.VIRTUAL_MACHINE_INTERFACE).get(0);
        assertThat(Contrail.targets(site.contrail.body(port), ContrailTypes.VIRTUAL_NETWORK))
                .containsExactly(site.names.podNetwork("ns2"));
    }

    @Test
    @Spec("POD-36")
    void aFreedAddressGoesToThePodThatWaits() {
        ObjectNames small = settings().podSubnets("10.32.0.0/30").names();
        var full = new Site(small);
        full.settle(WEB.fact());
        PodBuilder second = pod("ns1", "second");
        full.settle(second.fact());
        assertThat(full.world.reasons(second.fact())).containsExactly("AddressAllocationFailed");
        assertThat(full.of(second.owner(), ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .hasSize(1);
        assertThat(Finder.machines(full.contrail, Site.NODE_1)).hasSize(1);
        full.world.delete(WEB.fact()).settle();
        assertThat(full.of(second.owner(), ContrailTypes.INSTANCE_IP)).hasSize(1);
        assertThat(Finder.machines(full.contrail, Site.NODE_1)).hasSize(1);
        assertThat(full.world.reasons(second.fact())).contains("Recovered");
    }

    private List<ObjectKey> machines(ObjectKey router) {
        return Finder.machines(site.contrail, router);
    }

    private List<ObjectKey> tags(ObjectKey port) {
        return Contrail.targets(site.contrail.body(port), ContrailTypes.TAG);
    }
}
