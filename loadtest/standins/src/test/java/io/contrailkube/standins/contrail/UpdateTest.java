package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.names;
import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PUT and the element-wise update (spec 04 sections 8 and 9). */
final class UpdateTest {
    private static final String PROJECT = "default-domain:default-project:";

    @AutoClose
    private static final Caller contrail = Caller.start();

    private static String machine(String name) {
        return contrail.create(
                "virtual-machine",
                "",
                name,
                "'annotations':{'key_value_pair':[{'key':'z','value':'1'},{'key':'a','value':'2'}]},");
    }

    private static Answer put(String type, String uuid, String body) {
        return contrail.put("/" + type + "/" + uuid, "{'" + type + "':{" + body + "}}");
    }

    @Test
    @Spec({"API-65", "API-72"})
    @DisplayName("API-65: only what was sent changes, identity is ignored")
    void partial() {
        String uuid = machine("partial");
        Answer answer =
                put("virtual-machine", uuid, "'display_name':'D','fq_name':['x'],'uuid':'y','parent_type':'domain'");
        answer.is(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"virtual-machine\":{\"uuid\":\"" + uuid + "\",\"href\":\"" + contrail.uri()
                        + "/virtual-machine/" + uuid + "\"}}");
        var read = contrail.get("/virtual-machine/" + uuid).at("/virtual-machine");
        assertThat(read.path("display_name").asText()).isEqualTo("D");
        assertThat(read.at("/fq_name/0").asText()).isEqualTo("partial");
        assertThat(read.at("/annotations/key_value_pair")).hasSize(2);
        put("virtual-network", uuid, "'display_name':'D'").is(404, "Unknown id: " + uuid);
    }

    @Test
    @Spec({"API-66", "API-25"})
    @DisplayName("API-66: a list of references is replaced as a whole, and the other side follows")
    void referenceLists() {
        List<String> policies = IntStream.range(0, 3)
                .mapToObj(i -> contrail.create("network-policy", "project", PROJECT + "np" + i, ""))
                .toList();
        String network = contrail.create("virtual-network", "project", PROJECT + "lists", "");
        put(
                        "virtual-network",
                        network,
                        "'network_policy_refs':[" + ref(PROJECT + "np0", policies.get(0)) + ","
                                + ref(PROJECT + "np1", policies.get(1)) + "]")
                .is(200);
        put(
                        "virtual-network",
                        network,
                        "'network_policy_refs':[" + ref(PROJECT + "np2", policies.get(2)) + ","
                                + ref(PROJECT + "np1", policies.get(1)) + "]")
                .is(200);
        assertThat(names(contrail.field("virtual-network", network, "network_policy_refs")))
                .containsExactly(PROJECT + "np1", PROJECT + "np2");
        assertThat(contrail.field("network-policy", policies.get(0), "virtual_network_back_refs")
                        .isMissingNode())
                .isTrue();
        assertThat(names(contrail.field("network-policy", policies.get(2), "virtual_network_back_refs")))
                .containsExactly(PROJECT + "lists");
        put("virtual-network", network, "'network_policy_refs':null").is(200);
        assertThat(contrail.field("virtual-network", network, "network_policy_refs")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    @Spec({"API-67", "API-57"})
    @DisplayName("API-67: a reference to an unknown uuid dangles, and holds once the object comes")
    void dangling() {
        String unknown = "11111111-2222-4333-8444-555555555555";
        String network = contrail.create("virtual-network", "project", PROJECT + "dangling", "");
        put("virtual-network", network, "'network_policy_refs':[" + ref(PROJECT + "x", unknown) + "]")
                .is(200);
        assertThat(contrail.field("virtual-network", network, "network_policy_refs")
                        .at("/0/to/0")
                        .asText())
                .isEqualTo("ERROR");
        contrail.create("network-policy", "project", PROJECT + "late", "'uuid':'" + unknown + "',");
        assertThat(names(contrail.field("network-policy", unknown, "virtual_network_back_refs")))
                .containsExactly(PROJECT + "dangling");
        put("virtual-network", network, "'network_policy_refs':[{'to':['no','such','policy'],'attr':null}]")
                .is(400);
        put("virtual-network", network, "'network_policy_refs':[{'attr':null}]").is(500);
    }

    @Test
    @Spec({"API-68", "API-69", "API-24"})
    @DisplayName("API-68/69: whole properties, empty lists and nulls")
    void nulls() {
        String uuid = machine("nulls");
        String type = "virtual-machine";
        put(type, uuid, "'server_type':null").is(200);
        assertThat(contrail.field(type, uuid, "server_type").isNull()).isTrue();
        put(type, uuid, "'server_type':'baremetal-server'").is(200);
        put(type, uuid, "'server_type':null").is(200);
        assertThat(contrail.field(type, uuid, "server_type").isMissingNode()).isTrue();
        put(type, uuid, "'annotations':null").is(500);
        assertThat(contrail.field(type, uuid, "annotations").path("key_value_pair"))
                .hasSize(2);
        put(type, uuid, "'annotations':{}").is(200);
        assertThat(contrail.field(type, uuid, "annotations").isMissingNode()).isTrue();
    }

    @Test
    @Spec({"API-5", "API-6"})
    @DisplayName("API-6: PUT without a JSON content type, or of nothing, is an empty 200 that changes nothing")
    void contentTypes() {
        String uuid = machine("types");
        String body = "{\"virtual-machine\":{\"display_name\":\"lost\"}}";
        Answer plain = contrail.send("PUT", "/virtual-machine/" + uuid, body, "Content-Type", "text/plain");
        plain.is(200, "");
        assertThat(plain.contentType()).isEqualTo("text/html; charset=UTF-8");
        contrail.put("/virtual-machine/" + uuid, "{'virtual-machine':{}}").is(200, "");
        assertThat(contrail.field("virtual-machine", uuid, "display_name").asText())
                .isEqualTo("types");
        contrail.send("PUT", "/virtual-machine/" + uuid, body, "Content-Type", "application/json; charset=UTF-8")
                .is(200);
        assertThat(contrail.field("virtual-machine", uuid, "display_name").asText())
                .isEqualTo("lost");
        contrail.send("POST", "/virtual-machines", body, "Content-Type", "text/plain")
                .is(500, "Internal Server Error");
    }

    @Test
    @Spec("API-44")
    @DisplayName("API-44: perms2 needs its owner")
    void perms() {
        String uuid = machine("perms2");
        put("virtual-machine", uuid, "'perms2':{'global_access':7}").is(400, "owner in perms2 must be present");
    }

    @Test
    @Spec({"API-73", "API-31"})
    @DisplayName("API-73: elements of maps and lists")
    void elements() {
        String uuid = machine("elements");
        update(uuid, "{'field':'annotations','operation':'set','value':{'key':'m','value':'3'}}")
                .is(200, "");
        update(
                        uuid,
                        "{'field':'annotations','operation':'set','value':{'key':'a','value':'9'}},"
                                + "{'field':'annotations','operation':'delete','position':'z'},"
                                + "{'field':'annotations','operation':'delete','position':'absent'}")
                .is(200, "");
        Answer got = contrail.get("/prop-collection-get?uuid=" + uuid + "&fields=annotations");
        assertThat(got.text())
                .isEqualTo("{\"annotations\":[[{\"key\":\"a\",\"value\":\"9\"},\"a\"],"
                        + "[{\"key\":\"m\",\"value\":\"3\"},\"m\"]]}");
    }

    @Test
    @Spec("API-31")
    @DisplayName("API-31: lists are read back in the order of their positions as text")
    void textOrder() {
        String network = contrail.create("virtual-network", "project", PROJECT + "order", "");
        String flows = String.join(
                ",",
                IntStream.range(0, 13)
                        .mapToObj(i -> "{'protocol':'udp','port':" + i + "}")
                        .toList());
        put("virtual-network", network, "'virtual_network_fat_flow_protocols':{'fat_flow_protocol':[" + flows + "]}")
                .is(200);
        assertThat(
                        contrail
                                .field("virtual-network", network, "virtual_network_fat_flow_protocols")
                                .findValues("port")
                                .stream()
                                .map(port -> port.asInt())
                                .toList())
                .containsExactly(0, 1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    @Spec("API-74")
    @DisplayName("API-74: all updates of a call or none, and the time of the last change moves")
    void allOrNothing() {
        String uuid = machine("atomic");
        update(
                        uuid,
                        "{'field':'annotations','operation':'set','value':{'key':'never','value':'1'}},"
                                + "{'field':'display_name','operation':'set','value':'x'}")
                .is(400, "display_name neither \"ListProperty\" nor \"MapProperty\"");
        assertThat(contrail.field("virtual-machine", uuid, "annotations").toString())
                .doesNotContain("never");
        String before = contrail.field("virtual-machine", uuid, "id_perms")
                .path("last_modified")
                .asText();
        contrail.post("/prop-collection-update", "{'uuid':'" + uuid + "','updates':[]}")
                .is(200, "");
        assertThat(contrail.field("virtual-machine", uuid, "id_perms")
                        .path("last_modified")
                        .asText())
                .isGreaterThan(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'operation':'add','value':{'key':'a','value':'b'} | 400",
                "'operation':'set','value':{'key':'a','nope':'b'}  | 400",
                "'operation':'set','value':{'value':'b'}           | 500",
                "'operation':'set'                                 | 500",
                "'operation':'delete'                              | 500"
            })
    @Spec("API-75")
    @DisplayName("API-75: refused updates of elements")
    void refused(String update, int status) {
        String uuid = machine("refused" + update.hashCode());
        update(uuid, "{'field':'annotations'," + update + "}").is(status);
    }

    private static Answer update(String uuid, String updates) {
        return contrail.post("/prop-collection-update", "{'uuid':'" + uuid + "','updates':[" + updates + "]}");
    }
}
