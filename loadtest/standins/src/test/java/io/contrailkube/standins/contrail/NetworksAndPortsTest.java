package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks, policies, security groups and ports (spec 04 sections 15.3 to 15.6). */
final class NetworksAndPortsTest {
    @AutoClose
    private final Caller contrail = Caller.start();

    private String network = "";

    @BeforeEach
    void fill() {
        contrail.project("p");
        network = contrail.network("p", "net", "10.0.0.0", 24);
    }

    private String port(String name, String more) {
        return contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:p:" + name,
                "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "]," + more);
    }

    private String bindings(String port) {
        return contrail.field("virtual-machine-interface", port, "virtual_machine_interface_bindings")
                .findValuesAsText("value")
                .toString();
    }

    @Test
    @Spec({"API-112", "API-113", "API-149"})
    @DisplayName("API-112/113: number and routing instance of a network")
    void network() {
        var read = contrail.get("/virtual-network/" + network).at("/virtual-network");
        assertThat(read.path("virtual_network_network_id").asInt()).isEqualTo(5);
        assertThat(read.path("is_shared").isBoolean()).isTrue();
        String instance = read.at("/routing_instances/0/uuid").asText();
        assertThat(contrail.field("routing-instance", instance, "routing_instance_is_default")
                        .asBoolean())
                .isTrue();
        contrail.put("/virtual-network/" + network, "{'virtual-network':{'virtual_network_network_id':99}}")
                .is(403);
    }

    @Test
    @Spec("API-115")
    @DisplayName("API-115: is_shared and global access follow each other")
    void shared() {
        contrail.put("/virtual-network/" + network, "{'virtual-network':{'is_shared':true}}")
                .is(200);
        assertThat(contrail.field("virtual-network", network, "perms2")
                        .path("global_access")
                        .asInt())
                .isEqualTo(7);
        contrail.put(
                        "/virtual-network/" + network,
                        "{'virtual-network':{'is_shared':true,'perms2':{'owner':'o','global_access':0}}}")
                .is(400, "Inconsistent is_shared (True) and global_access (0)");
        contrail.put("/virtual-network/" + network, "{'virtual-network':{'perms2':{'owner':'o','global_access':0}}}")
                .is(200);
        assertThat(contrail.field("virtual-network", network, "is_shared").asBoolean(true))
                .isFalse();
    }

    @Test
    @Spec({"API-114", "API-116"})
    @DisplayName("API-116: a network joins one provider network only; a vxlan id is given once")
    void peers() {
        String name = "default-domain:p:other";
        contrail.tryCreate(
                        "virtual-network",
                        "project",
                        name,
                        "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "],")
                .is(400);
        String vxlan = "'virtual_network_properties':{'vxlan_network_identifier':77},";
        contrail.create("virtual-network", "project", name, vxlan);
        contrail.tryCreate("virtual-network", "project", name + "2", vxlan).is(400);
    }

    @Test
    @Spec({"API-118", "API-119", "API-120"})
    @DisplayName("API-118..120: rules get their uuid; security groups check theirs and are numbered")
    void rules() {
        String policy = contrail.create(
                "network-policy",
                "project",
                "default-domain:p:np",
                "'network_policy_entries':{'policy_rule':[{'protocol':'any','action_list':{'simple_action':'pass'}}]},");
        assertThat(contrail.field("network-policy", policy, "network_policy_entries")
                        .at("/policy_rule/0/rule_uuid")
                        .asText())
                .hasSize(36);
        contrail.tryCreate(
                        "network-policy",
                        "project",
                        "default-domain:p:np2",
                        "'network_policy_entries':{'policy_rule':[{'protocol':'any'}]},")
                .is(400);
        String rule = "{'direction':'>','protocol':'any','ethertype':'IPv4',"
                + "'src_addresses':[{'subnet':{'ip_prefix':'0.0.0.0','ip_prefix_len':0}}],"
                + "'dst_addresses':[{'security_group':'%s'}]}";
        String local = "'security_group_entries':{'policy_rule':[" + rule.formatted("local") + "]},";
        String group = contrail.create("security-group", "project", "default-domain:p:sg", local);
        assertThat(contrail.field("security-group", group, "security_group_id").asInt())
                .isEqualTo(8_000_002);
        String name = "default-domain:p:sg2";
        contrail.tryCreate("security-group", "project", name, local.replace("local", "remote"))
                .is(400);
        contrail.tryCreate("security-group", "project", name, local.replace("IPv4", "IPv6"))
                .is(400);
        contrail.tryCreate(
                        "security-group",
                        "project",
                        name,
                        "'security_group_entries':{'policy_rule':[" + rule.formatted("local") + ","
                                + rule.formatted("local") + "]},")
                .is(409);
        contrail.tryCreate("security-group", "project", name, "'security_group_id':8000009,")
                .is(403);
    }

    @Test
    @Spec({"API-122", "API-123"})
    @DisplayName("API-122/123: the port's address from its uuid, and its routing instance")
    void port() {
        String uuid = port("m1", "'uuid':'92b26f67-6f6b-4b11-8000-000000000001',");
        var read = contrail.get("/virtual-machine-interface/" + uuid).at("/virtual-machine-interface");
        assertThat(read.at("/virtual_machine_interface_mac_addresses/mac_address/0")
                        .asText())
                .isEqualTo("02:92:b2:6f:67:6f");
        assertThat(Caller.names(read.path("routing_instance_refs"))).containsExactly("default-domain:p:net:net");
        assertThat(read.at("/routing_instance_refs/0/attr/direction").asText()).isEqualTo("both");
        contrail.tryCreate("virtual-machine-interface", "project", "default-domain:p:bare", "")
                .is(500, "KeyError: 'virtual_network_refs'");
    }

    @Test
    @Spec("API-124")
    @DisplayName("API-124: bindings")
    void bindings() {
        String binding = "'virtual_machine_interface_bindings':{'key_value_pair':[%s]},";
        String host = binding.formatted("{'key':'host_id','value':'node1'}");
        assertThat(bindings(port("none", ""))).isEqualTo("[]");
        assertThat(bindings(port("empty", binding.formatted("")))).isEqualTo("[normal]");
        assertThat(bindings(port("host", host))).isEqualTo("[node1, normal]");
        String router = "default-global-system-config:";
        contrail.create("virtual-router", "global-system-config", router + "other", "");
        assertThat(bindings(port("unknown", host))).contains("vhostuser");
        contrail.create("virtual-router", "global-system-config", router + "node1", "");
        assertThat(bindings(port("known", host))).isEqualTo("[node1, normal]");
        assertThat(bindings(port("direct", binding.formatted("{'key':'vnic_type','value':'direct'}"))))
                .isEqualTo("[vrouter, direct]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'port_security_enabled':false,|active-active|24|400",
                "\"\"|active-standby|16|400",
                "\"\"|active-standby|24|200"
            })
    @Spec("API-125")
    @DisplayName("API-125: address pairs")
    void pairs(String more, String mode, int length, int status) {
        contrail.tryCreate(
                        "virtual-machine-interface",
                        "project",
                        "default-domain:p:pairs",
                        more + "'virtual_network_refs':[" + ref("default-domain:p:net", network)
                                + "],'virtual_machine_interface_allowed_address_pairs':{'allowed_address_pair':["
                                + "{'ip':{'ip_prefix':'10.0.0.0','ip_prefix_len':" + length + "},'address_mode':'"
                                + mode + "'}]},")
                .is(status);
    }

    @Test
    @Spec("API-126")
    @DisplayName("API-126: sub-interfaces")
    void subInterfaces() {
        String primary = port("primary", "");
        String sub = "'virtual_machine_interface_properties':{'sub_interface_vlan_tag':7},"
                + "'virtual_machine_interface_refs':[" + ref("default-domain:p:primary", primary) + "],";
        String uuid = port("sub", sub);
        String networks = "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "],";
        contrail.tryCreate("virtual-machine-interface", "project", "default-domain:p:twin", networks + sub)
                .is(400);
        contrail.put(
                        "/virtual-machine-interface/" + uuid,
                        "{'virtual-machine-interface':{'virtual_machine_interface_properties':{'sub_interface_vlan_tag':8}}}")
                .is(400);
        assertThat(Caller.names(contrail.field("virtual-machine-interface", primary, "virtual_machine_interface_refs")))
                .containsExactly("default-domain:p:sub");
        contrail.delete("/virtual-machine-interface/" + primary).is(200);
    }

    @Test
    @Spec({"API-104", "API-127"})
    @DisplayName("API-104: the gateway's address is not for a machine")
    void gateway() {
        String machine = contrail.create("virtual-machine", "", "vm", "");
        String port = port("gw", "");
        contrail.create(
                "instance-ip",
                "",
                "gw",
                "'virtual_network_refs':[" + ref("default-domain:p:net", network)
                        + "],'virtual_machine_interface_refs':[" + ref("default-domain:p:gw", port)
                        + "],'instance_ip_address':'10.0.0.254',");
        contrail.put(
                        "/virtual-machine-interface/" + port,
                        "{'virtual-machine-interface':{'virtual_machine_refs':[" + ref("vm", machine) + "]}}")
                .is(400);
    }
}
