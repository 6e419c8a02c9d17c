package io.contrailkube.core.adopt;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Whose it is what the original left, as release R5.0 leaves it. */
class AdoptionTest {
    private static final ObjectNames NAMES = names();
    private static final ObjectId POD = new ObjectId("Pod", "shop", "web", "11111111-0000-4000-8000-000000000001");
    private static final OwnerKey OF_POD = new OwnerKey("Pod", POD.uid());
    private static final ObjectId SERVICE =
            new ObjectId("Service", "shop", "front", "22222222-0000-4000-8000-000000000002");
    private static final OwnerKey OF_SERVICE = new OwnerKey("Service", SERVICE.uid());
    private static final String MACHINE = "web__" + POD.uid();
    private static final String BALANCER = "default-domain:k8s-shop:front__" + SERVICE.uid();
    private static final String VIP = "default-domain:k8s-shop:k8s__Service__front__" + SERVICE.uid();

    private final List<Actual> found = new ArrayList<>();

    private AdoptionTest with(String type, String name, String uuid, String fields, String... references) {
        ObjectNode body = object('{' + fields + '}');
        for (String reference : references) {
            int bar = reference.indexOf('|');
            ObjectNode entry =
                    body.withArray(reference.substring(0, bar)).addObject().put("uuid", "uuid of " + reference);
            FqName.parse(reference.substring(bar + 1)).parts().forEach(entry.withArray("to")::add);
        }
        found.add(new Actual(new ObjectKey(type, FqName.parse(name)), uuid, body));
        return this;
    }

    private static String marks(String kind, String name, String more) {
        return "annotations: {key_value_pair: [{key: 'owner', value: 'k8s'}, {key: 'cluster', value: 'k8s'}, "
                + "{key: 'kind', value: '" + kind + "'}, {key: 'namespace', value: 'shop'}, {key: 'name', value: '"
                + name + "'}" + more + "]}";
    }

    private SortedMap<OwnerKey, List<LedgerEntry>> adopted() {
        return new Adoption("shop", NAMES).of(found);
    }

    private LedgerEntry entry(OwnerKey owner, String uuid) {
        return adopted().getOrDefault(owner, List.of()).stream()
                .filter(entry -> entry.uuid().equals(uuid))
                .findFirst()
                .orElseThrow(() -> new AssertionError(uuid + " is not among " + adopted()));
    }

    private void withPod() {
        String labels = ", {key: 'labels', value: '{\\\"app\\\": \\\"web\\\"}'}";
        with(
                "virtual-machine",
                MACHINE,
                POD.uid(),
                marks("Pod", "web", labels),
                "virtual_router_back_refs|default-global-system-config:node-1");
        with(
                "virtual-machine-interface",
                "default-domain:k8s-shop:web__p1",
                "p1",
                "virtual_machine_interface_mac_addresses: {mac_address: ['02:00']}",
                "virtual_machine_refs|" + MACHINE,
                "virtual_network_refs|default-domain:k8s-default:k8s-default-pod-network",
                "tag_refs|app=web",
                "tag_refs|site=berlin");
        with(
                "instance-ip",
                "web__a1",
                "a1",
                "instance_ip_address: '10.47.255.252', subnet_uuid: 's1'",
                "virtual_machine_interface_refs|default-domain:k8s-shop:web__p1");
    }

    @Test
    void aPodIsFollowedFromItsMachine() {
        withPod();
        var naming = new WorkloadNames(NAMES);

        assertThat(entry(OF_POD, POD.uid()).canonical()).contains(naming.machine(POD));
        LedgerEntry port = entry(OF_POD, "p1");
        assertThat(port.canonical()).contains(naming.podInterface(POD, 0));
        assertThat(port.origin()).isEqualTo(Origin.RECOVERED);
        assertThat(port.claims())
                .as("the tag of an operator is no claim of ours")
                .containsExactlyInAnyOrder(
                        "virtual_machine_refs/" + MACHINE,
                        "virtual_network_refs/default-domain:k8s-default:k8s-default-pod-network",
                        "tag_refs/app=web");
        LedgerEntry address = entry(OF_POD, "a1");
        assertThat(address.canonical()).contains(naming.podAddress(POD, 0, "v4"));
        assertThat(address.learned())
                .containsAllEntriesOf(Map.of("/instance_ip_address", "10.47.255.252", "/subnet_uuid", "s1"));
    }

    @Test
    void theVrouterOfAPodIsKnownAndStaysSomebodyElses() {
        withPod();
        LedgerEntry link = entry(OF_POD, "uuid of virtual_router_back_refs|default-global-system-config:node-1");
        assertThat(link.origin()).isEqualTo(Origin.FOREIGN);
        assertThat(link.claims()).containsExactly("virtual_machine_refs/" + MACHINE);
    }

    @Test
    void interfacesAreInTheOrderOfTheirIndexAndOthersFillTheGaps() {
        withPod();
        for (String index : List.of("2", "0")) {
            with(
                    "virtual-machine-interface",
                    "default-domain:k8s-shop:web__i" + index,
                    "i" + index,
                    "annotations: {key_value_pair: [{key: 'index', value: '" + index + "/3'}]}",
                    "virtual_machine_refs|" + MACHINE);
        }
        var naming = new WorkloadNames(NAMES);
        assertThat(entry(OF_POD, "i0").canonical()).contains(naming.podInterface(POD, 0));
        assertThat(entry(OF_POD, "p1").canonical()).contains(naming.podInterface(POD, 1));
        assertThat(entry(OF_POD, "i2").canonical()).contains(naming.podInterface(POD, 2));
    }

    @Test
    @Spec("POD-22")
    void machinesOfOthersAreLeftAlone() {
        String foreign = marks("Pod", "web", "").replace("key: 'cluster', value: 'k8s'", "key: 'cluster', value: 'x'");
        with("virtual-machine", "x__shop__web", "m1", foreign);
        with("virtual-machine", "unmarked", "m2", "");
        with("virtual-machine", "other", "m3", marks("Pod", "web", "").replace("'shop'", "'other'"));
        assertThat(adopted()).isEmpty();
    }

    private void withVip() {
        with("virtual-machine-interface", VIP, "v1", "display_name: 'shop__front'");
        with(
                "instance-ip",
                "front__a2",
                "a2",
                "instance_ip_address: '10.96.3.7'",
                "virtual_machine_interface_refs|" + VIP);
    }

    private void withListener(String id, boolean member) {
        String name = BALANCER + "-TCP-80-" + id;
        with(
                "loadbalancer-listener",
                name,
                "l" + id,
                "loadbalancer_listener_properties: {protocol: 'TCP', protocol_port: 80}",
                "loadbalancer_refs|" + BALANCER);
        with("loadbalancer-pool", name, "o" + id, "", "loadbalancer_listener_refs|" + name);
        if (member) {
            with(
                    "loadbalancer-member",
                    name + ":m" + id,
                    "m" + id,
                    "loadbalancer_member_properties: {protocol_port: 8080}, annotations: {key_value_pair: [{key: 'vm', value: '"
                            + POD.uid() + "'}, {key: 'vmi', value: 'p1'}]}");
        }
    }

    @Test
    void aServiceIsFollowedFromItsLoadBalancerAndItsMembersAreThoseOfPods() {
        withVip();
        with(
                "loadbalancer",
                BALANCER,
                SERVICE.uid(),
                marks("Service", "front", ""),
                "virtual_machine_interface_refs|" + VIP);
        withListener("1", true);
        var naming = new BalancerNames(NAMES, SERVICE);
        BalancerNames.Frontend http = naming.frontend("TCP", 80);

        assertThat(entry(OF_SERVICE, SERVICE.uid()).canonical())
                .as("its name is the same")
                .isEmpty();
        assertThat(entry(OF_SERVICE, "v1").canonical()).isEmpty();
        assertThat(entry(OF_SERVICE, "a2").canonical())
                .contains(naming.vipAddress("v4").key());
        assertThat(entry(OF_SERVICE, "l1").canonical()).contains(http.listener().key());
        assertThat(entry(OF_SERVICE, "o1").canonical()).contains(http.pool().key());
        LedgerEntry member = entry(new OwnerKey("Member", "front/" + POD.uid()), "m1");
        assertThat(member.canonical()).contains(naming.member(http, "p1").key());
        assertThat(member.learned()).containsEntry("/loadbalancer_member_properties/protocol_port", "8080");
    }

    @Test
    @Spec("SVC-32")
    void ofSeveralListenersOfAPortTheOneWithMembersCounts() {
        with("loadbalancer", BALANCER, SERVICE.uid(), marks("Service", "front", ""));
        withListener("1", false);
        withListener("2", true);
        withListener("3", false);
        assertThat(entry(OF_SERVICE, "l2").canonical()).isPresent();
        assertThat(List.of("l1", "o1", "l3", "o3"))
                .allSatisfy(
                        uuid -> assertThat(entry(OF_SERVICE, uuid).canonical()).isEmpty());
    }

    @Test
    @Spec("SVC-9")
    void aVirtualAddressAloneBelongsToTheServiceInItsName() {
        withVip();
        with(
                "floating-ip",
                "default-domain:public:net:pool:front__" + SERVICE.uid() + "None-externalIP",
                "f1",
                "floating_ip_address: '203.0.113.7'",
                "virtual_machine_interface_refs|" + VIP,
                "virtual_machine_interface_refs|default-domain:k8s-shop:web__p1");
        with("floating-ip", "default-domain:public:net:pool:mine", "f2", "", "virtual_machine_interface_refs|" + VIP);

        assertThat(adopted().keySet()).containsExactly(OF_SERVICE);
        assertThat(adopted().get(OF_SERVICE)).extracting(LedgerEntry::uuid).containsExactlyInAnyOrder("v1", "a2", "f1");
        assertThat(entry(OF_SERVICE, "f1").claims())
                .as("the service monitor has put the pods there")
                .containsExactly("virtual_machine_interface_refs/" + VIP);
    }

    @Test
    @Spec("SVC-29")
    void theLoadBalancerOfAnotherControllerKeepsItsParts() {
        withVip();
        with("loadbalancer", BALANCER, SERVICE.uid(), "", "virtual_machine_interface_refs|" + VIP);
        withListener("1", true);
        assertThat(adopted()).isEmpty();
    }

    @Test
    void aVirtualAddressOfAnotherNamespaceInASharedProjectIsLeftToIt() {
        with("virtual-machine-interface", VIP, "v1", "display_name: 'other__front'");
        assertThat(adopted()).isEmpty();
    }

    @Test
    @Spec("ING-30")
    void frontendsOfAnIngressAreKnownByWhatTheyServeWhetherTheirPortsAreTextOrNot() {
        var id = new ObjectId("Ingress", "shop", "edge", "33333333-0000-4000-8000-000000000003");
        String balancer = "default-domain:k8s-shop:edge__" + id.uid();
        String name = balancer + "-TERMINATED_HTTPS-443-x";
        with("loadbalancer", balancer, id.uid(), marks("Ingress", "edge", ""));
        with(
                "loadbalancer-listener",
                name,
                "l1",
                "loadbalancer_listener_properties: {protocol: 'TERMINATED_HTTPS', protocol_port: '443', "
                        + "sni_containers: ['shop__cert'], default_tls_container: null}",
                "loadbalancer_refs|" + balancer);
        with(
                "loadbalancer-pool",
                name,
                "o1",
                "annotations: {key_value_pair: [{key: 'type', value: 'acl'}, {key: 'host', value: 'a.example'}, "
                        + "{key: 'path', value: '/cart'}]}",
                "loadbalancer_listener_refs|" + name);
        with("loadbalancer-member", name + ":m1", "m1", "");
        var naming = new BalancerNames(NAMES, id);
        BalancerNames.Frontend ours =
                naming.frontend("TERMINATED_HTTPS", 443, "TERMINATED_HTTPS/443/acl/a.example//cart|sni|shop__cert");

        var owner = new OwnerKey("Ingress", id.uid());
        assertThat(entry(owner, "l1").canonical()).contains(ours.listener().key());
        assertThat(entry(owner, "o1").canonical()).contains(ours.pool().key());
        assertThat(entry(owner, "m1").canonical())
                .contains(naming.memberOfIngress(ours).key());
    }
}
