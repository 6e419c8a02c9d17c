package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private static List<String> names(Client.Answer list) {
        List<String> names = new ArrayList<>();
        list.body()
                .path("items")
                .forEach(item -> names.add(item.at("/metadata/name").asText()));
        return names;
    }

    @Test
    void listsANamespaceOrAllOfThem() {
        client.namespace("other");
        client.pod("b", "");
        client.pod("a", "");
        client.post("/api/v1/namespaces/other/pods", "{'metadata':{'name':'z'}}");
        Client.Answer list = client.get(PODS);
        assertThat(names(list)).containsExactly("a", "b");
        assertThat(list.text("/kind")).isEqualTo("PodList");
        assertThat(list.body().at("/items/0/kind").isMissingNode())
                .as("items of built-in lists come without kind")
                .isTrue();
        assertThat(names(client.get("/api/v1/pods"))).containsExactly("a", "b", "z");
    }

    @Test
    void pagesShowOneStateWhateverHappensMeanwhile() {
        for (int i = 0; i < 7; i++) {
            client.pod("p" + i, "");
        }
        Client.Answer first = client.get(PODS + "?limit=3");
        assertThat(names(first)).containsExactly("p0", "p1", "p2");
        assertThat(first.text("/metadata/remainingItemCount")).isEqualTo("4");
        client.delete(PODS + "/p4");
        client.pod("p33", "");
        String token = encoded(first.text("/metadata/continue"));
        Client.Answer second = client.get(PODS + "?limit=3&continue=" + token);
        assertThat(names(second)).containsExactly("p3", "p4", "p5");
        assertThat(second.text("/metadata/resourceVersion")).isEqualTo(first.text("/metadata/resourceVersion"));
        Client.Answer third = client.get(PODS + "?limit=3&continue=" + encoded(second.text("/metadata/continue")));
        assertThat(names(third)).containsExactly("p6");
        assertThat(third.body().at("/metadata/continue").isMissingNode()).isTrue();

        standin.compact();
        Client.Answer expired = client.get(PODS + "?limit=3&continue=" + token);
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.text("/reason")).isEqualTo("Expired");
        assertThat(client.get(PODS + "?continue=nonsense").status()).isEqualTo(400);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void listsAtAnExactRevisionOfThePast() {
        String revision = client.pod("a", "").text("/metadata/resourceVersion");
        client.pod("b", "");
        client.delete(PODS + "/a");
        assertThat(names(client.get(PODS + "?resourceVersion=" + revision + "&resourceVersionMatch=Exact")))
                .containsExactly("a");
        assertThat(names(client.get(PODS + "?resourceVersion=" + revision + "&resourceVersionMatch=NotOlderThan")))
                .containsExactly("b");
        assertThat(names(client.get(PODS + "?resourceVersion=0"))).containsExactly("b");
        assertThat(client.get(PODS + "?resourceVersion=99999").status()).isEqualTo(504);
        assertThat(client.get(PODS + "?resourceVersion=x").status()).isEqualTo(400);
        assertThat(client.get(PODS + "?resourceVersionMatch=Exact").status()).isEqualTo(400);
        standin.compact();
        assertThat(client.get(PODS + "?resourceVersion=" + revision + "&resourceVersionMatch=Exact")
                        .status())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=x | a b",
                "app==x,tier=1 | a",
                "app!=x | c d",
                "app | a b c",
                "!app | d",
                "app in (x, y) | a b c",
                "app notin (x) | c d",
                "tier in (1),app=x | a",
                "app,!tier | b c",
                "tier= | ''"
            })
    void selectsByLabels(String selector, String expected) {
        client.pod("a", "'app':'x','tier':'1'");
        client.pod("b", "'app':'x'");
        client.pod("c", "'app':'y'");
        client.pod("d", "");
        assertThat(String.join(" ", names(client.get(PODS + "?labelSelector=" + encoded(selector)))))
                .isEqualTo(expected);
    }

    @Test
    void refusesSelectorsItCannotRead() {
        assertThat(client.get(PODS + "?labelSelector=" + encoded("a in (b")).status())
                .isEqualTo(400);
        Client.Answer unknown = client.get(PODS + "?fieldSelector=spec.unknown%3Dx");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("/message")).isEqualTo("field label not supported: spec.unknown");
    }

    @Test
    void selectsByFields() {
        client.pod("a", "");
        client.pod("b", "");
        client.patch(PODS + "/b", Client.MERGE, "{'spec':{'nodeName':'n'}}");
        client.patch(PODS + "/b/status", Client.MERGE, "{'status':{'phase':'Running'}}");
        assertThat(names(client.get("/api/v1/pods?fieldSelector=spec.nodeName%3Dn")))
                .containsExactly("b");
        assertThat(names(client.get("/api/v1/pods?fieldSelector=status.phase%21%3DRunning")))
                .containsExactly("a");
        assertThat(names(client.get("/api/v1/pods?fieldSelector=metadata.name%3Da%2Cmetadata.namespace%3Ddefault")))
                .containsExactly("a");
        client.post(
                "/api/v1/namespaces/default/events",
                "{'metadata':{'name':'e'},'involvedObject':{'kind':'Pod','name':'a'},'reason':'r'}");
        assertThat(names(
                        client.get("/api/v1/events?fieldSelector=involvedObject.name%3Da%2CinvolvedObject.kind%3DPod")))
                .containsExactly("e");
    }

    @Test
    void answersWithTables() {
        client.pod("a", "");
        Client.Answer table = client.get(PODS, TABLE);
        assertThat(table.text("/kind")).isEqualTo("Table");
        assertThat(table.text("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(table.body().at("/columnDefinitions").findValuesAsText("name"))
                .startsWith("Name", "Ready", "Status", "Restarts", "Age");
        assertThat(table.body().at("/rows/0/cells/0").asText()).isEqualTo("a");
        assertThat(table.body().at("/rows/0/cells/1").asText()).isEqualTo("0/1");
        assertThat(table.text("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(client.get(PODS + "/a?includeObject=Object", TABLE).text("/rows/0/object/kind"))
                .isEqualTo("Pod");
    }

    @Test
    void answersWithMetadataAlone() {
        client.pod("a", "");
        Client.Answer list = client.get(PODS, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        assertThat(list.text("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.text("/items/0/metadata/name")).isEqualTo("a");
        assertThat(list.body().at("/items/0/spec").isMissingNode()).isTrue();
    }

    @Test
    void answersProtobufRequestsWithJson() {
        assertThat(client.get(PODS, "application/vnd.kubernetes.protobuf,application/json")
                        .text("/kind"))
                .isEqualTo("PodList");
    }

    @Test
    void streamsLongListsWhole() {
        for (int i = 0; i < 2_500; i++) {
            standin.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: c" + i + "}, data: {k: v}}");
        }
        assertThat(client.get("/api/v1/configmaps").body().at("/items").size()).isEqualTo(2_500);
    }
}
