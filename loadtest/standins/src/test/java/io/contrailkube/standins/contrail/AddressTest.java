package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Address allocation (spec 04 section 14). */
final class AddressTest {
    private static final String IPAM = "default-domain:p:ipam";
    private static final String FULL = "Virtual-Network(['default-domain', 'p', 'net']) has exhausted subnet(%s)";

    @AutoClose
    private final Caller contrail = Caller.start();

    private int count;

    @BeforeEach
    void fill() {
        contrail.project("p");
        contrail.create("network-ipam", "project", IPAM, "");
    }

    private String network(String ipam, String subnets, String more) {
        return contrail.create(
                "virtual-network",
                "project",
                "default-domain:p:net",
                "'network_ipam_refs':[{'to':" + name(ipam) + ",'attr':{'ipam_subnets':[" + subnets + "]}}]," + more);
    }

    private static String subnet(String prefix, int length, String more) {
        return "{" + more + "'subnet':{'ip_prefix':'" + prefix + "','ip_prefix_len':" + length + "}}";
    }

    private Answer tryAddress(String more) {
        return contrail.tryCreate(
                "instance-ip",
                "",
                "ip" + count++,
                "'virtual_network_refs':[{'to':" + name("default-domain:p:net") + "}]," + more);
    }

    private String uuid(String more) {
        Answer answer = tryAddress(more);
        answer.is(200);
        return answer.at("/instance-ip/uuid").asText();
    }

    private String address(String more) {
        return contrail.field("instance-ip", uuid(more), "instance_ip_address").asText();
    }

    private List<String> addresses(int howMany) {
        return IntStream.range(0, howMany).mapToObj(i -> address("")).toList();
    }

    private String subnetUuid(String network, int index) {
        return contrail.field("virtual-network", network, "network_ipam_refs")
                .at("/0/attr/ipam_subnets/" + index + "/subnet_uuid")
                .asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10.1.1.5|29|\"\"|10.1.1.6|10.1.1.5|10.1.1.4",
                "10.3.0.0|24|\"\"|10.3.0.254|10.3.0.253|10.3.0.252",
                "10.3.0.0|24|'addr_from_start':true,|10.3.0.1|10.3.0.2|10.3.0.3",
                "10.5.0.0|24|'default_gateway':'10.5.0.77',|10.5.0.77|10.5.0.253|10.5.0.254",
                "10.5.0.0|24|'default_gateway':'0.0.0.0',|0.0.0.0|10.5.0.253|10.5.0.254",
                "10.5.0.0|24|'allocation_pools':[{'start':'10.5.0.10','end':'10.5.0.12'}],|10.5.0.254|10.5.0.253|10.5.0.12",
                "fd00::5|120|\"\"|fd00::fe|fd00::fd|none"
            })
    @Spec({"API-98", "API-100", "API-50"})
    @DisplayName("API-98: gateway, name server and the first address")
    void sequence(String prefix, int length, String more, String gateway, String dns, String first) {
        String network = network(IPAM, subnet(prefix, length, more), "");
        var stored =
                contrail.field("virtual-network", network, "network_ipam_refs").at("/0/attr/ipam_subnets/0");
        assertThat(stored.path("default_gateway").asText()).isEqualTo(gateway);
        assertThat(stored.path("dns_server_address").asText()).isEqualTo(dns);
        assertThat(stored.path("subnet_uuid").asText()).hasSize(36);
        if (first.equals("none")) {
            assertThat(address("'instance_ip_family':'v6',")).isEqualTo("fd00::fc");
        } else {
            assertThat(address("")).isEqualTo(first);
        }
    }

    @Test
    @Spec({"API-99", "API-104", "API-105"})
    @DisplayName("API-99/104: first fit to the last address, then full; a freed one is next")
    void exhaustion() {
        String network = network(IPAM, subnet("10.1.1.0", 29, ""), "");
        String middle = uuid("");
        assertThat(addresses(3)).containsExactly("10.1.1.3", "10.1.1.2", "10.1.1.1");
        tryAddress("").is(400, FULL.formatted("[]"));
        String without = uuid("'subnet_uuid':'" + subnetUuid(network, 0) + "',");
        assertThat(contrail.field("instance-ip", without, "instance_ip_address").isMissingNode())
                .isTrue();
        contrail.delete("/instance-ip/" + middle).is(200);
        assertThat(address("")).isEqualTo("10.1.1.4");
    }

    @Test
    @Spec("API-104")
    @DisplayName("API-104: requested addresses")
    void requested() {
        network(IPAM, subnet("10.3.0.0", 24, ""), "");
        assertThat(address("'instance_ip_address':'10.3.0.10',")).isEqualTo("10.3.0.10");
        for (String taken : new String[] {"10.3.0.10", "10.3.0.0", "10.3.0.255", "10.3.0.253"}) {
            tryAddress("'instance_ip_address':'" + taken + "',").is(409, "IP address already in use");
        }
        assertThat(address("'instance_ip_address':'10.3.0.254',")).isEqualTo("10.3.0.254");
        tryAddress("'instance_ip_address':'10.99.0.1',").is(400, FULL.formatted("[]"));
        tryAddress("'instance_ip_address':'nope',").is(500);
        tryAddress("'instance_ip_family':'v6',").is(400, FULL.formatted("[]"));
        String unknown = "11111111-2222-4333-8444-555555555555";
        tryAddress("'subnet_uuid':'" + unknown + "',")
                .is(400, "Virtual-Network(['default-domain', 'p', 'net']) has invalid subnet(" + unknown + ")");
    }

    @Test
    @Spec({"API-101", "API-102", "API-104"})
    @DisplayName("API-102: all networks on a flat IPAM share its subnets, one after another")
    void flat() {
        contrail.create(
                "network-ipam",
                "project",
                "default-domain:p:flat",
                "'ipam_subnet_method':'flat-subnet','ipam_subnets':{'subnets':[" + subnet("10.9.0.0", 29, "") + ","
                        + subnet("10.10.0.0", 29, "") + "]},");
        contrail.tryCreate(
                        "virtual-network",
                        "project",
                        "default-domain:p:l2",
                        "'network_ipam_refs':[{'to':['default-domain','p','flat'],'attr':{'ipam_subnets':[]}}],")
                .is(400, "flat-subnet is allowed only with l3 network");
        String network = network(
                "default-domain:p:flat",
                "",
                "'virtual_network_properties':{'forwarding_mode':'l3'},'address_allocation_mode':'flat-subnet-only',");
        var link =
                contrail.field("virtual-network", network, "network_ipam_refs").at("/0/attr");
        assertThat(link.toString()).matches("\\{\"ipam_subnets\":\\[\\{\"subnet_uuid\":\"[0-9a-f-]{36}\"}]}");
        assertThat(addresses(8)).contains("10.9.0.1", "10.10.0.1").doesNotHaveDuplicates();
        tryAddress("").is(400, FULL.formatted("['10.9.0.0/29', '10.10.0.0/29']"));
        tryAddress("'subnet_uuid':'" + subnetUuid(network, 0) + "',")
                .is(400, "Virtual-Network(['default-domain', 'p', 'net']) has no defined subnets");
    }

    @Test
    @Spec({"API-106", "API-111"})
    @DisplayName("API-106: subnets in use stay; overlaps and strange gateways are refused")
    void changes() {
        String network = network(IPAM, subnet("10.3.0.0", 24, ""), "");
        address("");
        String put =
                "{'virtual-network':{'network_ipam_refs':[{'to':" + name(IPAM) + ",'attr':{'ipam_subnets':[%s]}}]}}";
        String url = "/virtual-network/" + network;
        contrail.put(url, put.formatted("")).is(409, "Cannot Delete IP Block, IP(10.3.0.252) is in use");
        contrail.put(
                        url,
                        put.formatted(subnet(
                                "10.3.0.0",
                                24,
                                "'default_gateway':'10.3.0.9','subnet_uuid':'" + subnetUuid(network, 0) + "',")))
                .is(400);
        contrail.put(url, put.formatted(subnet("10.3.0.0", 24, "") + "," + subnet("10.3.0.128", 25, "")))
                .is(400);
        contrail.put(
                        url,
                        put.formatted(subnet("10.3.0.0", 24, "") + ","
                                + subnet("10.4.0.0", 24, "'default_gateway':'10.7.0.1',")))
                .is(409, "gateway Ip 10.7.0.1 out of cidr: 10.4.0.0/24");
        contrail.put(url, put.formatted(subnet("10.3.0.0", 24, "") + "," + subnet("10.4.0.0", 30, "")))
                .is(200);
        assertThat(address("")).isEqualTo("10.3.0.251");
    }

    @Test
    @Spec({"API-93", "API-34"})
    @DisplayName("API-93: addresses without an object; a failed create gives its address back")
    void withoutObject() {
        String network = network(IPAM, subnet("10.1.1.0", 29, ""), "");
        String url = "/virtual-network/" + network;
        contrail.post(url + "/ip-alloc", "{'count':2}").is(200, "{\"ip_addr\":[\"10.1.1.4\",\"10.1.1.3\"]}");
        contrail.post(url + "/ip-free", "{'ip_addr':['10.1.1.4']}").is(200, "");
        contrail.post(url + "/ip-alloc", "{'count':4,'subnet':'" + subnetUuid(network, 0) + "'}")
                .is(200, "{\"ip_addr\":[\"10.1.1.4\",\"10.1.1.2\",\"10.1.1.1\",null]}");
        contrail.post(url + "/ip-alloc", "{'count':1}").is(409, FULL.formatted("[]"));
        contrail.post("/virtual-network/nope/ip-alloc", "{}").is(404);
    }

    @Test
    @Spec({"API-131", "API-104", "API-107"})
    @DisplayName("API-131: floating addresses come from the network above their pool")
    void floating() {
        network(IPAM, subnet("10.1.1.0", 29, ""), "");
        String pool = contrail.create("floating-ip-pool", "virtual-network", "default-domain:p:net:pool", "");
        String prefix = "default-domain:p:net:pool:";
        String ip = contrail.create("floating-ip", "floating-ip-pool", prefix + "a", "");
        assertThat(contrail.field("floating-ip", ip, "floating_ip_address").asText())
                .isEqualTo("10.1.1.4");
        assertThat(Caller.names(contrail.field("floating-ip", ip, "project_refs")))
                .containsExactly("default-domain:p");
        contrail.tryCreate("floating-ip", "floating-ip-pool", prefix + "b", "'floating_ip_address':'10.1.1.6',")
                .is(409, "IP address already in use");
        addresses(3);
        contrail.tryCreate("floating-ip", "floating-ip-pool", prefix + "b", "").is(500, FULL.formatted("[]"));
        contrail.delete("/floating-ip-pool/" + pool).is(409);
        contrail.delete("/floating-ip/" + ip).is(200);
        assertThat(address("")).isEqualTo("10.1.1.4");
    }

    @Test
    @Spec({"API-128", "API-129", "API-130"})
    @DisplayName("API-128..130: what an instance-ip refers to; its address stays")
    void instanceIp() {
        contrail.tryCreate("instance-ip", "", "none", "").is(400);
        network(IPAM, subnet("10.1.1.0", 29, ""), "");
        String ip = uuid("");
        contrail.put("/instance-ip/" + ip, "{'instance-ip':{'instance_ip_address':'10.1.1.1'}}")
                .is(400, "Instance IP Address can not be changed");
        String fabric = contrail.create(
                "instance-ip",
                "",
                "fabric",
                "'virtual_network_refs':[{'to':['default-domain','default-project','ip-fabric']}],");
        assertThat(contrail.field("instance-ip", fabric, "instance_ip_address").isMissingNode())
                .isTrue();
    }
}
