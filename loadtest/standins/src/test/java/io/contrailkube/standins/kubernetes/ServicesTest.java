package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.standins.kubernetes.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, node ports and types of services. */
class ServicesTest {
    private static final String SERVICES = "/api/v1/namespaces/default/services";

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private Answer make(String name, String spec) {
        return client.post(SERVICES, "{'metadata':{'name':'" + name + "'},'spec':{" + spec + "}}");
    }

    private Answer merge(String name, String spec) {
        return client.patch(SERVICES + "/" + name, Client.MERGE, "{'spec':{" + spec + "}}");
    }

    @Test
    void givesAddressesAndNodePorts() {
        Answer made = make("a", "'type':'NodePort','ports':[{'port':80}]");
        assertThat(made.text("/spec/clusterIP")).isEqualTo("10.96.0.2");
        assertThat(made.text("/spec/clusterIPs/0")).isEqualTo("10.96.0.2");
        assertThat(made.text("/spec/ports/0/nodePort")).isEqualTo("30000");
        assertThat(made.text("/spec/ports/0/targetPort")).isEqualTo("80");
        assertThat(make("b", "'clusterIP':'10.96.0.2','ports':[{'port':80}]").status())
                .isEqualTo(422);
        Answer headless = make("c", "'clusterIP':'None'");
        assertThat(headless.text("/spec/clusterIPs/0")).isEqualTo("None");
        client.put(SERVICES + "/a", "{'metadata':{'name':'a'},'spec':{'type':'ClusterIP','ports':[{'port':81}]}}");
        assertThat(client.get(SERVICES + "/a").text("/spec/clusterIP")).isEqualTo("10.96.0.2");
        client.delete(SERVICES + "/a");
        Answer again = make("b", "'clusterIPs':['10.96.0.2'],'ports':[{'port':80}]");
        assertThat(again.text("/spec/clusterIP")).isEqualTo("10.96.0.2");
    }

    @Test
    void followsTheTypeThereAndBack() {
        make("a", "'type':'LoadBalancer','ports':[{'name':'u','port':53,'protocol':'UDP'},{'name':'t','port':53}]");
        Answer balancer = client.get(SERVICES + "/a");
        assertThat(balancer.text("/spec/ports/1/nodePort")).isEqualTo("30001");
        assertThat(balancer.text("/spec/externalTrafficPolicy")).isEqualTo("Cluster");

        Answer plain = merge("a", "'type':'ClusterIP'");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.body().toString())
                .doesNotContain("nodePort", "externalTrafficPolicy", "allocateLoadBalancerNodePorts");
        assertThat(plain.text("/spec/clusterIP")).isEqualTo(balancer.text("/spec/clusterIP"));
        assertThat(merge("a", "'type':'NodePort'").text("/spec/ports/0/nodePort"))
                .isNotEqualTo("0");

        Answer external = merge("a", "'type':'ExternalName','externalName':'example.com'");
        assertThat(external.status()).isEqualTo(200);
        assertThat(external.body().at("/spec").has("clusterIP")).isFalse();
        Answer back = merge("a", "'type':'ClusterIP'");
        assertThat(back.text("/spec/clusterIP")).startsWith("10.96.0.");
        assertThat(back.body().at("/spec").has("externalName")).isFalse();
        assertThat(merge("a", "'clusterIP':'10.96.0.77'").status()).isEqualTo(422);
    }

    @Test
    void leavesNodePortsOutWhenTheyAreNotWanted() {
        Answer made = make("a", "'type':'LoadBalancer','allocateLoadBalancerNodePorts':false,'ports':[{'port':80}]");
        assertThat(made.body().toString()).doesNotContain("nodePort");
    }

    @Test
    void takesAnAddressOfASecondFamilyAsItIs() {
        Answer made = make("a", "'clusterIPs':['10.96.0.9','fd00::9'],'ports':[{'port':80}]");
        assertThat(made.text("/spec/clusterIP")).isEqualTo("10.96.0.9");
        assertThat(made.body().at("/spec/ipFamilies").toString()).isEqualTo("[\"IPv4\",\"IPv6\"]");
        assertThat(make("b", "'ipFamilyPolicy':'RequireDualStack','ports':[{'port':80}]")
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.ports | 'type':'ClusterIP'",
                "spec.ports[1].name | 'ports':[{'name':'a','port':80},{'port':81}]",
                "spec.ports[1] | 'ports':[{'name':'a','port':80},{'name':'b','port':80}]",
                "spec.ports[0].port | 'ports':[{'port':70000}]",
                "spec.ports[0].protocol | 'ports':[{'port':80,'protocol':'ICMP'}]",
                "spec.ports[0].nodePort | 'ports':[{'port':80,'nodePort':30080}]",
                "spec.clusterIPs[0] | 'type':'LoadBalancer','clusterIP':'None','ports':[{'port':80}]",
                "spec.clusterIPs | 'clusterIP':'192.0.2.1','ports':[{'port':80}]",
                "spec.externalName | 'type':'ExternalName'",
                "spec.externalIPs[0] | 'externalIPs':['example.com'],'ports':[{'port':80}]",
                "spec.loadBalancerClass | 'loadBalancerClass':'x','ports':[{'port':80}]",
                "spec.type | 'type':'Other','ports':[{'port':80}]"
            },
            quoteCharacter = '"')
    void refuses(String field, String spec) {
        Answer refused = make("a", spec);
        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
    }

    @Test
    void takesAStatusFromTheStatusAlone() {
        make("a", "'type':'LoadBalancer','ports':[{'port':80}]");
        String status = "{'status':{'loadBalancer':{'ingress':[{'ip':'203.0.113.7'}]}}}";
        client.patch(SERVICES + "/a", Client.MERGE, status);
        assertThat(client.get(SERVICES + "/a").text("/status/loadBalancer")).isEmpty();
        assertThat(client.patch(SERVICES + "/a/status", Client.MERGE, status).text("/status/loadBalancer/ingress/0/ip"))
                .isEqualTo("203.0.113.7");
        assertThat(client.patch(SERVICES + "/a/status", Client.MERGE, "{'metadata':{'uid':'other'}}")
                        .status())
                .isEqualTo(409);

        merge("a", "'type':'ClusterIP'");
        assertThat(client.get(SERVICES + "/a").text("/status/loadBalancer/ingress/0/ip"))
                .as("for its controller to clear")
                .isEqualTo("203.0.113.7");
        assertThat(client.patch(SERVICES + "/a/status", Client.MERGE, status.replace("7'", "8'"))
                        .status())
                .isEqualTo(422);
        assertThat(client.patch(SERVICES + "/a/status", Client.MERGE, "{'status':{'loadBalancer':{'ingress':null}}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hasTheServiceOfTheApiItself() {
        assertThat(client.get(SERVICES + "/kubernetes").text("/spec/clusterIP")).isEqualTo("10.96.0.1");
        String slice = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";
        String port = Integer.toString(standin.uri().getPort());
        assertThat(client.get(slice).text("/ports/0/port")).isEqualTo(port);
        assertThat(client.get("/api/v1/namespaces/default/endpoints/kubernetes").text("/subsets/0/addresses/0/ip"))
                .isEqualTo("127.0.0.1");
        try (KubernetesStandin told =
                KubernetesStandin.start(KubernetesOptions.loopback().withApiAddress("192.0.2.10", 6443))) {
            assertThat(new Client(told.uri()).get(slice).text("/endpoints/0/addresses/0"))
                    .isEqualTo("192.0.2.10");
        }
    }
}
