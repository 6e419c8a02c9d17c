package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads, lists, filters and pages (spec 04 sections 6 and 7). */
final class ReadAndListTest {
    @AutoClose
    private static final Caller contrail = Caller.start();

    private static String project = "";
    private static String network = "";
    private static String port = "";

    @BeforeAll
    static void fill() {
        project = contrail.project("lists");
        network = contrail.network("lists", "net", "10.0.0.0", 24);
        port = contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:lists:port",
                "'virtual_network_refs':[" + ref("default-domain:lists:net", network) + "],");
        IntStream.range(0, 5)
                .forEach(i -> contrail.create(
                        "network-policy",
                        "project",
                        "default-domain:lists:p" + i,
                        "'display_name':'even" + i % 2 + "',"));
    }

    private static List<String> listed(String query) {
        return names(contrail.get(query), "network-policys");
    }

    private static List<String> names(Answer answer, String collection) {
        answer.is(200);
        List<String> found = new ArrayList<>();
        for (JsonNode entry : answer.json().path(collection)) {
            found.add(entry.at("/fq_name/2").asText());
        }
        return found;
    }

    @Test
    @Spec("API-52")
    @DisplayName("API-52: exclusions act by presence")
    void exclusions() {
        var whole = contrail.get("/virtual-network/" + network).at("/virtual-network");
        assertThat(whole.has("virtual_machine_interface_back_refs")).isTrue();
        assertThat(whole.has("routing_instances")).isTrue();
        var bare = contrail.get("/virtual-network/" + network
                        + "?exclude_back_refs=false&exclude_children=true&exclude_hrefs=1")
                .at("/virtual-network");
        assertThat(bare.has("virtual_machine_interface_back_refs")).isFalse();
        assertThat(bare.has("routing_instances")).isFalse();
        assertThat(bare.has("href")).isFalse();
        assertThat(bare.at("/network_ipam_refs/0").has("href")).isFalse();
    }

    @Test
    @Spec("API-53")
    @DisplayName("API-53: fields selects, identity and permissions always come")
    void fields() {
        var read = contrail.get("/virtual-network/" + network + "?fields=routing_instances,nope")
                .at("/virtual-network");
        assertThat(read.properties().stream().map(e -> e.getKey()).toList())
                .containsExactlyInAnyOrder(
                        "uuid",
                        "name",
                        "fq_name",
                        "href",
                        "parent_type",
                        "parent_uuid",
                        "parent_href",
                        "id_perms",
                        "perms2",
                        "routing_instances");
    }

    @Test
    @Spec("API-54")
    @DisplayName("API-54: unknown ids, and ids of another type")
    void unknown() {
        contrail.get("/virtual-network/zzz").is(404, "Unknown id: zzz");
        contrail.get("/virtual-network/" + port).is(404, "No virtual-network object found for id " + port);
    }

    @Test
    @Spec("API-56")
    @DisplayName("API-56: the tag covers own changes, not back references")
    void tags() {
        String url = "/virtual-network/" + network;
        String tag = contrail.get(url).header("Etag");
        assertThat(tag).startsWith("\"").endsWith("\"");
        contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:lists:more",
                "'virtual_network_refs':[" + ref("default-domain:lists:net", network) + "],");
        Answer same = contrail.send("GET", url, "", "If-None-Match", tag);
        same.is(304, "");
        assertThat(same.contentType()).isEmpty();
        contrail.send("GET", url, "", "If-None-Match", tag.replace("\"", "")).is(304);
        contrail.put(url, "{'virtual-network':{'mtu':9000}}").is(200);
        contrail.send("GET", url, "", "If-None-Match", tag).is(200);
    }

    @Test
    @Spec("API-55")
    @DisplayName("API-55: reading a project is a write")
    void projectRead() {
        String before = contrail.get("/project/" + project).header("Etag");
        assertThat(contrail.get("/project/" + project).header("Etag")).isNotEqualTo(before);
        String listed = "/projects?obj_uuids=" + project + "&detail=true";
        String at = "/projects/0/project/id_perms/last_modified";
        assertThat(contrail.get(listed).at(at)).isEqualTo(contrail.get(listed).at(at));
    }

    @Test
    @Spec("API-58")
    @DisplayName("API-58: the three forms of entries")
    void entries() {
        String query = "/virtual-networks?obj_uuids=" + network;
        assertThat(keys(contrail.get(query).at("/virtual-networks/0"))).containsExactly("fq_name", "href", "uuid");
        assertThat(keys(contrail.get(query + "&fields=virtual_network_network_id,nope")
                        .at("/virtual-networks/0")))
                .containsExactly("fq_name", "href", "parent_type", "parent_uuid", "uuid", "virtual_network_network_id");
        var detail = contrail.get(query + "&detail=TRUE&fields=virtual_machine_interface_back_refs")
                .at("/virtual-networks/0/virtual-network");
        assertThat(keys(detail))
                .contains("name", "id_perms", "network_ipam_refs", "virtual_machine_interface_back_refs")
                .doesNotContain("parent_href", "routing_instances");
        assertThat(detail.at("/network_ipam_refs/0").has("href")).isFalse();
        assertThat(contrail.get(query + "&count=true").text()).isEqualTo("{\"virtual-networks\":{\"count\":1}}");
        assertThat(contrail.get(query + "&count=1").at("/virtual-networks")).hasSize(1);
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(e -> e.getKey()).sorted().toList();
    }

    @Test
    @Spec({"API-58", "API-59", "API-61"})
    @DisplayName("API-58/59/61: what narrows a list")
    void anchors() {
        String all = "/network-policys?parent_id=" + project;
        assertThat(listed(all)).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
        assertThat(listed("/network-policys?obj_uuids=")).isEmpty();
        assertThat(listed("/network-policys?obj_uuids=zzz," + network)).isEmpty();
        assertThat(listed("/network-policys?fq_names=default-domain:lists:p1,default-domain:lists:zz"))
                .containsExactly("p1");
        assertThat(listed("/network-policys?parent_fq_name_str=default-domain:lists&parent_type=project"))
                .hasSize(5);
        assertThat(listed("/network-policys?parent_fq_name_str=default-domain:zz"))
                .isEmpty();
        assertThat(names(
                        contrail.get("/virtual-machine-interfaces?back_ref_id=" + network + "&parent_id=" + project
                                + "&obj_uuids=" + port),
                        "virtual-machine-interfaces"))
                .containsExactly("port");
    }

    @Test
    @Spec({"API-58", "API-60"})
    @DisplayName("API-60: filters")
    void filters() {
        String all = "/network-policys?parent_id=" + project + "&filters=";
        assertThat(listed(all + "display_name==even0")).containsExactlyInAnyOrder("p0", "p2", "p4");
        assertThat(listed(all + "display_name==even0,display_name==even1")).hasSize(5);
        assertThat(listed(all + "nope==1")).hasSize(5);
        assertThat(listed(all + "nope==1,display_name==even0")).isEmpty();
        contrail.get(all + "display_name").is(400, "Invalid filter display_name");
        assertThat(names(contrail.get("/virtual-networks?filters=is_provider_network==true"), "virtual-networks"))
                .containsExactly("ip-fabric");
        assertThat(names(contrail.get("/virtual-networks?filters=is_provider_network==True"), "virtual-networks"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5", "6"})
    @Spec("API-62")
    @DisplayName("API-62: pages bring everything once, in order, and end with a null marker")
    void pages(int limit) {
        assertThat(paged("/network-policys?", limit)).containsExactly("p0", "p1", "p2", "p3", "p4");
        assertThat(paged("/network-policys?parent_id=" + project + "&", limit))
                .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    }

    private static List<String> paged(String query, int limit) {
        List<String> found = new ArrayList<>();
        String marker = "";
        do {
            Answer page = contrail.get(query + "page_limit=" + limit + "&page_marker=" + marker);
            List<String> names = names(page, "network-policys");
            assertThat(names.size()).isLessThanOrEqualTo(limit);
            found.addAll(names);
            marker = page.at("/marker").asText("");
            assertThat(marker.isEmpty() || marker.equals("null")).isEqualTo(names.size() < limit);
        } while (!marker.isEmpty() && !marker.equals("null"));
        return found;
    }

    @Test
    @Spec("API-62")
    @DisplayName("API-62: bad markers and limits; a limit alone pages nothing")
    void badPages() {
        contrail.get("/network-policys?page_marker=abc").is(400, "Invalid page_marker abc");
        contrail.get("/network-policys?page_marker=&page_limit=0").is(400);
        assertThat(listed("/network-policys?page_limit=1")).hasSize(5);
    }

    @Test
    @Spec("API-63")
    @DisplayName("API-63: the bulk list takes text, and truthy values for flags")
    void bulk() {
        Answer answer = contrail.post(
                "/list-bulk-collection",
                "{'type':'virtual_machine_interface','obj_uuids':'" + port
                        + "','detail':'false','exclude_hrefs':true,'fields':'instance_ip_back_refs'}");
        var detail = answer.at("/virtual-machine-interfaces/0/virtual-machine-interface");
        assertThat(detail.path("uuid").asText()).isEqualTo(port);
        assertThat(detail.has("href")).isFalse();
        contrail.post("/list-bulk-collection", "{'type':'virtual-network','obj_uuids':['" + network + "']}")
                .is(500);
        contrail.post("/list-bulk-collection", "{'type':'nope'}").is(404, "Resource type 'nope' not found");
        contrail.post("/list-bulk-collection", "{}").is(404, "Resource type 'None' not found");
        assertThat(contrail.post("/list-bulk-collection", "{'type':'network-policy','page_marker':null,'page_limit':2}")
                        .at("/network-policys"))
                .hasSize(2);
    }

    @Test
    @Spec("API-94")
    @DisplayName("API-94: names and ids, and the home page that clients build URLs from")
    void names() {
        contrail.post("/fqname-to-id", "{'type':'virtual-network','fq_name':['default-domain','lists','net']}")
                .is(200, "{\"uuid\":\"" + network + "\"}");
        contrail.post("/fqname-to-id", "{'type':'virtual-network','fq_name':['a','b']}")
                .is(404, "Name ['a', 'b'] not found");
        contrail.post("/fqname-to-id", "{'type':'virtual-network'}").is(500);
        contrail.post("/id-to-fqname", "{'uuid':'" + network + "'}")
                .is(200, "{\"fq_name\":[\"default-domain\",\"lists\",\"net\"],\"type\":\"virtual-network\"}");
        assertThat(contrail.get("/").json().findValuesAsText("name"))
                .contains(
                        "name-to-id",
                        "id-to-name",
                        "useragent-keyvalue",
                        "virtual-network-ip-alloc",
                        "firewall-policy");
    }
}
