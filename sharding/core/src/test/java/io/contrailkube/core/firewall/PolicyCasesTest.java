package io.contrailkube.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.firewall.Agreement.Setting;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Traffic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance cases of spec 03 section 14 that what is translated decides alone. */
class PolicyCasesTest {
    private static final String DENY_INGRESS = "{podSelector: {}, policyTypes: ['Ingress']}";

    private static Mapped ingress(String rule) {
        return Mapped.of("{podSelector: {}, ingress: [" + rule + "]}");
    }

    private static Mapped egress(String rules) {
        return Mapped.of("{podSelector: {}, policyTypes: ['Egress'], egress: [" + rules + "]}");
    }

    private static String front(String selector) {
        return "{podSelector: {}, ingress: [{from: [{podSelector: " + selector + "}]}]}";
    }

    @Test
    @Spec("NP-1")
    void withoutPoliciesEverythingPasses() {
        Mapped none = new Mapped(Mapped.town());

        assertThat(none.rules()).isEmpty();
        assertThat(none.sources("web/api")).hasSize(16);
        assertThat(none.destinations("web/api")).hasSize(16);
    }

    @Test
    @Spec("NP-5")
    void anEmptyNamespaceSelectorMeansPods() {
        assertThat(ingress("{from: [{namespaceSelector: {}}]}").sources("web/api"))
                .hasSize(11)
                .contains("ops/other", "default/db")
                .doesNotContain("8.8.8.8", "kube-system/node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"except: ['10.1.0.0/16']", "except: ['10.0.0.0/15', '10.1.0.0/24', '10.2.0.0/15']"})
    @Spec({"NP-12", "NP-13"})
    void nestedExceptionsAndThoseThatLeaveNothing(String except) {
        Mapped mapped = ingress("{from: [{ipBlock: {cidr: '10.0.0.0/14', " + except + "}}]}");

        assertThat(mapped.passes("10.0.0.77", "web/b")).isEqualTo(!except.contains("10.0.0.0/15"));
        assertThat(mapped.passes("ops/probe", "web/b")).isFalse();
    }

    @Test
    @Spec("NP-13")
    void whatIsExceptedAsAWholeHasNoAddressGroup() {
        Town town = Mapped.town()
                .policy(
                        "web/p",
                        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/8', except: ['10.0.0.0/8']}}]}]}");

        assertThat(new Agreement(town, Setting.STRICT).built().dump()).doesNotContainKey("address-group");
        assertThat(new Mapped(town).sources("web/api")).containsExactly("web/api");
    }

    @Test
    @Spec("NP-14")
    void addressesOfVersion6() {
        Town town = new Town()
                .namespace("web", "{}")
                .pod("web/a", "fd00::1", "{}")
                .pod("web/b", "fd00::1:1", "{}")
                .policy(
                        "web/p",
                        "{podSelector: {}, policyTypes: ['Ingress', 'Egress'],"
                                + " ingress: [{from: [{ipBlock: {cidr: 'FD00:0::/96', except: ['fd00::1:0/112']}}]}],"
                                + " egress: [{}]}");
        var agreement = new Agreement(town, Setting.STRICT);
        List<Party> outside = Stream.of("fd00::2", "fd00::1:2", "10.0.0.1", "2001:db8::1")
                .map(Party::parse)
                .toList();

        assertThat(agreement.faults(outside, RandomTown.TRAFFIC)).isEmpty();
        assertThat(agreement.passes("web/a", "web/b", Traffic.tcp(80))).isTrue();
        assertThat(agreement.passes("web/b", "web/a", Traffic.tcp(80))).isFalse();
        assertThat(agreement.passes("fd00::2", "web/a", Traffic.tcp(80))).isTrue();
        assertThat(agreement.passes("fd00::1:2", "web/a", Traffic.tcp(80))).isFalse();
        assertThat(agreement.built().dump().values()).allSatisfy(objects -> assertThat(objects.values())
                .filteredOn(body -> body.path("parent_type").asText().equals("policy-management"))
                .allSatisfy(body -> assertThat(body.at("/fq_name/1").asText()).doesNotContain(":")));
    }

    @Test
    @Spec({"NP-16", "NP-17"})
    void portsWithoutNumberAndWithoutProtocol() {
        Mapped tcp = ingress("{ports: [{protocol: 'TCP'}]}");
        Mapped numbered = ingress("{ports: [{port: 53}]}");

        assertThat(tcp.passes("8.8.8.8", "web/api", Traffic.tcp(32769))).isTrue();
        assertThat(tcp.passes("8.8.8.8", "web/api", Traffic.udp(53))).isFalse();
        assertThat(numbered.passes("8.8.8.8", "web/api", Traffic.tcp(53))).isTrue();
        assertThat(numbered.passes("8.8.8.8", "web/api", Traffic.udp(53))).isFalse();
    }

    @Test
    @Spec("NP-19")
    void aNameThatNoPortHasLeavesTheRest() {
        Mapped mapped = ingress("{ports: [{port: 'nobody'}, {port: 443}]}");

        assertThat(mapped.passes("8.8.8.8", "web/api", Traffic.tcp(443))).isTrue();
        assertThat(mapped.passes("8.8.8.8", "web/api", Traffic.tcp(8080))).isFalse();
        assertThat(mapped.rules())
                .containsExactly(
                        "policy: pass TCP/443 any > [namespace web]", "deny_all: deny any any > [namespace web]");
    }

    @Test
    @Spec("NP-18")
    void namedPortsOfWhereverEgressGoes() {
        Mapped mapped = egress("{to: [{ipBlock: {cidr: '0.0.0.0/0'}}], ports: [{port: 'http'}]}");

        assertThat(mapped.passes("web/a", "web/api", Traffic.tcp(8080))).isTrue();
        assertThat(mapped.passes("web/a", "web/front", Traffic.tcp(8080))).isFalse();
        assertThat(mapped.passes("web/a", "8.8.8.8", Traffic.tcp(8080))).isFalse();
    }

    @Test
    @Spec("NP-25")
    void egressRulesWithoutPeers() {
        Mapped mapped = egress("{ports: [{protocol: 'UDP', port: 53}]}, {ports: [{port: 443}]}");

        assertThat(mapped.passes("web/a", "8.8.8.8", Traffic.udp(53))).isTrue();
        assertThat(mapped.passes("web/a", "ops/other", Traffic.tcp(443))).isTrue();
        assertThat(mapped.passes("web/a", "8.8.8.8", Traffic.tcp(53))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{matchExpressions: [{key: 'env', operator: 'Exists'}]}         | web/api,web/b,web/front",
                "{matchExpressions: [{key: 'env', operator: 'DoesNotExist'}]}   | web/a,web/api,web/c",
                "{matchExpressions: [{key: 'app', operator: 'In', values: ['a', 'b', 'c']}]} | web/a,web/api,web/b,web/c",
                "{matchLabels: {role: 'probe'}, matchExpressions: [{key: 'env', operator: 'In', values: ['dev']}]}"
                        + " | web/api,web/front",
                "{matchLabels: {role: 'probe'}, matchExpressions: [{key: 'env', operator: 'NotIn', values: ['dev']}]}"
                        + " | web/api",
            })
    @Spec({"NP-27", "NP-28", "NP-29"})
    void expressionsOfPeers(String selector, String sources) {
        assertThat(String.join(",", Mapped.of(front(selector)).sources("web/api")))
                .isEqualTo(sources);
    }

    @Test
    @Spec("NP-27")
    void expressionsOfSubjectsAndNamespaces() {
        Mapped mapped = Mapped.of("{podSelector: {matchExpressions: [{key: 'env', operator: 'Exists'}]},"
                + " ingress: [{from: [{namespaceSelector: {matchExpressions:"
                + " [{key: 'team', operator: 'DoesNotExist'}, {key: 'name', operator: 'DoesNotExist'}]}}]}]}");

        assertThat(mapped.passes("8.8.8.8", "web/api")).as("not selected").isTrue();
        assertThat(mapped.sources("web/b"))
                .containsExactly(
                        "default/db", "default/front", "mine/any", "web/a", "web/api", "web/b", "web/c", "web/front");
    }

    @Test
    @Spec("NP-33")
    void whatAnyPolicyAllowsPasses() {
        String a = front("{matchLabels: {app: 'a'}}");
        String b = front("{matchLabels: {app: 'b'}}");
        var union = List.of("web/a", "web/api", "web/b");

        assertThat(new Mapped(Mapped.town().policy("web/x", a).policy("web/y", b)).sources("web/api"))
                .isEqualTo(union);
        assertThat(new Mapped(Mapped.town().policy("web/x", b).policy("web/y", a)).sources("web/api"))
                .isEqualTo(union);
    }

    @Test
    @Spec("NP-35")
    void whoMayEverythingCannotSendToWhoTakesNothing() {
        Mapped mapped = new Mapped(Mapped.town()
                .policy("web/out", "{podSelector: {}, policyTypes: ['Egress'], egress: [{}]}")
                .policy("web/deny", DENY_INGRESS));

        assertThat(mapped.passes("web/a", "web/b")).isFalse();
        assertThat(mapped.passesInFlow("web/a", "web/b")).isTrue();
        assertThat(mapped.destinations("web/a"))
                .contains("ops/other", "8.8.8.8")
                .doesNotContain("web/b");
    }

    @Test
    @Spec("NP-36")
    void addressesOfPodsThatAreIsolatedThemselves() {
        Town town = Mapped.town()
                .policy(
                        "ops/out",
                        "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{ipBlock: {cidr: '10.1.0.0/24'}}]}]}");
        Mapped denied = new Mapped(town.policy("web/deny", DENY_INGRESS));
        Mapped allowed = new Mapped(town.policy(
                "web/in",
                "{podSelector: {matchLabels: {app: 'b'}},"
                        + " ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}}}]}]}"));

        assertThat(denied.passes("ops/probe", "web/b")).isFalse();
        assertThat(allowed.passes("ops/probe", "web/b")).isTrue();
        assertThat(allowed.passes("ops/probe", "web/a")).isFalse();
        assertThat(allowed.passes("ops/probe", "default/db")).isFalse();
        assertThat(allowed.rules())
                .filteredOn(rule -> rule.startsWith("pair"))
                .containsExactly(
                        "pair_allow: pass any [namespace ops, namespaces {team=ops} []]"
                                + " > [labels {app=b} [], namespace web, within [10.1.0.0/24]]",
                        "pair_deny: deny any [namespace ops] > [namespace web]",
                        "pair_deny: deny any [namespace ops] > [labels {app=b} [], namespace web]");
    }

    @Test
    @Spec("NP-37")
    void podsAndNamespacesWithTheSameKey() {
        Town town = new Town()
                .namespace("web", "{team: 'net'}")
                .namespace("ops", "{team: 'ops'}")
                .pod("web/a", "10.1.0.1", "{team: 'ops'}")
                .pod("ops/b", "10.1.1.1", "{team: 'net'}")
                .pod("ops/c", "10.1.1.2", "{}")
                .policy(
                        "web/p",
                        "{podSelector: {matchLabels: {team: 'ops'}}, ingress: [{from: ["
                                + "{namespaceSelector: {matchLabels: {team: 'ops'}}, podSelector: {matchLabels: {team: 'net'}}}]}]}");

        assertThat(new Mapped(town).sources("web/a")).containsExactly("ops/b", "web/a");
    }

    @Test
    @Spec({"NP-38", "NP-39"})
    void keysAndValuesOfAllSorts() {
        assertThat(sources("App: 'x'")).isEqualTo("web/both");
        assertThat(sources("app: 'x'")).isEqualTo("web/lower");
        assertThat(sources("app: 'y'")).isEqualTo("web/both");
        assertThat(sources("'a.b_c/d': 'e.f_g'")).isEqualTo("web/slash");
        assertThat(sources("'a.b_c__slash__d': 'e.f_g'")).isEqualTo("web/underscores");
        assertThat(sources("empty: ''")).isEqualTo("web/slash");
        assertThat(sources("long: '" + "v".repeat(63) + "'")).isEqualTo("web/slash");
    }

    /** The pods that have a label. */
    private static String sources(String label) {
        String longest = "v".repeat(63);
        Town town = new Town()
                .namespace("web", "{}")
                .pod("web/api", "10.1.0.1", "{}")
                .pod("web/both", "10.1.0.2", "{App: 'x', app: 'y'}")
                .pod("web/lower", "10.1.0.3", "{app: 'x'}")
                .pod("web/slash", "10.1.0.4", "{'a.b_c/d': 'e.f_g', empty: '', long: '" + longest + "'}")
                .pod(
                        "web/underscores",
                        "10.1.0.5",
                        "{'a.b_c__slash__d': 'e.f_g', empty: 'x', long: '" + "v".repeat(62) + "w'}")
                .policy("web/p", front("{matchLabels: {" + label + "}}"));
        return new Mapped(town)
                .sources("web/api").stream()
                        .filter(from -> !from.equals("web/api"))
                        .collect(Collectors.joining(","));
    }

    @Test
    @Spec("NP-40")
    void labelsDoNotTakeAPodOutOfTheCluster() {
        Mapped mapped = new Mapped(Mapped.town()
                .pod("web/fled", "10.1.0.9", "{application: 'x', Application: 'y'}")
                .policy("web/deny", DENY_INGRESS));

        assertThat(mapped.sources("web/fled")).containsExactly("web/fled");
    }

    @Test
    @Spec("NP-42")
    void podsOnTheirNodesNetworks() {
        Town town = Mapped.town()
                .policy("kube-system/p", "{podSelector: {}, policyTypes: ['Ingress', 'Egress']}")
                .policy(
                        "web/p",
                        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}},"
                                + " {ipBlock: {cidr: '192.168.7.7/32'}}], ports: [{port: 80}]},"
                                + " {from: [{namespaceSelector: {}}], ports: [{port: 443}]}]}");
        Mapped mapped = new Mapped(town);

        assertThat(mapped.sources("kube-system/node")).contains("8.8.8.8", "ops/other");
        assertThat(mapped.sources("kube-system/dns")).containsExactly("kube-system/dns");
        assertThat(mapped.passes("kube-system/node", "web/api", Traffic.tcp(80)))
                .isTrue();
        assertThat(mapped.passes("kube-system/node", "web/api", Traffic.tcp(443)))
                .isFalse();
    }
}
