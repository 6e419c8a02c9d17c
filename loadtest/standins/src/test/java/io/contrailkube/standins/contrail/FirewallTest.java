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

/** Firewall objects and what the server computes for them (spec 04 section 15.11). */
final class FirewallTest {
    private static final String PM = "default-policy-management:";
    private static final String TCP = "'service':{'protocol':'tcp','dst_ports':{'start_port':80,'end_port':80}},";

    @AutoClose
    private final Caller contrail = Caller.start();

    private String tag(String type, String value) {
        return contrail.create("tag", "", "any", "'tag_type_name':'" + type + "','tag_value':'" + value + "',");
    }

    private String rule(String name, String more) {
        return contrail.create("firewall-rule", "policy-management", PM + name, more);
    }

    private Answer tryRule(String more) {
        return contrail.tryCreate("firewall-rule", "policy-management", PM + "refused", more);
    }

    @Test
    @Spec({"API-142", "API-143", "API-145"})
    @DisplayName("API-142: protocol number, tag ids, match types and references are computed, anew with each change")
    void computed() {
        tag("tier", "web");
        tag("tier", "db");
        tag("label", "api");
        String rule = rule(
                "r1",
                TCP + "'direction':'>','action_list':{'simple_action':'pass'},'endpoint_1':{'any':true},"
                        + "'endpoint_2':{'tags':['global:tier=web','global:label=api']},'match_tags':{'tag_list':[]},");
        var read = contrail.get("/firewall-rule/" + rule).at("/firewall-rule");
        assertThat(read.at("/service/protocol_id").asInt()).isEqualTo(6);
        assertThat(read.path("endpoint_1").toString()).isEqualTo("{\"any\":true,\"tag_ids\":[]}");
        assertThat(read.at("/endpoint_2/tag_ids").toString()).isEqualTo("[131072,0]");
        assertThat(read.path("match_tag_types").toString()).isEqualTo("{\"tag_type\":[]}");
        assertThat(read.has("match_tags")).isFalse();
        assertThat(Caller.names(read.path("tag_refs"))).containsExactly("label=api", "tier=web");
        contrail.put("/firewall-rule/" + rule, "{'firewall-rule':{'endpoint_2':{'tags':['global:tier=db']}}}")
                .is(200);
        assertThat(Caller.names(contrail.field("firewall-rule", rule, "tag_refs")))
                .containsExactly("tier=db");
    }

    @Test
    @Spec({"API-143", "API-148", "API-50"})
    @DisplayName("API-143: an address group by its name; prefixes at their network address")
    void addressGroup() {
        String group = contrail.create(
                "address-group",
                "policy-management",
                PM + "ag",
                "'address_group_prefix':{'subnet':[{'ip_prefix':'10.20.1.1','ip_prefix_len':16}]},");
        assertThat(contrail.field("address-group", group, "address_group_prefix")
                        .at("/subnet/0/ip_prefix")
                        .asText())
                .isEqualTo("10.20.0.0");
        String rule = rule("r2", "'service':{'protocol':'any'},'endpoint_1':{'address_group':'" + PM + "ag'},");
        assertThat(Caller.names(contrail.field("firewall-rule", rule, "address_group_refs")))
                .containsExactly(PM + "ag");
        assertThat(contrail.field("firewall-rule", rule, "match_tag_types").toString())
                .isEqualTo("{\"tag_type\":[1]}");
        contrail.delete("/address-group/" + group).is(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'direction':'>', | 400",
                "'service':{}, | 400",
                "'service':{'protocol':'17'}, | 400",
                "'service':{'protocol':'tcp'},'match_tags':{'tag_list':['label']}, | 400",
                "'service':{'protocol':'tcp'},'direction':'=>', | 400",
                "'service':{'protocol':'tcp'},'action_list':{'simple_action':'drop'}, | 400",
                "'service':{'protocol':'tcp'},'endpoint_1':{'tags':['global:tier=zz']}, | 404",
                "'service':{'protocol':'tcp'},'endpoint_1':{'tags':['zz']}, | 404",
                "'service':{'protocol':'tcp'},'endpoint_1':{'address_group':'a:b'}, | 404",
                "'service':{'protocol':'tcp'},'endpoint_1':{'any':true,'virtual_network':'x'}, | 400",
                "'service':{'protocol':'tcp'},'match_tag_types':{'tag_type':[1]}, | 400"
            })
    @Spec({"API-142", "API-143", "API-144", "API-145", "API-146"})
    @DisplayName("API-142..146: refused rules")
    void refused(String more, int status) {
        tryRule(more).is(status);
    }

    @Test
    @Spec("API-147")
    @DisplayName("API-147: rules are renumbered by one PUT; the sequence is text")
    void sequence() {
        String one = rule("one", TCP);
        String two = rule("two", TCP);
        String entry = "{'to':['default-policy-management','%s'],'uuid':'%s','attr':{'sequence':%s}}";
        String policy = contrail.create(
                "firewall-policy",
                "policy-management",
                PM + "fp",
                "'firewall_rule_refs':[" + entry.formatted("one", one, "'00000.0'") + "],");
        contrail.put(
                        "/firewall-policy/" + policy,
                        "{'firewall-policy':{'firewall_rule_refs':[" + entry.formatted("two", two, "'00000.0'") + ","
                                + entry.formatted("one", one, "'00001.0'") + "]}}")
                .is(200);
        var refs = contrail.field("firewall-policy", policy, "firewall_rule_refs");
        assertThat(refs).hasSize(2);
        assertThat(refs.findValuesAsText("sequence")).containsExactlyInAnyOrder("00000.0", "00001.0");
        contrail.put(
                        "/firewall-policy/" + policy,
                        "{'firewall-policy':{'firewall_rule_refs':[" + entry.formatted("two", two, "2") + "]}}")
                .is(400);
        contrail.delete("/firewall-rule/" + one).is(409);
    }

    @Test
    @Spec("API-141")
    @DisplayName("API-141: global objects refer to global ones; the set of all applications stays")
    void scope() {
        contrail.project("p");
        String rule = contrail.create("firewall-rule", "project", "default-domain:p:own", TCP);
        contrail.tryCreate(
                        "firewall-policy",
                        "policy-management",
                        PM + "fp",
                        "'firewall_rule_refs':[" + ref("default-domain:p:own", rule) + "],")
                .is(400);
        contrail.tryCreate(
                        "firewall-policy",
                        "policy-management",
                        PM + "fp",
                        "'firewall_rule_refs':[{'to':['default-domain','p','own'],'attr':null}],")
                .is(500, "KeyError: 'uuid'");
        String set = contrail.post(
                        "/fqname-to-id",
                        "{'type':'application-policy-set','fq_name':['default-policy-management','default-application-policy-set']}")
                .at("/uuid")
                .asText();
        contrail.delete("/application-policy-set/" + set).is(400);
        contrail.put("/application-policy-set/" + set, "{'application-policy-set':{'all_applications':false}}")
                .is(400);
    }

    @Test
    @Spec("API-144")
    @DisplayName("API-144: elements added to a service group get their protocol's number too")
    void serviceGroup() {
        String group = contrail.create(
                "service-group",
                "policy-management",
                PM + "sg",
                "'service_group_firewall_service_list':{'firewall_service':[{'protocol':'udp'}]},");
        contrail.post(
                        "/prop-collection-update",
                        "{'uuid':'" + group + "','updates':[{'field':'service_group_firewall_service_list',"
                                + "'operation':'add','position':'5','value':{'protocol':'SCTP'}}]}")
                .is(200);
        assertThat(contrail.field("service-group", group, "service_group_firewall_service_list")
                        .findValuesAsText("protocol_id"))
                .containsExactly("17", "132");
    }
}
