package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST of new objects (spec 04 section 5). */
final class CreateTest {
    private static final String UUID = "aaaaaaaa-0000-4000-8000-00000000000";

    @AutoClose
    private static final Caller contrail = Caller.start();

    @Test
    @Spec("API-45")
    @DisplayName("API-45: the answer holds identity only")
    void identity() {
        Answer answer = contrail.tryCreate("virtual-network", "project", "default-domain:default-project:id", "");
        assertThat(answer.at("/virtual-network").properties().stream()
                        .map(e -> e.getKey())
                        .toList())
                .containsExactlyInAnyOrder(
                        "name", "fq_name", "uuid", "href", "parent_type", "parent_uuid", "parent_href");
    }

    @Test
    @Spec("API-36")
    @DisplayName("API-36: a taken name, then a taken uuid, with the texts a client reads the uuid from")
    void conflicts() {
        String uuid = UUID + "1";
        contrail.create("virtual-machine", "", "taken", "'uuid':'" + uuid + "',");
        contrail.tryCreate("virtual-machine", "", "taken", "'uuid':'" + uuid + "',")
                .is(409, "['taken'] already exists with uuid: " + uuid);
        contrail.tryCreate("virtual-machine", "", "other", "'uuid':'" + uuid + "',")
                .is(409, uuid + " already exists with fq_name: ['taken']");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "virtual-machine  | '' | a:b                   | 400",
                "virtual-network  | domain  | default-domain:x | 400",
                "virtual-network  | project | short            | 400",
                "virtual-network  | project | default-domain:nope:n | 404",
                "project          | domain  | nodomain:p       | 400",
                "virtual-machine-interface | '' | default-domain:default-project:m | 400",
                "virtual-network  | ''      | default-domain:default-project:orphan | 500"
            })
    @Spec("API-45")
    @DisplayName("API-45: names and parents that do not fit")
    void misfits(String type, String parent, String name, int status) {
        String body = "{'" + type + "':{'fq_name':['" + (name.equals("a:b") ? name : name.replace(":", "','")) + "']"
                + (parent.isEmpty() ? "" : ",'parent_type':'" + parent + "'") + "}}";
        contrail.post("/" + type + "s", body).is(status);
    }

    @ParameterizedTest
    @CsvSource({
        "aaaaaaaa00004000800000000000000f, 400",
        "AAAAAAAA-0000-4000-8000-00000000000F, 400",
        "zzz, 500",
        "aaaaaaaa-0000-1000-8000-00000000000a, 200"
    })
    @Spec("API-47")
    @DisplayName("API-47: forms of a chosen uuid")
    void uuidForms(String uuid, int status) {
        contrail.tryCreate("virtual-machine", "", "form-" + uuid, "'uuid':'" + uuid + "',")
                .is(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'fabric_snat':'true'",
                "'virtual_network_properties':{'forwarding_mode':'l9'}",
                "'virtual_network_properties':{'vxlan_network_identifier':16777216}",
                "'virtual_network_properties':{'nope':1}",
                "'annotations':{'key_value_pair':{'key':'a'}}",
                "'display_name':7"
            })
    @Spec("API-49")
    @DisplayName("API-49: values that break their shape")
    void shapes(String property) {
        Answer answer =
                contrail.tryCreate("virtual-network", "project", "default-domain:default-project:bad", property + ",");
        answer.is(400);
        assertThat(answer.text()).startsWith("Bad property in create: ");
        assertThat(answer.contentType()).isEqualTo("text/html; charset=UTF-8");
    }

    @Test
    @Spec({"API-49", "API-23"})
    @DisplayName("API-49: unknown keys are ignored, numeric text becomes a number, omitted properties stay absent")
    void lenient() {
        String uuid = contrail.create(
                "virtual-network",
                "project",
                "default-domain:default-project:lenient",
                "'nope':1,'virtual_network_properties':{'vxlan_network_identifier':'5001'},");
        var network = contrail.get("/virtual-network/" + uuid).at("/virtual-network");
        assertThat(network.has("nope")).isFalse();
        assertThat(network.has("port_security_enabled")).isFalse();
        assertThat(network.at("/virtual_network_properties/vxlan_network_identifier")
                        .isInt())
                .isTrue();
    }

    @Test
    @Spec({"API-26", "API-51"})
    @DisplayName("API-51: references are found by name")
    void references() {
        String network = contrail.create("virtual-network", "project", "default-domain:default-project:refd", "");
        String name = "default-domain:default-project:refd";
        String wrong = "11111111-2222-4333-8444-555555555555";
        String port = contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:default-project:refs",
                "'virtual_network_refs':[" + ref(name, wrong) + "],");
        assertThat(contrail.field("virtual-machine-interface", port, "virtual_network_refs")
                        .at("/0/uuid")
                        .asText())
                .isEqualTo(network);
        String path = "default-domain:default-project:refs2";
        contrail.tryCreate(
                        "virtual-machine-interface", "project", path, "'virtual_network_refs':[{'to':['a','b','c']}],")
                .is(400);
        contrail.tryCreate(
                        "virtual-machine-interface",
                        "project",
                        path,
                        "'virtual_network_refs':[" + ref("a:b:c", wrong) + "],")
                .is(500);
        contrail.tryCreate(
                        "virtual-machine-interface",
                        "project",
                        path,
                        "'virtual_network_refs':[{'uuid':'" + network + "'}],")
                .is(500, "KeyError: 'to'");
    }

    @Test
    @Spec("API-27")
    @DisplayName("API-27: a reference with attributes needs the key attr")
    void attr() {
        contrail.create("network-policy", "project", "default-domain:default-project:attr", "");
        String refs = "'network_policy_refs':[{'to':['default-domain','default-project','attr']%s}],";
        String name = "default-domain:default-project:attr-net";
        contrail.tryCreate("virtual-network", "project", name, refs.formatted(""))
                .is(400);
        contrail.tryCreate("virtual-network", "project", name, refs.formatted(",'attr':{'sequence':1}"))
                .is(400);
        contrail.create("virtual-network", "project", name, refs.formatted(",'attr':null"));
    }

    @Test
    @Spec({"API-17", "API-19", "API-22"})
    @DisplayName("API-17/19: the client's part of id_perms, and unsigned halves of the uuid")
    void idPerms() {
        String uuid = "ffffffff-0000-4000-8000-000000000003";
        contrail.create(
                "virtual-machine",
                "",
                "perms",
                "'uuid':'" + uuid + "','id_perms':{'enable':false,'description':'d','creator':'me','created':'2001'},");
        var perms = contrail.field("virtual-machine", uuid, "id_perms");
        assertThat(perms.at("/uuid/uuid_mslong").bigIntegerValue()).hasToString("18446744069414600704");
        assertThat(perms.path("enable").asBoolean(true)).isFalse();
        assertThat(perms.path("creator").asText()).isEqualTo("me");
        assertThat(perms.path("created").asText()).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
        contrail.put(
                "/virtual-machine/" + uuid,
                "{'virtual-machine':{'id_perms':{'enable':true,'creator':'you','permissions':null}}}");
        var changed = contrail.field("virtual-machine", uuid, "id_perms");
        assertThat(changed.path("enable").asBoolean()).isTrue();
        assertThat(changed.path("creator").asText()).isEqualTo("me");
        assertThat(contrail.field("virtual-machine", uuid, "display_name").asText())
                .isEqualTo("perms");
    }

    @Test
    @Spec("API-21")
    @DisplayName("API-21: owners of projects and of what is in them")
    void owners() {
        String uuid = UUID + "2";
        contrail.create("project", "domain", "default-domain:owned", "'uuid':'" + uuid + "',");
        String policy = contrail.create("network-policy", "project", "default-domain:owned:np", "");
        assertThat(contrail.field("network-policy", policy, "perms2")
                        .path("owner")
                        .asText())
                .isEqualTo(uuid.replace("-", ""));
        String unset = contrail.create("project", "domain", "default-domain:none", "'uuid':null,");
        assertThat(contrail.field("project", unset, "perms2").path("owner").asText())
                .isEqualTo("None");
    }

    @Test
    @Spec("API-110")
    @DisplayName("API-110: a project comes with its policy set, and its quota holds")
    void project() {
        String uuid = contrail.create("project", "domain", "default-domain:quota", "'quota':{'virtual_network':1},");
        var project = contrail.get("/project/" + uuid).at("/project");
        assertThat(Caller.names(project.path("application_policy_sets")))
                .containsExactly("default-domain:quota:default-application-policy-set");
        assertThat(Caller.names(project.path("application_policy_set_refs")))
                .containsExactly("default-domain:quota:default-application-policy-set");
        contrail.create("virtual-network", "project", "default-domain:quota:one", "");
        Answer refused = contrail.tryCreate("virtual-network", "project", "default-domain:quota:two", "");
        refused.is(412);
        assertThat(refused.text()).contains("<html>");
    }
}
