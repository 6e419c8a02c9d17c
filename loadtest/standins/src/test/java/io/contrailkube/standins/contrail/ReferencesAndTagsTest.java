package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.names;
import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ref-update, relaxed references, tags and set-tag (spec 04 sections 10, 11 and 15.10). */
final class ReferencesAndTagsTest {
    private static final String UNKNOWN = "11111111-2222-4333-8444-555555555555";

    @AutoClose
    private final Caller contrail = Caller.start();

    private String network = "";
    private String policy = "";
    private String machine = "";

    @BeforeEach
    void fill() {
        contrail.project("p");
        network = contrail.create("virtual-network", "project", "default-domain:p:net", "");
        policy = contrail.create("network-policy", "project", "default-domain:p:np", "");
        machine = contrail.create("virtual-machine", "", "vm", "");
    }

    private Answer update(String operation, String more) {
        return contrail.post(
                "/ref-update",
                "{'type':'virtual_network','uuid':'" + network + "','ref-type':'network-policy','operation':'"
                        + operation + "'," + more + "}");
    }

    @Test
    @Spec({"API-76", "API-77"})
    @DisplayName("API-77: adding and removing again and again")
    void idempotent() {
        String attr = "'attr':{'sequence':{'major':%d,'minor':0},'timer':null}";
        update("ADD", "'ref-uuid':'" + policy + "'," + attr.formatted(1)).is(200, "{\"uuid\":\"" + network + "\"}");
        update("ADD", "'ref-fq-name':['default-domain','p','np']," + attr.formatted(2))
                .is(200);
        var refs = contrail.field("virtual-network", network, "network_policy_refs");
        assertThat(refs).hasSize(1);
        assertThat(refs.at("/0/attr/sequence/major").asInt()).isEqualTo(2);
        update("DELETE", "'ref-uuid':'" + policy + "'").is(200);
        update("DELETE", "'ref-uuid':'" + policy + "'").is(200);
        update("DELETE", "'ref-uuid':'" + UNKNOWN + "'").is(200);
        update("DELETE", "'ref-fq-name':['a','b']").is(404, "Name ['a', 'b'] not found");
        assertThat(contrail.field("network-policy", policy, "virtual_network_back_refs")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    @Spec("API-78")
    @DisplayName("API-78: what ref-update refuses, and a kind of reference that the type does not have")
    void refused() {
        update("ADD", "'ref-uuid':'" + UNKNOWN + "','attr':null").is(404, "Unknown id: " + UNKNOWN);
        update("MOVE", "'ref-uuid':'" + policy + "'").is(400);
        update("ADD", "'attr':null").is(400);
        update("ADD", "'ref-uuid':'" + policy + "','attr':{'nope':1}").is(400);
        update("ADD", "'ref-uuid':'" + machine + "','attr':null").is(404);
        contrail.post("/ref-update", "{'uuid':'" + network + "'}").is(404, "Resource type 'None' not found");
        contrail.post(
                        "/ref-update",
                        "{'type':'virtual-network','uuid':'" + network + "','ref-type':'security-group','ref-uuid':'"
                                + policy + "','operation':'ADD'}")
                .is(200);
    }

    @Test
    @Spec("API-79")
    @DisplayName("API-79: a relaxed reference does not hold its target, and survives a PUT that keeps it")
    void relaxed() {
        update("ADD", "'ref-uuid':'" + policy + "','attr':null").is(200);
        contrail.delete("/network-policy/" + policy)
                .is(
                        409,
                        "Delete when resource still referred: ['" + contrail.uri() + "/virtual-network/" + network
                                + "']");
        contrail.post("/ref-relax-for-delete", "{'uuid':'" + network + "','ref-uuid':'" + policy + "'}")
                .is(200);
        contrail.put(
                        "/virtual-network/" + network,
                        "{'virtual-network':{'network_policy_refs':[" + ref("default-domain:p:np", policy) + "]}}")
                .is(200);
        contrail.delete("/network-policy/" + policy).is(200, "");
        assertThat(contrail.field("virtual-network", network, "network_policy_refs")
                        .isMissingNode())
                .isTrue();
        contrail.post("/ref-relax-for-delete", "{'uuid':'" + network + "'}").is(400);
        contrail.post("/ref-relax-for-delete", "{'uuid':'" + UNKNOWN + "','ref-uuid':'" + network + "'}")
                .is(404);
    }

    private String tag(String scope, String type, String value) {
        return contrail.create(
                "tag",
                scope.isEmpty() ? "" : "project",
                scope + "any-name",
                "'tag_type_name':'" + type + "','tag_value':'" + value + "',");
    }

    @Test
    @Spec({"API-136", "API-137", "API-138", "API-139"})
    @DisplayName("API-136..139: names, ids and types of tags")
    void tags() {
        String web = tag("", "Tier", "web");
        String own = tag("default-domain:p:", "tier", "web");
        String custom = tag("", "zone", "a");
        assertThat(contrail.field("tag", web, "tag_id").asText()).isEqualTo("0x00020000");
        assertThat(contrail.field("tag", own, "tag_id").asText()).isEqualTo("0x00020001");
        assertThat(contrail.field("tag", custom, "tag_id").asText()).isEqualTo("0x00ff0000");
        assertThat(contrail.get("/tag/" + own).at("/tag/fq_name").toString())
                .isEqualTo("[\"default-domain\",\"p\",\"tier=web\"]");
        contrail.tryCreate("tag", "", "x", "'tag_type_name':'tier','tag_value':'web',")
                .is(409, "['tier=web'] already exists with uuid: " + web);
        contrail.tryCreate("tag", "", "x", "'tag_type_name':'tier',")
                .is(400, "Tag must be created with a type and a value");
        contrail.put("/tag/" + web, "{'tag':{'tag_value':'web'}}")
                .is(400, "Tag name, type, value or ID cannot be updated");
        contrail.put("/tag/" + web, "{'tag':{'annotations':{'key_value_pair':[]}}}")
                .is(200);
        contrail.delete("/tag/" + custom).is(200);
        assertThat(contrail.get("/tag-types?fq_names=zone").at("/tag-types")).isEmpty();
        contrail.delete("/tag/" + web).is(200);
        assertThat(contrail.field("tag", tag("", "tier", "db"), "tag_id").asText())
                .isEqualTo("0x00020000");
    }

    private String port() {
        return contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:p:port",
                "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "],");
    }

    private Answer setTag(String type, String uuid, String tags) {
        return contrail.post("/set-tag", "{'obj_type':'" + type + "','obj_uuid':'" + uuid + "'," + tags + "}");
    }

    private List<String> tagsOf(String port) {
        return names(contrail.field("virtual-machine-interface", port, "tag_refs"));
    }

    @Test
    @Spec({"API-81", "API-82", "API-83"})
    @DisplayName("API-81: several types in one call, replaced, added to and removed")
    void setTags() {
        tag("", "tier", "web");
        tag("", "tier", "db");
        tag("", "label", "red");
        tag("", "label", "blue");
        tag("default-domain:p:", "site", "here");
        String port = port();
        String type = "virtual_machine_interface";
        setTag(
                        type,
                        port,
                        "'TIER':{'is_global':true,'value':'web'},'label':{'is_global':true,'add_values':['red','blue']}")
                .is(200, "{}");
        assertThat(tagsOf(port)).containsExactly("label=blue", "label=red", "tier=web");
        setTag(
                        type,
                        port,
                        "'tier':{'is_global':true,'value':'db'},'label':{'is_global':true,'delete_values':['red']},"
                                + "'site':{'is_global':false,'value':'here'}")
                .is(200);
        assertThat(tagsOf(port)).containsExactly("default-domain:p:site=here", "label=blue", "tier=db");
        setTag("virtual-machine-interface", port, "'tier':null,'label':null,'site':null")
                .is(200);
        assertThat(tagsOf(port)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tier':{'is_global':true,'value':'nope'} | 404 | Tag with FQName ['tier=nope'] not found",
                "'tier':{'is_global':true,'add_values':['web']} | 400 | Tag type tier cannot be set multiple times on a same object.",
                "'tier':{'is_global':true} | 400 | No valid value provided for tag type tier",
                "'tier':{'value':{'a':1}} | 500 | Internal Server Error",
                "'tier':'web' | 500 | Internal Server Error"
            })
    @Spec("API-84")
    @DisplayName("API-84: refused tags")
    void refusedTags(String tags, int status, String text) {
        setTag("virtual-machine-interface", port(), tags).is(status, text);
    }

    @Test
    @Spec({"API-82", "API-84"})
    @DisplayName("API-82: an object outside of projects has no scope")
    void scope() {
        setTag("virtual_machine", machine, "'tier':{'value':'web'}")
                .is(404, "Not able to determine the scope of the tag 'tier=web'");
        setTag("virtual_machine", UNKNOWN, "'tier':null").is(404, "Unknown id: " + UNKNOWN);
        contrail.post("/set-tag", "{'obj_type':'virtual-machine'}").is(400, "Object type and UUID must be specified");
    }

    @Test
    @Spec({"API-140", "API-26", "API-148"})
    @DisplayName("API-140: one tag of a type; address groups carry labels only")
    void limits() {
        String web = tag("", "tier", "web");
        String db = tag("", "tier", "db");
        String port = port();
        contrail.put(
                        "/virtual-machine-interface/" + port,
                        "{'virtual-machine-interface':{'tag_refs':[" + ref("tier=web", web) + "," + ref("tier=db", db)
                                + "]}}")
                .is(400);
        contrail.put(
                        "/virtual-machine-interface/" + port,
                        "{'virtual-machine-interface':{'tag_refs':[{'uuid':'" + web + "'}]}}")
                .is(500, "KeyError: 'to'");
        contrail.tryCreate(
                        "address-group",
                        "policy-management",
                        "default-policy-management:ag",
                        "'tag_refs':[" + ref("tier=web", web) + "],")
                .is(400);
    }
}
