package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    @Test
    void startsWithTheObjectsOfEveryCluster() {
        assertThat(client.get("/api/v1/namespaces").body().findValuesAsText("name"))
                .contains("default", "kube-system", "kube-public", "kube-node-lease");
        assertThat(client.get("/api/v1/namespaces/default/services/kubernetes").text("/spec/clusterIP"))
                .isEqualTo("10.96.0.1");
    }

    @Test
    void fillsInMetadataAndDefaultsOfANewObject() {
        Client.Answer made = client.pod("a", "'app':'x'");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/kind")).isEqualTo("Pod");
        assertThat(made.text("/metadata/uid"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(made.text("/metadata/creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(made.text("/metadata/generation")).isEqualTo("1");
        assertThat(made.text("/metadata/namespace")).isEqualTo("default");
        assertThat(made.text("/status/phase")).isEqualTo("Pending");
        assertThat(client.get(PODS + "/a").body()).isEqualTo(made.body());
    }

    @Test
    void refusesASecondObjectOfTheName() {
        client.pod("a", "");
        Client.Answer second = client.pod("a", "");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/reason")).isEqualTo("AlreadyExists");
        assertThat(second.text("/message")).isEqualTo("pods \"a\" already exists");
        assertThat(second.text("/details/kind")).isEqualTo("pods");
    }

    @Test
    void makesANameOutOfGenerateName() {
        String body = "{'metadata':{'generateName':'web-'},'spec':{}}";
        String first = client.post(PODS, body).text("/metadata/name");
        assertThat(first).matches("web-[a-z0-9]{5}");
        assertThat(client.post(PODS, body).text("/metadata/name")).isNotEqualTo(first);
    }

    @Test
    void refusesNamesLabelsAndAnnotationsThatAreNone() {
        Client.Answer bad = client.pod("Not_A_Name", "");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.text("/reason")).isEqualTo("Invalid");
        assertThat(bad.text("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(client.pod("a", "'app':'not a label'").status()).isEqualTo(422);
        assertThat(client.post(PODS, "{'metadata':{'name':'a','annotations':{'x':true}}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(PODS, "{'metadata':{}}").status()).isEqualTo(422);
        assertThat(client.post("/api/v1/namespaces", "{'metadata':{'name':'a.b'}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void refusesBodiesThatDoNotFitThePath() {
        assertThat(client.post(PODS, "{'kind':'Service','apiVersion':'v1'}").status())
                .isEqualTo(400);
        assertThat(client.post(PODS, "{'metadata':{'name':'a','namespace':'other'}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(PODS, "no object").status()).isEqualTo(400);
        assertThat(client.send("POST", PODS, "x", Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void createsNothingInANamespaceThatIsNotThere() {
        Client.Answer refused = client.post("/api/v1/namespaces/nowhere/pods", "{'metadata':{'name':'a'}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text("/message")).isEqualTo("namespaces \"nowhere\" not found");
    }

    @Test
    void refusesAnUpdateOfAStateThatHasPassed() {
        String stale = client.pod("a", "").body().toString();
        client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'x':'y'}}}");
        Client.Answer refused = client.put(PODS + "/a", stale);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/reason")).isEqualTo("Conflict");

        String fresh = client.get(PODS + "/a").body().toString();
        assertThat(client.put(PODS + "/a", fresh.replace("\"y\"", "\"z\"")).status())
                .isEqualTo(200);
        assertThat(client.put(PODS + "/missing", "{'metadata':{'name':'missing'}}")
                        .status())
                .isEqualTo(404);
        assertThat(client.put(PODS + "/a", "{'metadata':{'name':'b'}}").status())
                .isEqualTo(400);
    }

    @Test
    void keepsSpecAndStatusApart() {
        client.pod("a", "");
        client.patch(PODS + "/a", Client.MERGE, "{'spec':{'nodeName':'n1'},'status':{'phase':'Failed'}}");
        client.patch(PODS + "/a/status", Client.MERGE, "{'spec':{'nodeName':'n2'},'status':{'podIP':'10.0.0.1'}}");
        Client.Answer pod = client.get(PODS + "/a");
        assertThat(pod.text("/spec/nodeName")).isEqualTo("n1");
        assertThat(pod.text("/status/phase")).isEqualTo("Pending");
        assertThat(pod.text("/status/podIP")).isEqualTo("10.0.0.1");
        assertThat(pod.text("/metadata/generation")).isEqualTo("2");
        assertThat(client.get("/api/v1/namespaces/default/configmaps/a/status").status())
                .isEqualTo(404);
    }

    @Test
    void leavesTheRevisionAloneWhenNothingChanges() {
        String before = client.pod("a", "'x':'y'").text("/metadata/resourceVersion");
        Client.Answer same = client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'x':'y'}}}");
        assertThat(same.text("/metadata/resourceVersion")).isEqualTo(before);
    }

    @Test
    void storesNothingOnADryRun() {
        assertThat(client.post(PODS + "?dryRun=All", "{'metadata':{'name':'a'}}")
                        .status())
                .isEqualTo(201);
        assertThat(client.get(PODS + "/a").status()).isEqualTo(404);
        client.pod("b", "");
        client.patch(PODS + "/b?dryRun=All", Client.MERGE, "{'metadata':{'labels':{'x':'y'}}}");
        client.delete(PODS + "/b?dryRun=All");
        assertThat(client.get(PODS + "/b").body().at("/metadata/labels/x").isMissingNode())
                .isTrue();
    }

    @Test
    void showsAnEventInBothOfItsForms() {
        client.post(
                "/apis/events.k8s.io/v1/namespaces/default/events",
                "{'metadata':{'name':'e'},'regarding':{'kind':'Pod','name':'a'},'note':'hello','reason':'Tested'}");
        Client.Answer stored = client.get("/api/v1/namespaces/default/events/e");
        assertThat(stored.text("/message")).isEqualTo("hello");
        assertThat(stored.text("/involvedObject/name")).isEqualTo("a");
        Client.Answer list =
                client.get("/apis/events.k8s.io/v1/namespaces/default/events?fieldSelector=regarding.name%3Da");
        assertThat(list.text("/items/0/note")).isEqualTo("hello");
        assertThat(list.text("/kind")).isEqualTo("EventList");
    }

    @Test
    void answersUnknownPathsAndMethodsWithAStatus() {
        assertThat(client.get("/apis/nothing.io/v1/things").text("/kind")).isEqualTo("Status");
        assertThat(client.get("/api/v1/namespaces/default/unknowns").status()).isEqualTo(404);
        assertThat(client.get(PODS + "/a").text("/message")).isEqualTo("pods \"a\" not found");
        assertThat(client.put(PODS, "{}").status()).isEqualTo(405);
    }
}
