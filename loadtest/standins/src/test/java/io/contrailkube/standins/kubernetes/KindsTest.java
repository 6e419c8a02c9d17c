package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.standins.kubernetes.Client.Answer;
import io.contrailkube.standins.kubernetes.api.Uids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about single kinds, and uids that come from names. */
class KindsTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String INGRESSES = "/apis/networking.k8s.io/v1/namespaces/default/ingresses";
    private static final String ATTACHMENTS =
            "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String RULES =
            "'rules':[{'http':{'paths':[{'path':'/','pathType':'Prefix','backend':{'service':{'name':'a','port':{'number':80}}}}]}}]";

    private final KubernetesStandin standin =
            KubernetesStandin.start(KubernetesOptions.loopback().withUids(Uids.DERIVED));
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    @Test
    void bindsAPodOnce() {
        client.pod("a", "");
        String binding = "{'metadata':{'name':'a'},'target':{'kind':'Node','name':'n1'}}";
        assertThat(client.post(PODS + "/a/binding", binding).status()).isEqualTo(201);
        Answer bound = client.get(PODS + "/a");
        assertThat(bound.text("/spec/nodeName")).isEqualTo("n1");
        assertThat(bound.text("/status/conditions/0/type")).isEqualTo("PodScheduled");
        assertThat(client.post(PODS + "/a/binding", binding).status()).isEqualTo(409);
        assertThat(client.post(PODS + "/b/binding", binding).status()).isEqualTo(404);
        assertThat(client.post(PODS + "/a/binding", "{'target':{}}").status()).isEqualTo(422);
        assertThat(client.post(SERVICES + "/a/binding", binding).status()).isEqualTo(405);
    }

    @Test
    void servesCustomKindsOnlyWithTheirDefinition() {
        String attachment = "{'metadata':{'name':'red'},'spec':{'config':''}}";
        assertThat(client.get(ATTACHMENTS).status()).isEqualTo(404);
        assertThat(client.get("/apis/k8s.cni.cncf.io/v1").status()).isEqualTo(404);
        assertThat(client.post(ATTACHMENTS, attachment).status()).isEqualTo(404);

        Answer definition = client.post(
                DEFINITIONS,
                "{'metadata':{'name':'network-attachment-definitions.k8s.cni.cncf.io'},'spec':{'group':'k8s.cni.cncf.io',"
                        + "'scope':'Namespaced','names':{'plural':'network-attachment-definitions',"
                        + "'kind':'NetworkAttachmentDefinition'},'versions':[{'name':'v1','served':true,'storage':true}]}}");
        assertThat(definition.text("/status/conditions/1/type")).isEqualTo("Established");
        assertThat(definition.text("/status/acceptedNames/kind")).isEqualTo("NetworkAttachmentDefinition");
        assertThat(client.get("/apis/k8s.cni.cncf.io/v1").text("/resources/0/kind"))
                .isEqualTo("NetworkAttachmentDefinition");
        assertThat(client.post(ATTACHMENTS, attachment).status()).isEqualTo(201);

        client.delete(DEFINITIONS + "/network-attachment-definitions.k8s.cni.cncf.io");
        assertThat(client.get(ATTACHMENTS).status()).isEqualTo(404);
        assertThat(client.get("/apis").body().toString()).doesNotContain("k8s.cni.cncf.io");
    }

    @Test
    void givesIngressesTheDefaultClass() {
        client.post(
                "/apis/networking.k8s.io/v1/ingressclasses",
                "{'metadata':{'name':'ours','annotations':{'ingressclass.kubernetes.io/is-default-class':'true'}},"
                        + "'spec':{'controller':'opencontrail.org/ingress'}}");
        Answer made = client.post(INGRESSES, "{'metadata':{'name':'a'},'spec':{" + RULES + "}}");
        assertThat(made.text("/spec/ingressClassName")).isEqualTo("ours");
        Answer old = client.post(
                INGRESSES,
                "{'metadata':{'name':'b','annotations':{'kubernetes.io/ingress.class':'nginx'}},'spec':{" + RULES
                        + "}}");
        assertThat(old.body().at("/spec").has("ingressClassName")).isFalse();
        Answer both = client.patch(
                INGRESSES + "/a", Client.MERGE, "{'metadata':{'annotations':{'kubernetes.io/ingress.class':'x'}}}");
        assertThat(both.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'defaultBackend':{'service':{'name':'a'}}",
                "'rules':[{'http':{'paths':[{'path':'/','backend':{'service':{'name':'a','port':{'number':80}}}}]}}]",
                "'rules':[{'http':{'paths':[{'path':'x','pathType':'Exact','backend':{'service':{'name':'a','port':{'number':80}}}}]}}]",
                "'rules':[{'http':{'paths':[{'path':'/','pathType':'Regex','backend':{'service':{'name':'a','port':{'number':80}}}}]}}]",
                "'rules':[{'http':{'paths':[{'path':'/','pathType':'Exact','backend':{}}]}}]"
            })
    void refusesIngressesThatSayNothing(String spec) {
        assertThat(client.post(INGRESSES, "{'metadata':{'name':'a'},'spec':{" + spec + "}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void derivesUidsAndAddressesFromNames() {
        assertThat(client.get("/api/v1/namespaces/default").text("/metadata/uid"))
                .isEqualTo(Uuids.named("Namespace default"));
        assertThat(client.get(SERVICES + "/kubernetes").text("/spec/clusterIP")).isEqualTo("10.96.0.1");

        String derived = Uuids.named("Pod default/a");
        client.post(PODS + "?dryRun=All", "{'metadata':{'name':'a'}}");
        assertThat(client.pod("a", "").text("/metadata/uid")).isEqualTo(derived);
        client.delete(PODS + "/a");
        assertThat(client.pod("a", "").text("/metadata/uid"))
                .isNotEqualTo(derived)
                .hasSize(36);

        String spec = "'spec':{'ports':[{'port':80}]}}";
        String first = client.post(SERVICES, "{'metadata':{'name':'b'}," + spec).text("/spec/clusterIP");
        client.post(SERVICES, "{'metadata':{'name':'c'}," + spec);
        client.delete(SERVICES + "/b");
        assertThat(client.post(SERVICES, "{'metadata':{'name':'b'}," + spec).text("/spec/clusterIP"))
                .isEqualTo(first);
    }
}
