package io.contrailkube.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked mappings of spec 03 section 12, as Kubernetes means them. */
final class KubernetesOracleTest {
    private static final String DENY_INGRESS = "{podSelector: {}, policyTypes: ['Ingress']}";

    private static Objects town() {
        return new Objects()
                .namespace("web", "{}")
                .namespace("ops", "{team: 'ops'}")
                .namespace("kube-system", "{name: 'kube-system'}")
                .pod("web/api", "10.0.0.1", "{app: 'api', tier: 'a'}", ports("http", 8080))
                .pod("web/front", "10.0.0.2", "{app: 'front', env: 'dev', role: 'probe'}", ports("http", 80))
                .pod("ops/probe", "10.0.1.1", "{role: 'probe', team: 'ops'}")
                .pod("ops/other", "10.0.1.2", "{team: 'web'}")
                .pod("kube-system/dns", "10.0.2.1", "{k8s-app: 'kube-dns'}")
                .pod("kube-system/node", "192.168.7.7", "{k8s-app: 'kube-dns'}", "{hostNetwork: true}");
    }

    private static String ports(String name, int number) {
        return "{containers: [{ports: [{name: '" + name + "', containerPort: " + number + "}]}]}";
    }

    private static Objects with(String spec) {
        return town().policy("web/p", spec);
    }

    private static boolean allows(Objects objects, String from, String to, Traffic traffic) {
        return objects.oracle()
                .decide(Party.parse(from), Party.parse(to), traffic)
                .allowed();
    }

    /** Whether TCP 80 may pass. */
    private static boolean allows(Objects objects, String from, String to) {
        return allows(objects, from, to, Traffic.tcp(80));
    }

    @Test
    void withoutPoliciesEverythingPasses() {
        Objects town = town();
        assertThat(allows(town, "web/api", "ops/probe")).isTrue();
        assertThat(allows(town, "8.8.8.8", "web/api")).isTrue();
        assertThat(allows(town, "web/api", "fd00::1")).isTrue();
        assertThat(town.oracle().pods()).hasSize(6);
    }

    @Test
    void w1DeniesAllIngressAndNoEgress() {
        Objects town = with(DENY_INGRESS);
        assertThat(allows(town, "web/front", "web/api")).isFalse();
        assertThat(allows(town, "8.8.8.8", "web/api")).isFalse();
        assertThat(allows(town, "web/api", "ops/probe")).isTrue();
        assertThat(allows(town, "web/api", "web/api")).as("a pod and itself").isTrue();
        assertThat(allows(town, "web/api", "10.0.0.1"))
                .as("by its address, too")
                .isTrue();
    }

    @Test
    void w2AllowsAllIngressAlsoWithoutPorts() {
        Objects town = with("{podSelector: {}, ingress: [{}]}");
        assertThat(allows(town, "8.8.8.8", "web/api", new Traffic(Traffic.Protocol.ICMP, 0)))
                .isTrue();
        assertThat(allows(town, "ops/other", "web/api", Traffic.sctp(7))).isTrue();
    }

    @Test
    void w3AllowsFromTheSameNamespaceOnly() {
        Objects town = with("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");
        assertThat(allows(town, "web/front", "web/api")).isTrue();
        assertThat(allows(town, "ops/probe", "web/api")).isFalse();
        assertThat(allows(town, "8.8.8.8", "web/api")).isFalse();
    }

    @Test
    void anEmptyNamespaceSelectorMeansPodsOfEveryNamespace() {
        Objects town = with("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}");
        assertThat(allows(town, "kube-system/dns", "web/api")).isTrue();
        assertThat(allows(town, "kube-system/node", "web/api"))
                .as("it is on its node's network")
                .isFalse();
        assertThat(allows(town, "8.8.8.8", "web/api")).isFalse();
    }

    @Test
    void w4LooksAtLabelsOfNamespacesOnly() {
        Objects town = with("{podSelector: {matchLabels: {app: 'api'}},"
                + " ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}}}]}]}");
        assertThat(allows(town, "ops/other", "web/api")).isTrue();
        assertThat(allows(town, "kube-system/dns", "web/api")).isFalse();
        assertThat(allows(town.pod("web/fake", "10.0.0.9", "{team: 'ops'}"), "web/fake", "web/api"))
                .isFalse();
        assertThat(allows(town, "kube-system/dns", "web/front"))
                .as("not selected")
                .isTrue();
    }

    @Test
    void w5AsksForBothAndW6ForOneOfThem() {
        String namespace = "namespaceSelector: {matchLabels: {team: 'ops'}}";
        String pod = "podSelector: {matchLabels: {role: 'probe'}}";
        Objects both = with("{podSelector: {}, ingress: [{from: [{" + namespace + ", " + pod + "}]}]}");
        assertThat(allows(both, "ops/probe", "web/api")).isTrue();
        assertThat(allows(both, "ops/other", "web/api")).isFalse();
        assertThat(allows(both, "web/front", "web/api")).isFalse();
        Objects either = with("{podSelector: {}, ingress: [{from: [{" + namespace + "}, {" + pod + "}]}]}");
        assertThat(allows(either, "ops/other", "web/api")).isTrue();
        assertThat(allows(either, "web/front", "web/api")).isTrue();
        assertThat(allows(either, "kube-system/dns", "web/api")).isFalse();
    }

    @Test
    void w7AllowsPrefixesButTheirExceptionsWhichAreNoDenial() {
        String w7 =
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '172.17.0.0/16', except: ['172.17.1.0/24']}}],"
                        + " ports: [{protocol: 'TCP', port: 6379}]}], egress: [{to: [{ipBlock: {cidr: '10.0.0.0/24'}}],"
                        + " ports: [{protocol: 'TCP', port: 5978}]}]}";
        Objects town = with(w7);
        assertThat(allows(town, "172.17.0.1", "web/api", Traffic.tcp(6379))).isTrue();
        assertThat(allows(town, "172.17.1.5", "web/api", Traffic.tcp(6379))).isFalse();
        assertThat(allows(town, "172.17.0.1", "web/api", Traffic.tcp(6380))).isFalse();
        assertThat(allows(town, "web/api", "10.0.0.77", Traffic.tcp(5978))).isTrue();
        assertThat(allows(town, "web/api", "10.0.1.77", Traffic.tcp(5978))).isFalse();
        town.policy("web/more", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '172.17.1.0/24'}}]}]}");
        assertThat(allows(town, "172.17.1.5", "web/api", Traffic.tcp(6379))).isTrue();
    }

    @Test
    void podsMatchPrefixesByTheirAddress() {
        Objects town = with("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '10.0.1.0/31'}}]}]}");
        assertThat(allows(town, "ops/probe", "web/api")).isTrue();
        assertThat(allows(town, "ops/other", "web/api")).isFalse();
    }

    @Test
    void ofTwoAddressesTheOneOfTheFlowCounts() {
        Objects town = with("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 'fd00::/16'}}]}]}")
                .pod("ops/two", "10.0.1.9", "{}")
                .and("fd00::9")
                .pod("web/two", "10.0.0.9", "{}")
                .and("fd00::99");
        assertThat(allows(town, "ops/two", "web/two")).isFalse();
        assertThat(allows(town, "fd00::9", "fd00::99")).isTrue();
        assertThat(allows(town, "ops/two", "fd00::99")).isTrue();
    }

    @Test
    void w8AllowsTheListedPortsWithTcpWhereNoProtocolIsSaid() {
        Objects town = with("{podSelector: {}, ingress: [{ports: [{port: 80}, {protocol: 'TCP', port: 443},"
                + " {protocol: 'UDP', port: 53}, {protocol: 'SCTP'}]}]}");
        assertThat(allows(town, "ops/probe", "web/api", Traffic.tcp(80))).isTrue();
        assertThat(allows(town, "ops/probe", "web/api", Traffic.udp(80))).isFalse();
        assertThat(allows(town, "ops/probe", "web/api", Traffic.udp(53))).isTrue();
        assertThat(allows(town, "ops/probe", "web/api", Traffic.tcp(53))).isFalse();
        assertThat(allows(town, "ops/probe", "web/api", Traffic.sctp(9))).isTrue();
        assertThat(allows(town, "ops/probe", "web/api", new Traffic(Traffic.Protocol.ICMP, 0)))
                .as("without ports")
                .isFalse();
    }

    @Test
    void w9NamesMeanWhatTheDestinationSays() {
        String named = "{podSelector: {}, ingress: [{ports: [{port: 'http'}]}], egress: [{ports: [{port: 'http'}]}]}";
        Objects town = with(named).pod("ops/http", "10.0.1.3", "{}", ports("http", 81));
        assertThat(allows(town, "ops/probe", "web/api", Traffic.tcp(8080))).isTrue();
        assertThat(allows(town, "ops/probe", "web/api", Traffic.tcp(80))).isFalse();
        assertThat(allows(town, "ops/probe", "web/front", Traffic.tcp(80))).isTrue();
        assertThat(allows(town, "web/api", "ops/http", Traffic.tcp(81))).isTrue();
        assertThat(allows(town, "web/api", "ops/other", Traffic.tcp(80))).isFalse();
        assertThat(allows(town, "web/api", "8.8.8.8", Traffic.tcp(80)))
                .as("no names outside")
                .isFalse();
        assertThat(town.oracle().numbers(Party.parse("web/api"), Traffic.Protocol.TCP, "http"))
                .containsExactly(8080);
        assertThat(town.oracle().numbers(Party.parse("8.8.8.8"), Traffic.Protocol.TCP, "http"))
                .isEmpty();
    }

    @Test
    void w10And11DenyEgress() {
        Objects none = with("{podSelector: {}, policyTypes: ['Egress']}");
        assertThat(allows(none, "web/api", "8.8.8.8")).isFalse();
        assertThat(allows(none, "ops/probe", "web/api")).isTrue();
        Objects dns = with("{podSelector: {}, egress: [{to: [{namespaceSelector: {matchLabels: {name: 'kube-system'}},"
                + " podSelector: {matchLabels: {k8s-app: 'kube-dns'}}}], ports: [{protocol: 'UDP', port: 53}]}],"
                + " policyTypes: ['Egress']}");
        assertThat(allows(dns, "web/api", "kube-system/dns", Traffic.udp(53))).isTrue();
        assertThat(allows(dns, "web/api", "kube-system/dns", Traffic.tcp(53))).isFalse();
        assertThat(allows(dns, "web/api", "kube-system/node", Traffic.udp(53)))
                .as("it is on its node's network")
                .isFalse();
    }

    @Test
    void w13SelectsByExpressions() {
        Objects town = with("{podSelector: {matchExpressions: [{key: 'tier', operator: 'In', values: ['a', 'b']}]},"
                + " ingress: [{from: [{podSelector: {matchExpressions: [{key: 'env', operator: 'NotIn',"
                + " values: ['dev']}]}}]}]}");
        assertThat(allows(town.pod("web/none", "10.0.0.8", "{}"), "web/none", "web/api"))
                .isTrue();
        assertThat(allows(town, "web/front", "web/api")).isFalse();
        assertThat(allows(town, "8.8.8.8", "web/front")).as("not selected").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"{operator: 'Exists'}, true, false", "{operator: 'DoesNotExist'}, false, true"})
    void existenceIsAskedOfKeys(String expression, boolean front, boolean api) {
        Objects town = with("{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: ["
                + expression.replace("{", "{key: 'env', ") + "]}}]}]}");
        assertThat(allows(town, "web/front", "web/api")).isEqualTo(front);
        assertThat(allows(town.pod("web/b", "10.0.0.8", "{}"), "web/b", "web/api"))
                .isEqualTo(api);
    }

    @Test
    void w15TakesBothEndsOfARange() {
        Objects town = with("{podSelector: {}, ingress: [{ports: [{port: 32000, endPort: 32768}]}]}");
        assertThat(allows(town, "8.8.8.8", "web/api", Traffic.tcp(31999))).isFalse();
        assertThat(allows(town, "8.8.8.8", "web/api", Traffic.tcp(32000))).isTrue();
        assertThat(allows(town, "8.8.8.8", "web/api", Traffic.tcp(32768))).isTrue();
        assertThat(allows(town, "8.8.8.8", "web/api", Traffic.tcp(32769))).isFalse();
    }

    @Test
    void w16NeedsBothSidesWhereFlowNeedsOne() {
        Objects town = town().policy(
                        "web/e",
                        "{podSelector: {matchLabels: {app: 'front'}}, policyTypes: ['Egress'],"
                                + " egress: [{to: [{podSelector: {matchLabels: {app: 'api'}}}], ports: [{port: 80}]}]}")
                .policy(
                        "web/i",
                        "{podSelector: {matchLabels: {app: 'api'}},"
                                + " ingress: [{from: [{podSelector: {matchLabels: {app: 'c'}}}]}]}")
                .pod("web/c", "10.0.0.3", "{app: 'c'}");
        KubernetesVerdict verdict =
                town.oracle().decide(Party.parse("web/front"), Party.parse("web/api"), Traffic.tcp(80));
        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.allowed(Consent.ONE_END)).isTrue();
        assertThat(verdict.sides())
                .containsExactly(
                        new KubernetesVerdict.Side(
                                Direction.EGRESS,
                                new Party.Pod("web", "front"),
                                List.of("web/e"),
                                List.of(new KubernetesVerdict.Permit("web/e", 0))),
                        new KubernetesVerdict.Side(
                                Direction.INGRESS, new Party.Pod("web", "api"), List.of("web/i"), List.of()));
        assertThat(allows(town, "web/c", "web/api")).isTrue();
    }

    @Test
    void typesThatAreNotSaidFollowFromTheSections() {
        Objects both = with("{podSelector: {}, egress: [{ports: [{port: 53}]}, {ports: [{port: 443}]}]}");
        assertThat(allows(both, "web/api", "8.8.8.8", Traffic.tcp(443))).isTrue();
        assertThat(allows(both, "web/api", "8.8.8.8", Traffic.tcp(80))).isFalse();
        assertThat(allows(both, "8.8.8.8", "web/api")).isFalse();
        Objects ignored = with("{podSelector: {}, policyTypes: ['Ingress'], egress: [{ports: [{port: 53}]}]}");
        assertThat(allows(ignored, "web/api", "8.8.8.8", Traffic.tcp(80))).isTrue();
    }

    @Test
    void emptyListsInARuleRestrictNothingAndAnEmptyListOfRulesAllowsNothing() {
        assertThat(allows(with("{podSelector: {}, ingress: [{from: [], ports: []}]}"), "8.8.8.8", "web/api"))
                .isTrue();
        assertThat(allows(with("{podSelector: {}, ingress: []}"), "8.8.8.8", "web/api"))
                .isFalse();
        assertThat(allows(with("{ingress: null}"), "8.8.8.8", "web/api")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: [{}]}",
                "{from: [{ipBlock: {cidr: '10.0.0.0'}}]}",
                "{from: [{ipBlock: {cidr: '10.0.0.0/33'}}]}",
                "{from: [{ipBlock: {cidr: '0.0.0.0/0', except: ['fd00::/8']}}]}",
                "{from: [{ipBlock: {cidr: '10.0.0.0/8', except: ['11.0.0.0/8']}}]}",
                "{from: [{ipBlock: {cidr: '0.0.0.0/0'}, podSelector: {}}]}",
                "{from: [{podSelector: {matchExpressions: [{key: 'a', operator: 'Like', values: ['b']}]}}]}",
                "{from: [{podSelector: {matchExpressions: [{key: 'a', operator: 'NotIn', values: []}]}}]}",
                "{from: [{podSelector: {matchLabels: {a: 1}}}]}",
                "{from: {podSelector: {}}}",
                "{from: [{ipBlock: {cidr: '0.0.0.0/0', except: '9.0.0.0/8'}}]}",
                "'all'",
                "null",
                "{ports: [80]}",
                "{ports: [{port: 70, endPort: 60}]}",
                "{ports: [{port: 'http', endPort: 90}]}",
                "{ports: [{endPort: 90}]}",
                "{ports: [{port: 0}]}",
                "{ports: [{protocol: 'tcp', port: 80}]}"
            })
    void whatKubernetesRefusesAllowsNothingAndHarmsNothingElse(String rule) {
        assertThat(allows(with("{podSelector: {}, ingress: [" + rule + "]}"), "10.0.0.2", "web/api"))
                .isFalse();
        assertThat(allows(
                        with("{podSelector: {}, ingress: [" + rule + ", {from: [{podSelector: {}}]}]}"),
                        "10.0.0.2",
                        "web/api"))
                .isTrue();
    }

    @Test
    void aSubjectThatIsNotPossibleIsIsolatedAsFarAsItIs() {
        Objects town = with("{podSelector: {matchLabels: {app: 'api'}, matchExpressions: [{key: 'x', operator: 'Is'}]},"
                + " policyTypes: ['Ingress', 'Outgress'], ingress: [{}], egress: {}}");
        assertThat(allows(town, "web/front", "web/api")).isFalse();
        assertThat(allows(town, "web/api", "web/front")).isTrue();
    }

    @Test
    void podsThatHaveEndedAreNobody() {
        Objects town = town();
        ((com.fasterxml.jackson.databind.node.ObjectNode) town.all().get(3).path("status")).put("phase", "Succeeded");
        assertThatThrownBy(() -> allows(town, "web/api", "8.8.8.8"))
                .hasMessage("there is no pod web/api, or its containers have ended");
    }

    @Test
    void aWholeWorldGivesTheSameAsOneFlowAfterAnother() {
        KubernetesOracle oracle =
                with("{podSelector: {matchLabels: {app: 'api'}}, ingress: [{from: [{podSelector: {}}],"
                                + " ports: [{port: 80}]}], egress: []}")
                        .oracle();
        List<Party> parties = new java.util.ArrayList<>(oracle.pods());
        parties.add(Party.parse("8.8.8.8"));
        List<Traffic> traffic = List.of(Traffic.tcp(80), Traffic.udp(80));
        for (Consent consent : Consent.values()) {
            Reach reach = oracle.reach(parties, traffic, consent);
            for (int from = 0; from < parties.size(); from++) {
                for (int to = 0; to < parties.size(); to++) {
                    for (int what = 0; what < traffic.size(); what++) {
                        assertThat(reach.allows(from, to, what))
                                .isEqualTo(oracle.decide(parties.get(from), parties.get(to), traffic.get(what))
                                        .allowed(consent));
                    }
                }
            }
        }
    }
}
