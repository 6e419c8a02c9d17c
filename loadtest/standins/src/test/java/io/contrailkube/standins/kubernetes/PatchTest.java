package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchTest {
    private static final String POD = "/api/v1/namespaces/default/pods/a";

    private final KubernetesStandin standin =
            KubernetesStandin.start(KubernetesOptions.loopback().withAttachments());
    private final Client client = new Client(standin.uri());

    @BeforeEach
    void aPod() {
        standin.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: a
                  labels: {app: x}
                  finalizers: [one]
                spec:
                  containers:
                  - {name: c, image: i, ports: [{containerPort: 80}], env: [{name: A, value: a}, {name: B, value: b}]}
                  - {name: d, image: j}
                  volumes:
                  - {name: v, emptyDir: {}}
                """);
    }

    @AfterEach
    void stop() {
        standin.close();
    }

    private Client.Answer patch(String type, String body) {
        return client.patch(POD, type, body);
    }

    @Test
    void mergePatchReplacesListsAndRemovesNulls() {
        Client.Answer done = patch(
                Client.MERGE, "{'metadata':{'labels':{'app':null,'b':'c'}},'spec':{'containers':[{'name':'e'}]}}");
        assertThat(done.body().at("/metadata/labels").toString()).isEqualTo("{\"b\":\"c\"}");
        assertThat(done.body().at("/spec/containers").size()).isEqualTo(1);
    }

    @Test
    void strategicPatchMergesListsByTheirKeys() {
        Client.Answer done = patch(
                Client.STRATEGIC,
                "{'metadata':{'finalizers':['two','one']},'spec':{'containers':[{'name':'c','image':'k',"
                        + "'env':[{'name':'B','$patch':'delete'},{'name':'C','value':'c'}],"
                        + "'ports':[{'containerPort':80,'name':'web'},{'containerPort':81}]}],"
                        + "'volumes':[{'name':'w'}]}}");
        assertThat(done.body().at("/spec/containers").size()).isEqualTo(2);
        assertThat(done.text("/spec/containers/0/image")).isEqualTo("k");
        assertThat(done.body().at("/spec/containers/0/env").findValuesAsText("name"))
                .containsExactly("A", "C");
        assertThat(done.text("/spec/containers/0/ports/0/name")).isEqualTo("web");
        assertThat(done.body().at("/spec/containers/0/ports").size()).isEqualTo(2);
        assertThat(done.body().at("/spec/volumes").findValuesAsText("name")).containsExactly("v", "w");
        assertThat(done.body().at("/metadata/finalizers").toString()).isEqualTo("[\"one\",\"two\"]");
    }

    @Test
    void strategicPatchKnowsTheDirectivesOfKubectl() {
        Client.Answer done = patch(
                Client.STRATEGIC,
                "{'metadata':{'$deleteFromPrimitiveList/finalizers':['one']},"
                        + "'spec':{'$setElementOrder/containers':[{'name':'d'},{'name':'c'}],"
                        + "'containers':[{'name':'d','image':'k'}],"
                        + "'volumes':[{'$patch':'replace'},{'name':'z','$retainKeys':['name','hostPath'],"
                        + "'hostPath':{'path':'/x'}}]}}");
        assertThat(done.body().at("/metadata/finalizers").size()).isZero();
        assertThat(done.text("/spec/containers/0/name")).isEqualTo("d");
        assertThat(done.text("/spec/containers/1/name")).isEqualTo("c");
        assertThat(done.body().at("/spec/volumes").toString())
                .isEqualTo("[{\"name\":\"z\",\"hostPath\":{\"path\":\"/x\"}}]");
    }

    @Test
    void strategicPatchMergesConditionsByType() {
        String body = "{'status':{'conditions':[{'type':'%s','status':'%s'}]}}";
        client.patch(POD + "/status", Client.STRATEGIC, body.formatted("Ready", "False"));
        client.patch(POD + "/status", Client.STRATEGIC, body.formatted("Initialized", "True"));
        Client.Answer done = client.patch(POD + "/status", Client.STRATEGIC, body.formatted("Ready", "True"));
        assertThat(done.body().at("/status/conditions").findValuesAsText("status"))
                .containsExactly("True", "True");
    }

    @Test
    void jsonPatchRunsItsOperationsAllOrNone() {
        Client.Answer done = patch(
                Client.JSON_PATCH,
                "[{'op':'test','path':'/metadata/labels/app','value':'x'},"
                        + "{'op':'add','path':'/spec/containers/0/env/-','value':{'name':'Z'}},"
                        + "{'op':'replace','path':'/spec/containers/1/image','value':'new'},"
                        + "{'op':'remove','path':'/spec/volumes'},"
                        + "{'op':'copy','from':'/metadata/labels/app','path':'/metadata/labels/copy'},"
                        + "{'op':'move','from':'/metadata/labels/app','path':'/metadata/labels/a~1b'}]");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().at("/metadata/labels").toString()).isEqualTo("{\"copy\":\"x\",\"a/b\":\"x\"}");
        assertThat(done.text("/spec/containers/0/env/2/name")).isEqualTo("Z");
        assertThat(done.text("/spec/containers/1/image")).isEqualTo("new");

        Client.Answer failed = patch(
                Client.JSON_PATCH,
                "[{'op':'remove','path':'/metadata/labels'},{'op':'test','path':'/metadata/name','value':'b'}]");
        assertThat(failed.status()).isEqualTo(422);
        assertThat(client.get(POD).text("/metadata/labels/copy")).isEqualTo("x");
        assertThat(patch(Client.JSON_PATCH, "[{'op':'remove','path':'/nothing'}]")
                        .status())
                .isEqualTo(400);
        assertThat(patch(Client.JSON_PATCH, "[{'op':'add','path':'/spec/containers/9','value':{}}]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRevisionOrUidInAPatchIsAPrecondition() {
        assertThat(patch(Client.MERGE, "{'metadata':{'resourceVersion':'1','labels':{'q':'r'}}}")
                        .status())
                .isEqualTo(409);
        assertThat(patch(Client.MERGE, "{'metadata':{'uid':'other','labels':{'q':'r'}}}")
                        .status())
                .isEqualTo(409);
        String now = client.get(POD).text("/metadata/resourceVersion");
        assertThat(patch(Client.MERGE, "{'metadata':{'resourceVersion':'" + now + "','labels':{'q':'r'}}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void serverSideApplyCreatesAndMerges() {
        String type = "application/apply-patch+yaml";
        String path = "/api/v1/namespaces/default/configmaps/m?fieldManager=t";
        assertThat(client.patch(path, type, "apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n")
                        .status())
                .isEqualTo(201);
        Client.Answer merged = client.patch(path, type, "apiVersion: v1\nkind: ConfigMap\ndata: {c: d}\n");
        assertThat(merged.body().at("/data").toString()).isEqualTo("{\"a\":\"b\",\"c\":\"d\"}");
        assertThat(merged.body().at("/metadata/managedFields").isMissingNode()).isTrue();
    }

    @Test
    void customKindsHaveNoStrategicPatch() {
        String path = "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";
        client.post(path, "{'metadata':{'name':'n'},'spec':{'config':'y'}}");
        assertThat(client.patch(path + "/n", Client.STRATEGIC, "{'spec':{}}").status())
                .isEqualTo(415);
        assertThat(client.patch(path + "/n", Client.MERGE, "{'spec':{'config':'x'}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.patch(path + "/n", "text/plain", "{}").status()).isEqualTo(415);
    }
}
