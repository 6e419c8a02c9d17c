package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints, slices and garbage in a played cluster; kubelets are left out by a node that is none of its own. */
class ControllersTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String ENDPOINTS = "/api/v1/namespaces/default/endpoints";
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";

    private final KubernetesStandin kubernetes = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(kubernetes.uri());
    private final ClusterPlay play = ClusterPlay.start(kubernetes, ClusterOptions.nodes(1));

    @AfterEach
    void stop() {
        play.close();
        kubernetes.close();
    }

    private void service(String name, String selector) {
        client.post(
                SERVICES,
                "{'metadata':{'name':'" + name + "'},'spec':{'selector':{" + selector + "},'ports':[{'port':80}]}}");
    }

    private void pod(String name, String labels, String address) {
        client.post(
                PODS,
                "{'metadata':{'name':'" + name + "','labels':{" + labels
                        + "}},'spec':{'nodeName':'elsewhere','containers':[{'name':'c'}]}}");
        status(name, "'podIP':'" + address + "','podIPs':[{'ip':'" + address + "'}],'phase':'Running'");
        ready(name, true);
    }

    private void status(String pod, String status) {
        client.patch(PODS + "/" + pod + "/status", Client.STRATEGIC, "{'status':{" + status + "}}");
    }

    private void ready(String pod, boolean ready) {
        status(pod, "'conditions':[{'type':'Ready','status':'" + (ready ? "True" : "False") + "'}]");
    }

    /** Address and readiness of all endpoints of the service in its slices. */
    private List<String> slices(String service) {
        List<String> found = new ArrayList<>();
        for (JsonNode slice : client.get(SLICES + "?labelSelector=kubernetes.io/service-name%3D" + service)
                .body()
                .path("items")) {
            slice.path("endpoints")
                    .forEach(each -> found.add(each.at("/addresses/0").asText() + " "
                            + each.at("/conditions/ready").asBoolean()));
        }
        return found;
    }

    private void have(String service, String... endpoints) {
        await().untilAsserted(() -> assertThat(slices(service)).containsExactlyInAnyOrder(endpoints));
    }

    @Test
    void followsPods() {
        service("web", "'app':'web','tier':'front'");
        pod("a", "'app':'web','tier':'front'", "10.0.0.1");
        pod("b", "'app':'web','tier':'front'", "10.0.0.2");
        pod("c", "'app':'web'", "10.0.0.3");
        have("web", "10.0.0.1 true", "10.0.0.2 true");
        assertThat(client.get(ENDPOINTS + "/web").body().at("/subsets/0/addresses"))
                .hasSize(2);

        ready("a", false);
        have("web", "10.0.0.1 false", "10.0.0.2 true");
        assertThat(client.get(ENDPOINTS + "/web").text("/subsets/0/notReadyAddresses/0/ip"))
                .isEqualTo("10.0.0.1");

        client.patch(PODS + "/c", Client.MERGE, "{'metadata':{'labels':{'tier':'front'}}}");
        have("web", "10.0.0.1 false", "10.0.0.2 true", "10.0.0.3 true");
        client.patch(PODS + "/c", Client.MERGE, "{'metadata':{'labels':null}}");
        client.delete(PODS + "/b");
        have("web", "10.0.0.1 false");
        status("a", "'phase':'Succeeded'");
        have("web");
    }

    @Test
    void followsServices() {
        pod("a", "'app':'a'", "10.0.0.1");
        pod("b", "'app':'b'", "10.0.0.2");
        service("web", "'app':'a'");
        have("web", "10.0.0.1 true");
        client.patch(SERVICES + "/web", Client.MERGE, "{'spec':{'selector':{'app':'b'}}}");
        have("web", "10.0.0.2 true");
        client.patch(
                SERVICES + "/web", Client.MERGE, "{'spec':{'ports':[{'port':80,'protocol':'TCP','targetPort':8080}]}}");
        await().untilAsserted(() -> assertThat(client.get(ENDPOINTS + "/web").text("/subsets/0/ports/0/port"))
                .isEqualTo("8080"));
        have("web", "10.0.0.2 true");

        client.delete(SERVICES + "/web");
        await().until(() -> client.get(ENDPOINTS + "/web").status() == 404);
        await().until(() -> client.get(SLICES).body().path("items").size() == 1);
        assertThat(client.get(SLICES).text("/items/0/metadata/name")).isEqualTo("kubernetes");
    }

    @Test
    void writesAgainWhatSomebodyDeleted() {
        pod("a", "'app':'a'", "10.0.0.1");
        service("web", "'app':'a'");
        have("web", "10.0.0.1 true");
        client.delete(SLICES + "?labelSelector=kubernetes.io/service-name%3Dweb");
        client.delete(ENDPOINTS + "/web");
        have("web", "10.0.0.1 true");
        await().until(() -> client.get(ENDPOINTS + "/web").status() == 200);
    }

    @Test
    void writesNothingWhenNothingChanges() {
        pod("a", "'app':'a'", "10.0.0.1");
        service("web", "'app':'a'");
        have("web", "10.0.0.1 true");
        String before = client.get(ENDPOINTS + "/web").text("/metadata/resourceVersion");
        client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'annotations':{'x':'y'}}}");
        pod("b", "'app':'a'", "10.0.0.2");
        have("web", "10.0.0.1 true", "10.0.0.2 true");
        long revision = kubernetes.store().revision();
        client.patch(PODS + "/b", Client.MERGE, "{'metadata':{'annotations':{'x':'y'}}}");
        await().during(Duration.ofMillis(60)).until(() -> kubernetes.store().revision() == revision + 1);
        assertThat(before).isNotEmpty();
    }

    @Test
    void mirrorsEndpointsThatUsersWrite() {
        client.post(
                ENDPOINTS,
                "{'metadata':{'name':'outside'},'subsets':[{'addresses':[{'ip':'192.0.2.1'}],'ports':[{'port':80}]},"
                        + "{'notReadyAddresses':[{'ip':'192.0.2.2'}],'ports':[{'port':81}]}]}");
        client.post(SERVICES, "{'metadata':{'name':'outside'},'spec':{'ports':[{'port':80}]}}");
        have("outside", "192.0.2.1 true", "192.0.2.2 false");
        client.patch(
                ENDPOINTS + "/outside",
                Client.MERGE,
                "{'subsets':[{'addresses':[{'ip':'192.0.2.3'}],'ports':[{'port':80}]}]}");
        have("outside", "192.0.2.3 true");
        assertThat(client.get(ENDPOINTS + "/outside").text("/subsets/0/addresses/0/ip"))
                .isEqualTo("192.0.2.3");
        client.patch(SERVICES + "/outside", Client.MERGE, "{'spec':{'selector':{'app':'none'}}}");
        have("outside");
    }

    @Test
    void deletesWhatHasLostItsOwners() {
        String path = "/api/v1/namespaces/default/configmaps";
        String uid = client.post(path, "{'metadata':{'name':'owner'}}").text("/metadata/uid");
        String owner = "{'apiVersion':'v1','kind':'ConfigMap','name':'owner','uid':'%s'}";
        client.post(path, "{'metadata':{'name':'child','ownerReferences':[" + owner.formatted(uid) + "]}}");
        client.post(path, "{'metadata':{'name':'orphan','ownerReferences':[" + owner.formatted("other") + "]}}");
        await().until(() -> client.get(path + "/orphan").status() == 404);
        assertThat(client.get(path + "/child").status()).isEqualTo(200);
        client.delete(path + "/owner");
        await().until(() -> client.get(path + "/child").status() == 404);
    }
}
