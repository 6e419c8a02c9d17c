package io.contrailkube.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.verdict.Traffic;
import org.junit.jupiter.api.Test;

/** The worked mappings of spec 03 section 12: their rules, and what these let pass. */
class WorkedMappingsTest {
    private static final String WEB = "[namespace web]";
    private static final String OPS = "{namespaceSelector: {matchLabels: {team: 'ops'}}}";

    @Test
    @Spec("NP-2")
    void w1DeniesAllIngress() {
        Mapped w1 = Mapped.of("{podSelector: {}, policyTypes: ['Ingress']}");

        assertThat(w1.rules()).containsExactly("deny_all: deny any any > " + WEB);
        assertThat(w1.sources("web/api")).containsExactly("web/api");
        assertThat(w1.passes("web/api", "ops/probe")).isTrue();
        assertThat(w1.passes("web/api", "8.8.8.8")).isTrue();
    }

    @Test
    @Spec("NP-3")
    void w2AllowsAllIngress() {
        Mapped w2 = Mapped.of("{podSelector: {}, ingress: [{}]}");

        assertThat(w2.rules()).containsExactly("policy: pass any any > " + WEB, "deny_all: deny any any > " + WEB);
        assertThat(w2.passes("8.8.8.8", "web/api", Traffic.udp(53))).isTrue();
        assertThat(w2.passes("ops/other", "web/api")).isTrue();
    }

    @Test
    @Spec("NP-4")
    void w3AllowsFromTheSameNamespaceAndW18NobodyElse() {
        Mapped w3 = Mapped.of("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");

        assertThat(w3.rules())
                .containsExactly("policy: pass any " + WEB + " > " + WEB, "deny_all: deny any any > " + WEB);
        assertThat(w3.sources("web/api")).containsExactly("web/a", "web/api", "web/b", "web/c", "web/front");
    }

    @Test
    @Spec({"NP-6", "NP-7"})
    void w4AllowsFromNamespacesWithALabel() {
        String api = "[labels {app=api} [], namespace web]";
        Mapped w4 = new Mapped(Mapped.town()
                .pod("default/forged", "10.1.3.9", "{team: 'ops'}")
                .policy("web/p", "{podSelector: {matchLabels: {app: 'api'}}, ingress: [{from: [" + OPS + "]}]}"));

        assertThat(w4.rules())
                .containsExactly(
                        "policy: pass any [namespaces {team=ops} []] > " + api, "deny_all: deny any any > " + api);
        assertThat(w4.sources("web/api")).containsExactly("ops/other", "ops/probe", "web/api");
        assertThat(w4.passes("default/forged", "web/front")).isTrue();
    }

    @Test
    @Spec("NP-8")
    void w5AsksForNamespaceAndPod() {
        Mapped w5 = Mapped.of("{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}},"
                + " podSelector: {matchLabels: {role: 'probe'}}}]}]}");

        assertThat(w5.rules())
                .containsExactly(
                        "policy: pass any [labels {role=probe} [], namespaces {team=ops} []] > " + WEB,
                        "deny_all: deny any any > " + WEB);
        assertThat(w5.sources("web/api")).containsExactly("ops/probe", "web/api");
    }

    @Test
    @Spec("NP-9")
    void w6AsksForNamespaceOrPod() {
        Mapped w6 = new Mapped(Mapped.town()
                .pod("default/probe", "10.1.3.9", "{role: 'probe'}")
                .policy(
                        "web/p",
                        "{podSelector: {}, ingress: [{from: [" + OPS
                                + ", {podSelector: {matchLabels: {role: 'probe'}}}]}]}"));

        assertThat(w6.rules())
                .containsExactly(
                        "policy: pass any [labels {role=probe} [], namespace web] > " + WEB,
                        "policy: pass any [namespaces {team=ops} []] > " + WEB,
                        "deny_all: deny any any > " + WEB);
        assertThat(w6.sources("web/api")).containsExactly("ops/other", "ops/probe", "web/api", "web/front");
    }

    private static final String W7 =
            """
            {podSelector: {matchLabels: {role: 'db'}}, policyTypes: ['Ingress', 'Egress'],
             ingress: [{from: [{ipBlock: {cidr: '172.17.0.0/16', except: ['172.17.1.0/24']}},
                 {namespaceSelector: {matchLabels: {project: 'myproject'}}},
                 {podSelector: {matchLabels: {role: 'frontend'}}}],
               ports: [{protocol: 'TCP', port: 6379}]}],
             egress: [{to: [{ipBlock: {cidr: '10.0.0.0/24'}}], ports: [{protocol: 'TCP', port: 5978}]}]}
            """;

    @Test
    @Spec("NP-10")
    void w7AllowsPrefixesWithoutTheirExceptions() {
        Mapped w7 = new Mapped(Mapped.town().policy("default/test", W7));
        String db = "[labels {role=db} [], namespace default]";
        String frontend = "[labels {role=frontend} [], namespace default]";
        String project = "[namespaces {project=myproject} []]";

        assertThat(w7.rules())
                .containsExactly(
                        "pair_deny: deny any " + db + " > " + db,
                        "policy: pass TCP/5978 " + db + " > block [10.0.0.0/24]",
                        "policy: pass TCP/6379 " + frontend + " > " + db,
                        "policy: pass TCP/6379 " + project + " > " + db,
                        "policy: pass TCP/6379 block [172.17.0.0/24, 172.17.2.0/23, 172.17.4.0/22, 172.17.8.0/21,"
                                + " 172.17.16.0/20, 172.17.32.0/19, 172.17.64.0/18, 172.17.128.0/17] > " + db,
                        "deny_all: deny any any > " + db,
                        "deny_all: deny any " + db + " > any");
        assertThat(w7.passes("172.17.2.5", "default/db", Traffic.tcp(6379))).isTrue();
        assertThat(w7.passes("172.17.1.5", "default/db", Traffic.tcp(6379))).isFalse();
        assertThat(w7.passes("default/front", "default/db", Traffic.tcp(6379))).isTrue();
        assertThat(w7.passes("mine/any", "default/db", Traffic.tcp(6379))).isTrue();
        assertThat(w7.passes("ops/probe", "default/db", Traffic.tcp(6379))).isFalse();
        assertThat(w7.passes("172.17.2.5", "default/db", Traffic.tcp(80))).isFalse();
        assertThat(w7.passes("default/db", "10.0.0.77", Traffic.tcp(5978))).isTrue();
        assertThat(w7.passes("default/db", "10.0.0.77", Traffic.tcp(80))).isFalse();
        assertThat(w7.destinations("default/db")).containsExactly("default/db");
    }

    @Test
    @Spec("NP-11")
    void anExceptionIsNoDenial() {
        Mapped two = new Mapped(
                Mapped.town()
                        .policy("default/test", W7)
                        .policy(
                                "default/more",
                                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '172.17.1.0/24'}}], ports: [{port: 6379}]}]}"));

        assertThat(two.passes("172.17.1.5", "default/db", Traffic.tcp(6379))).isTrue();
    }

    @Test
    @Spec("NP-15")
    void w8HasARuleForEveryPeerAndPort() {
        Mapped w8 = Mapped.of("{podSelector: {}, ingress: [{from: [{podSelector: {}}, " + OPS + "], ports:"
                + " [{protocol: 'TCP', port: 80}, {protocol: 'TCP', port: 443}, {protocol: 'UDP', port: 53}]}]}");

        assertThat(w8.rules())
                .containsExactly(
                        "policy: pass TCP/443 " + WEB + " > " + WEB,
                        "policy: pass TCP/80 " + WEB + " > " + WEB,
                        "policy: pass UDP/53 " + WEB + " > " + WEB,
                        "policy: pass TCP/443 [namespaces {team=ops} []] > " + WEB,
                        "policy: pass TCP/80 [namespaces {team=ops} []] > " + WEB,
                        "policy: pass UDP/53 [namespaces {team=ops} []] > " + WEB,
                        "deny_all: deny any any > " + WEB);
        assertThat(w8.passes("ops/other", "web/api", Traffic.tcp(443))).isTrue();
        assertThat(w8.passes("ops/other", "web/api", Traffic.udp(53))).isTrue();
        assertThat(w8.passes("ops/other", "web/api", Traffic.udp(80))).isFalse();
        assertThat(w8.passes("ops/other", "web/api", Traffic.tcp(53))).isFalse();
    }

    @Test
    @Spec("NP-18")
    void w9AllowsEachPodItsOwnNumber() {
        Mapped w9 = Mapped.of("{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 'http'}]}]}");

        assertThat(w9.rules())
                .containsExactly(
                        "policy: pass TCP/8080 " + WEB + " > [namespace web, port TCP http 8080]",
                        "policy: pass TCP/80 " + WEB + " > [namespace web, port TCP http 80]",
                        "deny_all: deny any any > " + WEB);
        assertThat(w9.passes("web/a", "web/api", Traffic.tcp(8080))).isTrue();
        assertThat(w9.passes("web/a", "web/api", Traffic.tcp(80))).isFalse();
        assertThat(w9.passes("web/a", "web/front", Traffic.tcp(80))).isTrue();
        assertThat(w9.passes("web/a", "web/front", Traffic.tcp(8080))).isFalse();
        assertThat(w9.passes("web/a", "web/b", Traffic.tcp(80))).isFalse();
        assertThat(w9.passes("ops/other", "web/front", Traffic.tcp(80))).isFalse();
    }

    @Test
    @Spec("NP-22")
    void w10DeniesAllEgress() {
        Mapped w10 = Mapped.of("{podSelector: {}, policyTypes: ['Egress']}");

        assertThat(w10.rules()).containsExactly("deny_all: deny any " + WEB + " > any");
        assertThat(w10.destinations("web/api")).containsExactly("web/api");
        assertThat(w10.passes("ops/probe", "web/api")).isTrue();
        assertThat(w10.passes("8.8.8.8", "web/api")).isTrue();
    }

    @Test
    @Spec("NP-23")
    void w11AllowsEgressToNameServersOnly() {
        String to = "to: [{namespaceSelector: {matchLabels: {name: 'kube-system'}},"
                + " podSelector: {matchLabels: {'k8s-app': 'kube-dns'}}}], ";
        String ports = "ports: [{protocol: 'UDP', port: 53}, {protocol: 'TCP', port: 53}]";
        String before = "{podSelector: {}, policyTypes: ['Egress'], egress: [{";
        Mapped w11 = Mapped.of(before + to + ports + "}]}");
        Mapped anywhere = Mapped.of(before + ports + "}]}");

        String servers = "[labels {k8s-app=kube-dns} [], namespaces {name=kube-system} []]";
        assertThat(w11.rules())
                .containsExactly(
                        "policy: pass TCP/53 " + WEB + " > " + servers,
                        "policy: pass UDP/53 " + WEB + " > " + servers,
                        "deny_all: deny any " + WEB + " > any");
        assertThat(w11.passes("web/api", "kube-system/dns", Traffic.udp(53))).isTrue();
        assertThat(w11.passes("web/api", "kube-system/dns", Traffic.tcp(53))).isTrue();
        assertThat(w11.passes("web/api", "kube-system/dns", Traffic.tcp(80))).isFalse();
        assertThat(w11.passes("web/api", "kube-system/node", Traffic.udp(53))).isFalse();
        assertThat(w11.passes("web/api", "8.8.8.8", Traffic.udp(53))).isFalse();
        assertThat(anywhere.rules())
                .containsExactly(
                        "policy: pass TCP/53 " + WEB + " > any",
                        "policy: pass UDP/53 " + WEB + " > any",
                        "deny_all: deny any " + WEB + " > any");
    }

    @Test
    @Spec("NP-24")
    void w12AllowsWhatBothEgressRulesSay() {
        Mapped w12 = Mapped.of("{podSelector: {matchLabels: {app: 'c'}}, policyTypes: ['Egress'], egress: ["
                + "{to: [{podSelector: {matchLabels: {app: 'a'}}}], ports: [{port: 80}]},"
                + "{to: [{podSelector: {matchLabels: {app: 'b'}}}], ports: [{port: 5000}]}]}");

        String from = "[labels {app=c} [], namespace web]";
        assertThat(w12.rules())
                .containsExactly(
                        "policy: pass TCP/80 " + from + " > [labels {app=a} [], namespace web]",
                        "policy: pass TCP/5000 " + from + " > [labels {app=b} [], namespace web]",
                        "deny_all: deny any " + from + " > any");
        assertThat(w12.passes("web/c", "web/a", Traffic.tcp(80))).isTrue();
        assertThat(w12.passes("web/c", "web/b", Traffic.tcp(5000))).isTrue();
        assertThat(w12.passes("web/c", "web/a", Traffic.tcp(5000))).isFalse();
        assertThat(w12.passes("web/c", "web/b", Traffic.tcp(80))).isFalse();
    }

    @Test
    @Spec("NP-26")
    void w13MeansExpressionsExactly() {
        Mapped w13 = Mapped.of("{podSelector: {matchExpressions: [{key: 'tier', operator: 'In', values: ['b', 'a']}]},"
                + " ingress: [{from: [{podSelector: {matchExpressions:"
                + " [{key: 'env', operator: 'NotIn', values: ['dev']}]}}]}]}");

        String subject = "[labels {} [tier IN [a, b]], namespace web]";
        assertThat(w13.rules())
                .containsExactly(
                        "policy: pass any [labels {} [env NOT_IN [dev]], namespace web] > " + subject,
                        "deny_all: deny any any > " + subject);
        assertThat(w13.sources("web/api")).containsExactly("web/a", "web/api", "web/b", "web/c");
        assertThat(w13.sources("web/b")).containsExactly("web/a", "web/api", "web/b", "web/c");
        assertThat(w13.passes("web/front", "web/a"))
                .as("tier c is not isolated")
                .isTrue();
    }

    @Test
    void w14AllowsTheInternetButNoPrivateAddresses() {
        Mapped w14 = new Mapped(Mapped.town()
                .policy(
                        "web/p",
                        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '0.0.0.0/0',"
                                + " except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']}}]}]}"));

        assertThat(w14.rules()).hasSize(2).anySatisfy(rule -> assertThat(rule)
                .startsWith("policy: pass any block [0.0.0.0/5, 8.0.0.0/7, 11.0.0.0/8, 12.0.0.0/6, ")
                .endsWith("] > " + WEB)
                .doesNotContain(" 10.")
                .contains("172.0.0.0/12", "172.32.0.0/11"));
        assertThat(w14.sources("web/api")).containsExactly("web/api", "8.8.8.8");
    }

    @Test
    @Spec("NP-20")
    void w15AllowsARangeOfPorts() {
        Mapped w15 = Mapped.of("{podSelector: {}, ingress: [{ports: [{port: 32000, endPort: 32768}]}]}");

        assertThat(w15.rules())
                .containsExactly("policy: pass TCP/32000-32768 any > " + WEB, "deny_all: deny any any > " + WEB);
        assertThat(w15.passes("ops/other", "web/api", Traffic.tcp(31999))).isFalse();
        assertThat(w15.passes("ops/other", "web/api", Traffic.tcp(32000))).isTrue();
        assertThat(w15.passes("ops/other", "web/api", Traffic.tcp(32768))).isTrue();
        assertThat(w15.passes("ops/other", "web/api", Traffic.tcp(32769))).isFalse();
    }

    @Test
    @Spec("NP-34")
    void w16AsksBothEndsWhereStrict() {
        Mapped w16 = new Mapped(Mapped.town()
                .policy(
                        "web/e",
                        "{podSelector: {matchLabels: {app: 'a'}}, policyTypes: ['Egress'],"
                                + " egress: [{to: [{podSelector: {matchLabels: {app: 'b'}}}], ports: [{port: 80}]}]}")
                .policy(
                        "web/i",
                        "{podSelector: {matchLabels: {app: 'b'}},"
                                + " ingress: [{from: [{podSelector: {matchLabels: {app: 'c'}}}]}]}"));

        String a = "[labels {app=a} [], namespace web]";
        String b = "[labels {app=b} [], namespace web]";
        String c = "[labels {app=c} [], namespace web]";
        assertThat(w16.rulesInFlow())
                .containsExactly(
                        "policy: pass TCP/80 " + a + " > " + b,
                        "policy: pass any " + c + " > " + b,
                        "deny_all: deny any any > " + b,
                        "deny_all: deny any " + a + " > any");
        // No pod has both labels.
        assertThat(w16.rules())
                .containsExactly(
                        "pair_deny: deny any " + a + " > " + b,
                        "policy: pass TCP/80 " + a + " > " + b,
                        "policy: pass any " + c + " > " + b,
                        "deny_all: deny any any > " + b,
                        "deny_all: deny any " + a + " > any");
        assertThat(w16.passes("web/a", "web/b")).isFalse();
        assertThat(w16.passes("web/c", "web/b")).isTrue();
        assertThat(w16.passesInFlow("web/a", "web/b")).isTrue();
    }

    @Test
    void w17DeniesOnceForEverySubject() {
        String deny = "{podSelector: {}, policyTypes: ['Ingress']}";
        String front = "[labels {app=front} [], namespace web]";
        Mapped equal = new Mapped(Mapped.town()
                .policy("web/deny", deny)
                .policy(
                        "web/front",
                        "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: 'front'}}}]}]}"));
        Mapped different = new Mapped(Mapped.town()
                .policy("web/deny", deny)
                .policy(
                        "web/front",
                        "{podSelector: {matchLabels: {app: 'api'}},"
                                + " ingress: [{from: [{podSelector: {matchLabels: {app: 'front'}}}]}]}"));

        assertThat(equal.rules())
                .containsExactly("policy: pass any " + front + " > " + WEB, "deny_all: deny any any > " + WEB);
        assertThat(equal.sources("web/b")).containsExactly("web/b", "web/front");
        String api = "[labels {app=api} [], namespace web]";
        assertThat(different.rules())
                .containsExactly(
                        "policy: pass any " + front + " > " + api,
                        "deny_all: deny any any > " + WEB,
                        "deny_all: deny any any > " + api);
        assertThat(different.sources("web/api")).containsExactly("web/api", "web/front");
        assertThat(different.sources("web/b")).containsExactly("web/b");
    }
}
