package io.contrailkube.core.offline;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
    /** Type, body, what is left of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "project         | {uuid: 'u', href: 'h', parent_uuid: 'p', name: 'n', fq_name: ['n']} | {fq_name: ['n']}",
                "project         | {application_policy_set_refs: [{to: ['a']}], x: null, y: {}, z: []} | {}",
                "project         | {virtual_networks: [{to: ['a'], uuid: 'u'}], tag_back_refs: [{to: ['b']}]} | {}",
                "project         | {id_perms: {enable: true, description: 'd', created: 'now'}}        | {id_perms: {description: 'd'}}",
                "project         | {id_perms: {enable: true}, perms2: {owner: 'o', share: []}}         | {}",
                "project         | {perms2: {owner: 'o', share: [{tenant: 'b'}, {tenant: 'a'}]}}       | {perms2: {share: [{tenant: 'a'}, {tenant: 'b'}]}}",
                "project         | {annotations: {key_value_pair: [{key: 'b', value: '1'}, {key: 'a', value: '2'}]}} | {annotations: {key_value_pair: [{key: 'a', value: '2'}, {key: 'b', value: '1'}]}}",
                "project         | {annotations: {key_value_pair: [{key: 'k8s_uuid', value: '1'}]}}    | {}",
                "virtual-network | {virtual_network_network_id: 4, is_shared: false, fabric_snat: false} | {fabric_snat: false}",
                "virtual-network | {network_policy_refs: [{to: ['b'], uuid: 'u', href: 'h', attr: {timer: null, x: 1}}, {to: ['a'], attr: null}]} | {network_policy_refs: [{to: ['a']}, {to: ['b'], attr: {x: 1}}]}",
                "firewall-rule   | {tag_refs: [{to: ['a']}], endpoint_1: {tags: ['a'], tag_ids: [1]}, match_tag_types: {}, service: {protocol: 'any', protocol_id: 0}} | {endpoint_1: {tags: ['a']}, service: {protocol: 'any'}}",
                "virtual-network | {tag_refs: [{to: ['a'], uuid: 'u'}]}                                 | {tag_refs: [{to: ['a']}]}",
                "network-ipam    | {ipam_subnets: {subnets: [{subnet: {ip_prefix: 'b', ip_prefix_len: 1}, subnet_uuid: 's', default_gateway: 'g'}, {subnet: {ip_prefix: 'a', ip_prefix_len: 1}}]}} | {ipam_subnets: {subnets: [{subnet: {ip_prefix: 'a', ip_prefix_len: 1}}, {subnet: {ip_prefix: 'b', ip_prefix_len: 1}}]}}",
                "security-group  | {security_group_entries: {policy_rule: [{rule_uuid: 'r', direction: '>'}]}} | {security_group_entries: {policy_rule: [{direction: '>'}]}}",
            })
    void leavesOutWhatTheServerAllocates(String type, String body, String normal) {
        assertThat(NormalForm.of(type, json(body))).isEqualTo(json(normal));
    }

    /** Rules of two policies at one place would count for one of them only, so a plan must not say that. */
    @Test
    void policiesHavePlacesInOrderOfTheirNames() {
        String type = "application-policy-set";
        assertThat(NormalForm.of(type, json(set("00107.0", "00100.0", "99001.0"))))
                .isEqualTo(NormalForm.of(type, json(set("00100.0", "00101.0", "99001.0"))))
                .isEqualTo(json(set("00100.0", "00101.0", "99001.0")));
        assertThat(NormalForm.of(type, json(set("00107.0", "00107.0", "99001.0"))))
                .isEqualTo(json(set("00100.0", "00100.0", "99001.0")));
    }

    private static String set(String a, String b, String c) {
        String policy = "{to: ['%s'], attr: {sequence: '%s'}}";
        return "{firewall_policy_refs: [" + policy.formatted("a", a) + ", " + policy.formatted("b", b) + ", "
                + policy.formatted("c", c) + "]}";
    }

    @Test
    void isStable() {
        var once = NormalForm.of("virtual-network", json("{b: 1, a: [{y: 1, x: 2}], display_name: 'd'}"));
        assertThat(NormalForm.of("virtual-network", once)).isEqualTo(once);
        assertThat(once).hasToString("{\"a\":[{\"x\":2,\"y\":1}],\"b\":1,\"display_name\":\"d\"}");
    }

    @Test
    void knowsTheSetThatTheServerMakesForEachProject() {
        String type = "application-policy-set";
        assertThat(NormalForm.isServerMade(type, "default-domain:k8s-ns1:default-application-policy-set"))
                .isTrue();
        assertThat(NormalForm.isServerMade(type, "default-policy-management:default-application-policy-set"))
                .isFalse();
        assertThat(NormalForm.isServerMade("tag", "default-domain:k8s-ns1:default-application-policy-set"))
                .isFalse();
    }
}
