package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pods, services and ingresses do with the server, from the first object to the last (spec 02). */
final class WorkloadsTest {
    private static final String NET = "default-domain:p:net";
    private static final String MASTER = "default-global-system-config:";

    @AutoClose
    private Caller contrail = Caller.start();

    private String network = "";
    private String subnet = "";

    @BeforeEach
    void fill() {
        contrail.project("p");
        contrail.create(
                "network-ipam",
                "project",
                "default-domain:p:flat",
                "'ipam_subnet_method':'flat-subnet','ipam_subnets':{'subnets':["
                        + "{'subnet':{'ip_prefix':'10.96.0.0','ip_prefix_len':29}}]},");
        network = contrail.create(
                "virtual-network",
                "project",
                NET,
                "'virtual_network_properties':{'forwarding_mode':'l3'},'address_allocation_mode':'flat-subnet-only',"
                        + "'network_ipam_refs':[{'to':['default-domain','p','flat'],'attr':{'ipam_subnets':[]}}],");
        subnet = contrail.field("virtual-network", network, "network_ipam_refs")
                .at("/0/attr/ipam_subnets/0/subnet_uuid")
                .asText();
    }

    private String port(String name, String more) {
        return contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:p:" + name,
                "'virtual_network_refs':[" + ref(NET, network) + "]," + more);
    }

    private String portName(String port) {
        return String.join(
                ":",
                Json.strings(contrail.post("/id-to-fqname", "{'uuid':'" + port + "'}")
                        .at("/fq_name")));
    }

    private Caller.Answer tryAddress(String name, String port, String more) {
        return contrail.tryCreate(
                "instance-ip",
                "",
                name,
                more + "'subnet_uuid':'" + subnet + "','virtual_network_refs':[" + ref(NET, network)
                        + "],'virtual_machine_interface_refs':[" + ref(portName(port), port) + "],");
    }

    private String address(String name, String port, String more) {
        Caller.Answer answer = tryAddress(name, port, more);
        answer.is(200);
        return answer.at("/instance-ip/uuid").asText();
    }

    private void refused(String url, String text) {
        Caller.Answer answer = contrail.delete(url);
        answer.is(409);
        assertThat(answer.text()).startsWith(text);
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    @Spec({"API-101", "API-102", "API-104", "API-19"})
    @DisplayName("API-104: addresses of a flat network by the uuid of its link, wanted ones and none")
    void addresses(Line line) {
        contrail.close();
        contrail = Caller.start(ContrailOptions.loopback().withLine(line));
        fill();
        String port = port("a", "");
        String wanted = address("a", port, "'instance_ip_address':'10.96.0.3',");
        JsonNode read = contrail.get("/instance-ip/" + wanted).at("/instance-ip");
        assertThat(read.path("instance_ip_address").asText()).isEqualTo("10.96.0.3");
        assertThat(read.path("subnet_uuid").asText()).isEqualTo(subnet);
        tryAddress("b", port, "'instance_ip_address':'10.96.0.3',")
                .is(409, line == Line.R5_0 ? "Ip address already in use" : "IP address already in use");
        String free = address("b", port, "");
        assertThat(contrail.field("instance-ip", free, "instance_ip_address").asText())
                .isEqualTo("10.96.0.4");
        address("c", port, "");
        address("d", port, "");
        String name = line == Line.R5_0 ? "u'default-domain', u'p', u'net'" : "'default-domain', 'p', 'net'";
        tryAddress("e", port, "").is(400, "Virtual-Network([" + name + "]) has no defined subnets");
        tryAddress("e", port, "'instance_ip_address':'10.99.0.1',").is(400);
        contrail.delete("/instance-ip/" + wanted).is(200);
        assertThat(contrail.field("instance-ip", address("e", port, ""), "instance_ip_address")
                        .asText())
                .isEqualTo("10.96.0.3");
    }

    @Test
    @Spec({"API-131", "API-104", "API-88"})
    @DisplayName("API-131: public addresses leave their pool from the top; one that is wanted, taken or strange")
    void publicAddresses() {
        contrail.network("p", "public", "203.0.113.0", 24);
        String pool = "default-domain:p:public:pool";
        contrail.create("floating-ip-pool", "virtual-network", pool, "");
        String port = port("vip", "");
        String more = "'virtual_machine_interface_refs':[" + ref("default-domain:p:vip", port) + "],";
        String any = contrail.create("floating-ip", "floating-ip-pool", pool + ":any", more);
        assertThat(contrail.field("floating-ip", any, "floating_ip_address").asText())
                .isEqualTo("203.0.113.252");
        contrail.create(
                "floating-ip", "floating-ip-pool", pool + ":want", more + "'floating_ip_address':'203.0.113.7',");
        String next = contrail.create("floating-ip", "floating-ip-pool", pool + ":next", more);
        assertThat(contrail.field("floating-ip", next, "floating_ip_address").asText())
                .isEqualTo("203.0.113.251");
        contrail.tryCreate("floating-ip", "floating-ip-pool", pool + ":b", "'floating_ip_address':'203.0.113.7',")
                .is(409, "IP address already in use");
        contrail.tryCreate("floating-ip", "floating-ip-pool", pool + ":b", "'floating_ip_address':'198.51.100.1',")
                .is(500);
        assertThat(contrail.field("virtual-machine-interface", port, "floating_ip_back_refs"))
                .hasSize(3);
        refused("/virtual-machine-interface/" + port, "Delete when resource still referred");
    }

    @Test
    @Spec({"API-88", "API-132"})
    @DisplayName("API-132: a load balancer and its parts read back as sent and go from the right")
    void loadBalancer() {
        String port = port("vip", "'virtual_machine_interface_device_owner':'K8S:LOADBALANCER',");
        assertThat(contrail.field("service-appliance-set", sets(), "fq_name")
                        .get(1)
                        .asText())
                .isEqualTo("native");
        String lb = contrail.create(
                "loadbalancer",
                "project",
                "default-domain:p:lb",
                "'loadbalancer_provider':'native','loadbalancer_properties':{'provisioning_status':'ACTIVE',"
                        + "'operating_status':'ONLINE','vip_address':'10.96.0.3','vip_subnet_id':null,'admin_state':true,"
                        + "'status':null},'virtual_machine_interface_refs':[" + ref("default-domain:p:vip", port)
                        + "],'service_appliance_set_refs':[" + ref(MASTER + "native", sets()) + "],");
        String listener = contrail.create(
                "loadbalancer-listener",
                "project",
                "default-domain:p:l",
                "'loadbalancer_listener_properties':{'protocol':'TCP','protocol_port':80,'admin_state':true,"
                        + "'connection_limit':null,'default_tls_container':null,'sni_containers':[]},"
                        + "'id_perms':{'enable':true},'loadbalancer_refs':[" + ref("default-domain:p:lb", lb) + "],");
        assertThat(contrail.field("loadbalancer-listener", listener, "loadbalancer_listener_properties")
                        .toString())
                .isEqualTo("{\"protocol\":\"TCP\",\"protocol_port\":80,\"admin_state\":true,"
                        + "\"connection_limit\":null,\"default_tls_container\":null,\"sni_containers\":[]}");
        String pool = contrail.create(
                "loadbalancer-pool",
                "project",
                "default-domain:p:l",
                "'loadbalancer_pool_properties':{'protocol':'TCP','admin_state':true,'loadbalancer_method':null},"
                        + "'loadbalancer_listener_refs':[" + ref("default-domain:p:l", listener) + "],");
        String member = contrail.create(
                "loadbalancer-member",
                "loadbalancer-pool",
                "default-domain:p:l:m",
                "'loadbalancer_member_properties':{'address':null,'protocol_port':8080,'weight':1,'admin_state':true},"
                        + "'annotations':{'key_value_pair':[{'key':'vmi','value':'" + port + "'}]},");
        contrail.tryCreate(
                        "loadbalancer-listener",
                        "project",
                        "default-domain:p:sctp",
                        "'loadbalancer_listener_properties':{'protocol':'SCTP','protocol_port':1},")
                .is(400);
        refused("/loadbalancer-pool/" + pool, "Delete when children still present");
        refused("/loadbalancer-listener/" + listener, "Delete when resource still referred");
        refused("/loadbalancer/" + lb, "Delete when resource still referred");
        refused("/virtual-machine-interface/" + port, "Delete when resource still referred");
        contrail.delete("/loadbalancer-member/" + member).is(200);
        contrail.delete("/loadbalancer-pool/" + pool).is(200);
        contrail.delete("/loadbalancer-listener/" + listener).is(200);
        contrail.delete("/loadbalancer/" + lb).is(200);
        contrail.delete("/virtual-machine-interface/" + port).is(200);
    }

    private String sets() {
        return contrail.post(
                        "/fqname-to-id",
                        "{'type':'service-appliance-set','fq_name':['default-global-system-config','native']}")
                .at("/uuid")
                .asText();
    }

    @Test
    @Spec({"API-88", "API-131"})
    @DisplayName("API-131: svc-monitor's address below that of a service holds on to it and to its members")
    void childAddresses() {
        String vip = port("vip", "");
        String member = port("member", "");
        String ip = address("vip", vip, "'instance_ip_address':'10.96.0.3',");
        String child = contrail.create(
                "floating-ip",
                "instance-ip",
                "vip:f",
                "'floating_ip_address':'10.96.0.3','floating_ip_traffic_direction':'ingress',"
                        + "'floating_ip_port_mappings_enable':true,'floating_ip_port_mappings':{'port_mappings':["
                        + "{'protocol':'TCP','src_port':80,'dst_port':8080}]},'virtual_machine_interface_refs':["
                        + ref("default-domain:p:vip", vip) + "," + ref("default-domain:p:member", member) + "],");
        refused("/instance-ip/" + ip, "Delete when children still present");
        refused("/virtual-machine-interface/" + member, "Delete when resource still referred");
        contrail.post(
                        "/ref-update",
                        "{'type':'floating-ip','uuid':'" + child
                                + "','ref-type':'virtual-machine-interface','ref-uuid':'" + member
                                + "','operation':'DELETE'}")
                .is(200);
        contrail.delete("/virtual-machine-interface/" + member).is(200);
        contrail.delete("/floating-ip/" + child).is(200);
        contrail.delete("/instance-ip/" + ip).is(200);
        address("vip", vip, "'instance_ip_address':'10.96.0.3',");
    }

    @Test
    @Spec({"API-58", "API-76", "API-77", "API-88"})
    @DisplayName("API-58/77: a node, its own port and its machines")
    void node() {
        String router = contrail.create(
                "virtual-router", "global-system-config", MASTER + "node-1", "'virtual_router_ip_address':'10.0.0.5',");
        String vhost = contrail.create(
                "virtual-machine-interface",
                "virtual-router",
                MASTER + "node-1:vhost0",
                "'virtual_network_refs':[" + ref(NET, network) + "],");
        assertThat(contrail.get("/virtual-machine-interfaces?parent_id=" + router)
                        .at("/virtual-machine-interfaces/0/uuid")
                        .asText())
                .isEqualTo(vhost);
        assertThat(contrail.get("/virtual-routers?fields=virtual_router_ip_address&page_marker=&page_limit=5")
                        .at("/virtual-routers/0/virtual_router_ip_address")
                        .asText())
                .isEqualTo("10.0.0.5");
        String machine = contrail.create("virtual-machine", "", "vm", "");
        String byName = "{'type':'virtual-router','uuid':'" + router
                + "','ref-type':'virtual-machine','ref-fq-name':['vm'],'operation':'%s','attr':null}";
        contrail.post("/ref-update", byName.formatted("ADD")).is(200);
        refused("/virtual-machine/" + machine, "Delete when resource still referred");
        contrail.post("/ref-update", byName.formatted("DELETE")).is(200);
        contrail.delete("/virtual-machine/" + machine).is(200);
        contrail.post("/ref-update", byName.formatted("DELETE")).is(404);
        refused("/virtual-router/" + router, "Delete when children still present");
    }

    @Test
    @Spec({"API-58", "API-60"})
    @DisplayName("API-58: the interface behind an address of a network")
    void byAddress() {
        String one = port("a", "");
        address("a", one, "'instance_ip_address':'10.96.0.1',");
        address("b", port("b", ""), "'instance_ip_address':'10.96.0.2',");
        String query = "&filters=instance_ip_address%3D%3D%22{}%22&fields=virtual_machine_interface_refs";
        JsonNode found = contrail.get("/instance-ips?back_ref_id=" + network + query.replace("{}", "10.96.0.1"))
                .at("/instance-ips");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/virtual_machine_interface_refs/0/uuid").asText())
                .isEqualTo(one);
        assertThat(contrail.get("/instance-ips?back_ref_id=" + network + query.replace("{}", "10.96.0.4"))
                        .at("/instance-ips"))
                .isEmpty();
    }

    @Test
    @Spec({"API-81", "API-88", "API-139"})
    @DisplayName("API-88: a tag goes when nobody carries it any more")
    void tags() {
        String tag = contrail.create("tag", "", "x", "'tag_type_name':'ingress','tag_value':'k8s-ns-edge',");
        String port = port("haproxy", "'tag_refs':[" + ref("ingress=k8s-ns-edge", tag) + "],");
        refused("/tag/" + tag, "Delete when resource still referred");
        contrail.post("/set-tag", "{'obj_type':'virtual_machine_interface','obj_uuid':'" + port + "','ingress':null}")
                .is(200);
        contrail.delete("/tag/" + tag).is(200);
        assertThat(contrail.field("virtual-machine-interface", port, "tag_refs").isMissingNode())
                .isTrue();
    }
}
