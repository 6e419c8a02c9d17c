package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rest.ref;
import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.delete;
import static io.contrailkube.gateway.Rig.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.plan.StepOutcome.Gone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletions, and what others have tied to what goes. */
class DeletionIT {
    private static final int VIP = 1;
    private static final int MEMBER = 2;

    private final Rig rig = new Rig();
    private final ContrailGateway gateway = rig.gateway();
    private final Rest monitor = rig.somebody();

    @BeforeEach
    void stand() {
        var objects = new ArrayList<ContrailObject>(Site.ground());
        objects.addAll(Site.pod(VIP));
        objects.addAll(Site.pod(MEMBER));
        ensureAll(objects);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void ensureAll(List<ContrailObject> objects) {
        assertThat(apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    private void deleted(ContrailObject object, String... requests) {
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, delete(object))).containsExactly(new Gone(object.key()));
        assertThat(rig.requestsSince(mark)).containsExactly(requests);
    }

    private static String path(ContrailObject object) {
        return "DELETE /" + object.key().type() + '/' + object.uuid();
    }

    /** As svc-monitor makes it: a child of the VIP's address, in which the members' ports are listed. */
    private static ContrailObject serviceAddress() {
        return ContrailObject.builder(ContrailTypes.FLOATING_IP, FqName.of("ip" + VIP, "svc"))
                .build();
    }

    private void monitorServes(int... ports) {
        var refs = new ArrayList<String>();
        for (int port : ports) {
            refs.add(ref(Site.port(port)));
        }
        monitor.create(
                ContrailTypes.FLOATING_IP,
                "'fq_name': ['ip" + VIP + "', 'svc'], 'parent_type': 'instance-ip', 'uuid': '"
                        + serviceAddress().uuid()
                        + "', 'floating_ip_address': '10.1.1.4', 'virtual_machine_interface_refs': "
                        + refs);
    }

    private JsonNode served() {
        return monitor.get("/floating-ip/" + serviceAddress().uuid() + "?fields=virtual_machine_interface_refs")
                .at("/floating-ip/virtual_machine_interface_refs");
    }

    @Test
    void whereNothingIsInTheWayADeletionIsOneRequest() {
        deleted(Site.address(MEMBER), path(Site.address(MEMBER)));
        deleted(Site.port(MEMBER), path(Site.port(MEMBER)));
        deleted(Site.machine(MEMBER), path(Site.machine(MEMBER)));
    }

    @Test
    @Spec("POD-20")
    void aPortIsTakenOutOfServicesAddressesWhichStay() {
        monitorServes(VIP, MEMBER);
        deleted(Site.address(MEMBER), path(Site.address(MEMBER)));
        deleted(
                Site.port(MEMBER),
                path(Site.port(MEMBER)),
                "POST /list-bulk-collection",
                "POST /ref-update",
                path(Site.port(MEMBER)));
        deleted(Site.machine(MEMBER), path(Site.machine(MEMBER)));
        assertThat(served()).singleElement().satisfies(reference -> assertThat(
                        reference.path("uuid").asText())
                .isEqualTo(Site.port(VIP).uuid()));
    }

    @Test
    void anAddressTakesTheMonitorsChildrenAlong() {
        monitorServes(VIP, MEMBER);
        deleted(
                Site.address(VIP),
                path(Site.address(VIP)),
                "POST /list-bulk-collection",
                "DELETE /floating-ip/" + serviceAddress().uuid(),
                path(Site.address(VIP)));
        deleted(Site.port(VIP), path(Site.port(VIP)));
        assertThat(monitor.count(ContrailTypes.FLOATING_IP)).isZero();
    }

    @Test
    void aPortTakesAddressesAlongThatNobodyElseUses() {
        monitorServes(VIP);
        monitor.create(
                ContrailTypes.INSTANCE_IP,
                "'fq_name': ['shared'], 'virtual_network_refs': [" + ref(Site.NETWORK)
                        + "], 'virtual_machine_interface_refs': [" + ref(Site.port(VIP)) + ", "
                        + ref(Site.port(MEMBER)) + "]");
        // The address of the VIP is not in the plan: its own, with the monitor's child, goes; the shared one stays.
        assertThat(apply(gateway, delete(Site.port(VIP))))
                .containsExactly(new Gone(Site.port(VIP).key()));
        assertThat(read(gateway, Site.address(VIP).key())).isEmpty();
        assertThat(monitor.count(ContrailTypes.FLOATING_IP)).isZero();
        assertThat(monitor.get("/instance-ips?detail=true&fq_names=shared")
                        .at("/instance-ips/0/instance-ip/virtual_machine_interface_refs"))
                .hasSize(1);
    }

    @Test
    void aMachineIsTakenOffTheNodeItIsStillOn() {
        ContrailObject router = Site.router("node-1", "10.0.0.5");
        ensureAll(List.of(router));
        ensureAll(List.of(Site.link(router, MEMBER)));
        apply(gateway, delete(Site.address(MEMBER)), delete(Site.port(MEMBER)));
        deleted(
                Site.machine(MEMBER),
                path(Site.machine(MEMBER)),
                "POST /list-bulk-collection",
                "POST /ref-update",
                path(Site.machine(MEMBER)));
    }

    @Test
    void whatUsesAPortOtherwiseIsWaitedFor() {
        monitor.create(
                ContrailTypes.LOADBALANCER,
                "'fq_name': ['default-domain', 'p', 'lb'], 'parent_type': 'project', 'virtual_machine_interface_refs': ["
                        + ref(Site.port(MEMBER)) + "]");
        deleted(Site.address(MEMBER), path(Site.address(MEMBER)));
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, delete(Site.port(MEMBER))))
                .singleElement()
                .isInstanceOfSatisfying(StepOutcome.Waiting.class, waiting -> assertThat(waiting.reason())
                        .startsWith("409 Delete when resource still referred"));
        assertThat(rig.requestsSince(mark)).containsExactly(path(Site.port(MEMBER)), "POST /list-bulk-collection");
    }

    private void carries(ContrailObject tag) {
        monitor.post(
                "/ref-update",
                "{'type': 'virtual-machine-interface', 'uuid': '"
                        + Site.port(VIP).uuid() + "', 'ref-type': 'tag', 'ref-uuid': '" + tag.uuid()
                        + "', 'operation': 'ADD', 'attr': null}");
    }

    @Test
    @Spec("ING-27")
    void theTagOfAnIngressIsTakenOffTheInstancesOfItsLoadBalancer() {
        ContrailObject tag = Site.tag("ingress", "k8s-shop-edge");
        ensureAll(List.of(tag));
        carries(tag);
        deleted(tag, path(tag), "POST /list-bulk-collection", "POST /ref-update", path(tag));
        assertThat(read(gateway, tag.key())).isEmpty();
    }

    @Test
    void tagsThatOthersMadeOrUseOtherwiseStayWhereTheyAre() {
        ContrailObject plain = ContrailObject.builder(
                        ContrailTypes.TAG, Site.tag("ingress", "theirs").key().fqName())
                .shared()
                .property("tag_type_name", "ingress")
                .property("tag_value", "theirs")
                .build();
        ContrailObject tier = Site.tag("tier", "web");
        ensureAll(List.of(plain, tier));
        carries(plain);
        carries(tier);
        deleted(plain, path(plain), "POST /list-bulk-collection");
        deleted(tier, path(tier));
        assertThat(read(gateway, plain.key())).isPresent();
        assertThat(read(gateway, tier.key())).isPresent();
    }
}
