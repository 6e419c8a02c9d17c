package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.kubernetes.Client.Answer;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods in a played cluster whose network is made in Contrail as the controller makes it. */
class ClusterPlayTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final ContrailStandin contrail = ContrailStandin.start(ContrailOptions.loopback());
    private final KubernetesStandin kubernetes = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(kubernetes.uri());
    private final PodPorts ports = new PodPorts(new Client(contrail.uri()));
    private final ClusterPlay play = ClusterPlay.start(
            kubernetes,
            ClusterOptions.nodes(3)
                    .withContrail(contrail.uri(), "k8s")
                    .withPace(new ClusterOptions.Pace(
                            Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(2))));

    @BeforeEach
    void network() {
        ports.network();
    }

    @AfterEach
    void stop() {
        play.close();
        kubernetes.close();
        contrail.close();
    }

    private Answer get(String pod) {
        return client.get(PODS + "/" + pod);
    }

    private Answer waiting(String pod) {
        await().until(() -> !get(pod).text("/status/hostIP").isEmpty());
        return get(pod);
    }

    private void running(String pod, String address) {
        await().untilAsserted(() -> assertThat(get(pod).text("/status/podIP")).isEqualTo(address));
        assertThat(get(pod).text("/status/phase")).isEqualTo("Running");
    }

    /** Makes the whole network of a pod that waits; the address. */
    private String connect(String pod) {
        Answer waiting = waiting(pod);
        String uid = waiting.text("/metadata/uid");
        ports.machine(uid, pod);
        String address = ports.port(uid, pod, "0/1");
        ports.link(uid, waiting.text("/spec/nodeName"));
        return address;
    }

    @Test
    void runsAPodWithTheAddressOfItsInterface() {
        client.pod("web", "");
        Answer waiting = waiting("web");
        assertThat(waiting.text("/status/phase")).isEqualTo("Pending");
        assertThat(waiting.text("/spec/nodeName")).isEqualTo("node-2");
        assertThat(waiting.text("/status/hostIP")).isEqualTo("10.10.0.2");

        running("web", connect("web"));
        Answer pod = get("web");
        assertThat(pod.text("/status/podIPs/0/ip")).isEqualTo(pod.text("/status/podIP"));
        assertThat(condition(pod, "Ready")).isEqualTo("True");
        assertThat(condition(pod, "ContainersReady")).isEqualTo("True");
        assertThat(pod.body().at("/status/containerStatuses/0/ready").asBoolean())
                .isTrue();
        client.delete(PODS + "/web");
        await().until(() -> get("web").status() == 404);
    }

    private static String condition(Answer pod, String type) {
        for (var each : pod.body().at("/status/conditions")) {
            if (each.path("type").asText().equals(type)) {
                return each.path("status").asText();
            }
        }
        return "";
    }

    @Test
    void waitsForTheLinkAndForEveryInterface() {
        client.pod("web", "");
        Answer waiting = waiting("web");
        String uid = waiting.text("/metadata/uid");
        ports.machine(uid, "web");
        String first = ports.port(uid, "web", "0/2");
        ports.link(uid, "node-1");
        stays("web");
        ports.link(uid, waiting.text("/spec/nodeName"));
        stays("web");
        ports.port(uid, "web", "1/2");
        running("web", first);
    }

    private void stays(String pod) {
        await().during(Duration.ofMillis(120))
                .until(() -> get(pod).text("/status/podIP").isEmpty());
    }

    @Test
    void isNotTakenInByThePredecessorOfAPod() {
        client.pod("web", "");
        String old = connect("web");
        running("web", old);
        client.delete(PODS + "/web");
        await().until(() -> get("web").status() == 404);
        client.pod("web", "");
        waiting("web");
        stays("web");
    }

    @Test
    void givesPodsOfTheHostNetworkTheAddressOfTheirNode() {
        client.post(PODS, "{'metadata':{'name':'web'},'spec':{'nodeName':'node-3','hostNetwork':true}}");
        running("web", "10.10.0.3");
    }

    @Test
    void letsANamespaceGoWithItsPods() {
        client.namespace("shop");
        String pods = "/api/v1/namespaces/shop/pods";
        client.post(pods, "{'metadata':{'name':'web'},'spec':{'hostNetwork':true}}");
        client.post(pods, "{'metadata':{'name':'unconnected'},'spec':{}}");
        await().until(() -> client.get(pods + "/web").text("/status/phase").equals("Running"));
        client.delete("/api/v1/namespaces/shop");
        await().until(() -> client.get("/api/v1/namespaces/shop").status() == 404);
    }

    @Test
    void doesWhatAnnotationsSay() {
        client.post(PODS, "{'metadata':{'name':'web'},'spec':{'hostNetwork':true,'containers':[{'name':'c'}]}}");
        await().until(() -> condition(get("web"), "Ready").equals("True"));
        annotate("'standin/ready':'false'");
        await().until(() -> condition(get("web"), "Ready").equals("False"));
        annotate("'standin/ready':null");
        await().until(() -> condition(get("web"), "Ready").equals("True"));
        annotate("'standin/phase':'Succeeded'");
        await().until(() -> get("web").text("/status/phase").equals("Succeeded"));
        assertThat(condition(get("web"), "Ready")).isEqualTo("False");
        assertThat(client.delete(PODS + "/web").text("/status"))
                .as("nothing is left to stop")
                .isEqualTo("Success");
    }

    private void annotate(String annotations) {
        client.patch(PODS + "/web", Client.MERGE, "{'metadata':{'annotations':{" + annotations + "}}}");
    }

    @Test
    void leavesAStatusAloneThatSomebodyElseWrote() {
        client.post(PODS, "{'metadata':{'name':'web'},'spec':{'hostNetwork':true}}");
        await().until(() -> condition(get("web"), "Ready").equals("True"));
        client.patch(
                PODS + "/web/status",
                Client.STRATEGIC,
                "{'status':{'conditions':[{'type':'Ready','status':'False'}]}}");
        client.patch(PODS + "/web", Client.MERGE, "{'metadata':{'labels':{'a':'b'}}}");
        await().during(Duration.ofMillis(60))
                .until(() -> condition(get("web"), "Ready").equals("False"));
    }

    @Test
    void asksForManyPodsAtOnce() {
        IntStream.range(0, 300).forEach(i -> client.pod("p" + i, ""));
        await().until(() -> client.get(PODS).body().findValues("hostIP").size() == 300);
        long before = contrail.log().last();
        running("p299", connect("p299"));
        // Some 100 ms, in which each of the 300 is looked for twice or more.
        assertThat(contrail.log().since(before))
                .filteredOn(request -> request.client().equals(ClusterPlay.CLIENT))
                .hasSizeBetween(1, 100);
    }

    @Test
    void goesOnWhereAnEarlierPlayEnded() {
        client.post(PODS, "{'metadata':{'name':'host'},'spec':{'hostNetwork':true}}");
        client.pod("web", "");
        await().until(() -> condition(get("host"), "Ready").equals("True"));
        waiting("web");
        play.close();
        String revision = get("host").text("/metadata/resourceVersion");
        ClusterOptions options = ClusterOptions.nodes(3)
                .withNetwork(new ClusterOptions.Network(contrail.uri(), "other", ClusterOptions.Lookup.UUID, false));
        ClusterPlay second = ClusterPlay.start(kubernetes, options);
        try {
            running("web", connect("web"));
            assertThat(get("host").text("/metadata/resourceVersion")).isEqualTo(revision);
        } finally {
            second.close();
        }
    }
}
