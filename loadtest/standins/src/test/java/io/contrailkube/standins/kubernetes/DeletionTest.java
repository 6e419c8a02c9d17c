package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contrailkube.standins.kubernetes.api.Deletion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback()
            .withDelays(new Deletion.Delays(Duration.ofMillis(200), Duration.ofMillis(200))));
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    @Test
    void answersWithAStatusWhenTheObjectIsGone() {
        String uid = client.pod("a", "").text("/metadata/uid");
        Client.Answer done = client.delete(PODS + "/a");
        assertThat(done.text("/status")).isEqualTo("Success");
        assertThat(done.text("/details/uid")).isEqualTo(uid);
        assertThat(client.delete(PODS + "/a").status()).isEqualTo(404);
    }

    @Test
    void waitsForTheLastFinalizer() {
        client.pod("a", "");
        client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'finalizers':['one','two']}}");
        Client.Answer begun = client.delete(PODS + "/a");
        assertThat(begun.text("/kind")).isEqualTo("Pod");
        assertThat(begun.text("/metadata/deletionTimestamp")).isNotEmpty();
        client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'finalizers':['two']}}");
        assertThat(client.get(PODS + "/a").status()).isEqualTo(200);
        client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'finalizers':null}}");
        assertThat(client.get(PODS + "/a").status()).isEqualTo(404);
    }

    @Test
    void givesAPodOnANodeItsTime() {
        client.pod("a", "");
        client.patch(PODS + "/a", Client.MERGE, "{'spec':{'nodeName':'n'}}");
        try (Events events = client.watch(PODS + "?watch=true")) {
            client.delete(PODS + "/a");
            assertThat(events.brief()).isEqualTo("ADDED a");
            assertThat(events.next()
                            .at("/object/metadata/deletionGracePeriodSeconds")
                            .asInt())
                    .isEqualTo(30);
            assertThat(events.brief()).isEqualTo("DELETED a");
        }
        client.pod("b", "");
        client.patch(PODS + "/b", Client.MERGE, "{'spec':{'nodeName':'n'}}");
        client.delete(PODS + "/b", "{'gracePeriodSeconds':0}");
        assertThat(client.get(PODS + "/b").status()).isEqualTo(404);
    }

    @Test
    void heedsPreconditions() {
        client.pod("a", "");
        assertThat(client.delete(PODS + "/a", "{'preconditions':{'uid':'other'}}")
                        .status())
                .isEqualTo(409);
        assertThat(client.delete(PODS + "/a", "{'preconditions':{'resourceVersion':'1'}}")
                        .status())
                .isEqualTo(409);
        String now = client.get(PODS + "/a").text("/metadata/resourceVersion");
        assertThat(client.delete(PODS + "/a", "{'preconditions':{'resourceVersion':'" + now + "'}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deletesWhatASelectorSelects() {
        client.pod("a", "'app':'x'");
        client.pod("b", "");
        assertThat(client.delete(PODS + "?labelSelector=app%3Dx")
                        .body()
                        .at("/items")
                        .size())
                .isEqualTo(1);
        assertThat(client.get(PODS).body().at("/items").size()).isEqualTo(1);
        assertThat(client.delete("/api/v1/namespaces").status()).isEqualTo(405);
    }

    @Test
    void emptiesANamespaceBeforeItGoes() {
        client.namespace("n");
        client.post("/api/v1/namespaces/n/pods", "{'metadata':{'name':'a'}}");
        try (Events pods = client.watch("/api/v1/pods?watch=true");
                Events namespaces = client.watch("/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Dn")) {
            assertThat(client.delete("/api/v1/namespaces/n").text("/status/phase"))
                    .isEqualTo("Terminating");
            assertThat(namespaces.brief()).isEqualTo("ADDED n");
            assertThat(namespaces.next().at("/object/status/phase").asText()).isEqualTo("Terminating");
            Client.Answer refused = client.post("/api/v1/namespaces/n/configmaps", "{'metadata':{'name':'late'}}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/message")).contains("because it is being terminated");
            assertThat(pods.brief()).isEqualTo("ADDED a");
            long gone = pods.next().at("/object/metadata/resourceVersion").asLong();
            assertThat(namespaces.next().at("/object/metadata/resourceVersion").asLong())
                    .as("the namespace goes after its contents")
                    .isGreaterThan(gone);
        }
        assertThat(client.get("/api/v1/namespaces/n").status()).isEqualTo(404);
    }

    @Test
    void keepsANamespaceWhileAFinalizerHoldsItsContents() {
        client.namespace("n");
        String path = "/api/v1/namespaces/n/configmaps";
        client.post(path, "{'metadata':{'name':'held','finalizers':['mine']}}");
        client.delete("/api/v1/namespaces/n");
        await().untilAsserted(() -> assertThat(client.get(path + "/held").text("/metadata/deletionTimestamp"))
                .isNotEmpty());
        assertThat(client.get("/api/v1/namespaces/n").text("/status/phase")).isEqualTo("Terminating");
        client.patch(path + "/held", Client.MERGE, "{'metadata':{'finalizers':[]}}");
        await().untilAsserted(() ->
                assertThat(client.get("/api/v1/namespaces/n").status()).isEqualTo(404));
    }

    @Test
    void refusesToDeleteTheNamespacesEveryClusterNeeds() {
        assertThat(client.delete("/api/v1/namespaces/kube-system").status()).isEqualTo(403);
    }
}
