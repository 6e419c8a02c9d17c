package io.contrailkube.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Both oracles on the same small town: rules as they must be, and as they were or might be got wrong. */
final class VerdictsTest {
    private static final List<Traffic> TRAFFIC = List.of(Traffic.tcp(80), Traffic.tcp(5432), Traffic.udp(80));
    private static final List<String> NAMESPACES = List.of("web", "ops");
    private static final String DENY_WEB = "deny any * > namespace=web";

    private static Objects objects(String... specs) {
        Objects objects = new Objects()
                .namespace("web", "{}")
                .namespace("ops", "{team: 'ops'}")
                .pod("web/a", "10.0.0.1", "{app: 'a'}")
                .pod("web/b", "10.0.0.2", "{app: 'b'}")
                .pod("web/c", "10.0.0.3", "{app: 'c', role: 'probe'}")
                .pod("ops/d", "10.0.1.1", "{role: 'probe'}")
                .pod("ops/e", "10.0.1.2", "{}");
        for (int i = 0; i < specs.length; i++) {
            objects.policy("web/p" + i, specs[i]);
        }
        return objects;
    }

    private static Firewall firewall() {
        return Firewall.ofCluster()
                .pod("web", "a", "10.0.0.1", "app=a")
                .pod("web", "b", "10.0.0.2", "app=b")
                .pod("web", "c", "10.0.0.3", "app=c", "role=probe")
                .pod("ops", "d", "10.0.1.1", "role=probe", "team=ops")
                .pod("ops", "e", "10.0.1.2", "team=ops");
    }

    /** Flows that one lets pass and the other does not. */
    private static List<String> differences(Objects objects, Firewall firewall) {
        KubernetesOracle kubernetes = objects.oracle();
        List<Party> parties = new java.util.ArrayList<>(kubernetes.pods());
        parties.add(Party.parse("172.16.0.1"));
        return kubernetes.reach(parties, TRAFFIC).differences(firewall.oracle().reach(parties, TRAFFIC)).stream()
                .map(Reach.Flow::toString)
                .toList();
    }

    @Test
    void ofTheSameNamespaceTheOriginalMakesEverybody() {
        Objects w3 = objects("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");
        assertThat(differences(
                        w3,
                        firewall()
                                .policy("00100.0", "C-web-p0", "pass any namespace=web > namespace=web")
                                .tail(NAMESPACES, DENY_WEB)))
                .isEmpty();
        assertThat(differences(
                        w3,
                        firewall()
                                .policy("00100.0", "C-web-p0", "pass any * > namespace=web")
                                .tail(NAMESPACES, DENY_WEB)))
                .hasSize(3 * 3 * TRAFFIC.size())
                .contains("ops/d to web/a TCP/80", "172.16.0.1 to web/b UDP/80");
    }

    @Test
    void ofBothTheOriginalMakesEither() {
        Objects w5 = objects("{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}},"
                + " podSelector: {matchLabels: {role: 'probe'}}}]}]}");
        assertThat(differences(
                        w5,
                        firewall()
                                .policy("00100.0", "C-web-p0", "pass any role=probe,namespace=ops > namespace=web")
                                .tail(NAMESPACES, DENY_WEB)))
                .isEmpty();
        assertThat(differences(
                        w5,
                        firewall()
                                .policy(
                                        "00100.0",
                                        "C-web-p0",
                                        "pass any team=ops > namespace=web",
                                        "pass any role=probe,namespace=web > namespace=web")
                                .tail(NAMESPACES, DENY_WEB)))
                .contains("ops/e to web/a TCP/80", "web/c to web/b TCP/80");
    }

    @Test
    void ofTwoEgressRulesTheOriginalKeepsTheLast() {
        Objects w12 = objects("{podSelector: {matchLabels: {app: 'c'}}, policyTypes: ['Egress'], egress: ["
                + "{to: [{podSelector: {matchLabels: {app: 'a'}}}], ports: [{port: 80}]},"
                + "{to: [{podSelector: {matchLabels: {app: 'b'}}}], ports: [{port: 5432}]}]}");
        String a = "pass tcp 80 app=c,namespace=web > app=a,namespace=web";
        String b = "pass tcp 5432 app=c,namespace=web > app=b,namespace=web";
        String deny = "deny any app=c,namespace=web > *";
        assertThat(differences(
                        w12, firewall().policy("00100.0", "C-web-p0", a, b).tail(NAMESPACES, deny)))
                .isEmpty();
        assertThat(differences(w12, firewall().policy("00100.0", "C-web-p0", b).tail(NAMESPACES, deny)))
                .containsExactly("web/c to web/a TCP/80");
    }

    @Test
    void withoutPairsOneSideIsEnough() {
        Objects w16 = objects(
                "{podSelector: {matchLabels: {app: 'a'}}, policyTypes: ['Egress'],"
                        + " egress: [{to: [{podSelector: {matchLabels: {app: 'b'}}}], ports: [{port: 80}]}]}",
                "{podSelector: {matchLabels: {app: 'b'}},"
                        + " ingress: [{from: [{podSelector: {matchLabels: {app: 'c'}}}]}]}");
        assertThat(differences(w16, w16Policies(firewall())))
                .as("as with np_enforcement = flow")
                .containsExactly("web/a to web/b TCP/80");
        List<Party> parties = new java.util.ArrayList<>(w16.oracle().pods());
        assertThat(new Oracles(w16.oracle(), w16Policies(firewall()).oracle(), Consent.ONE_END)
                        .matrix(parties, TRAFFIC)
                        .differences())
                .isEmpty();
        Firewall strict = w16Policies(
                firewall().policy("00021.0", "C-pairdeny", "deny any app=a,namespace=web > app=b,namespace=web"));
        assertThat(differences(w16, strict)).isEmpty();
    }

    private static Firewall w16Policies(Firewall firewall) {
        return firewall.policy("00100.0", "C-web-p0", "pass tcp 80 app=a,namespace=web > app=b,namespace=web")
                .policy("00101.0", "C-web-p1", "pass any app=c,namespace=web > app=b,namespace=web")
                .tail(NAMESPACES, "deny any app=a,namespace=web > *", "deny any * > app=b,namespace=web");
    }

    @Test
    void everySlipIsFound() {
        Objects world = objects(
                "{podSelector: {matchLabels: {app: 'a'}},"
                        + " ingress: [{from: [{ipBlock: {cidr: '172.16.0.0/12', except: ['172.17.0.0/16']}}], ports: [{port: 80}]}]}");
        String deny = "deny any * > app=a,namespace=web";
        String pass = "pass tcp 80 @C-ag-1 > app=a,namespace=web";
        assertThat(differences(
                        world,
                        group("172.16.0.0/16")
                                .policy("00100.0", "C-web-p0", pass)
                                .tail(NAMESPACES, deny)))
                .isEmpty();
        assertThat(differences(
                        world,
                        group("172.18.0.0/15")
                                .policy("00100.0", "C-web-p0", pass)
                                .tail(NAMESPACES, deny)))
                .containsExactly("172.16.0.1 to web/a TCP/80");
        assertThat(differences(
                        world,
                        group("172.16.0.0/16")
                                .policy("99100.0", "C-web-p0", pass)
                                .tail(NAMESPACES, deny)))
                .as("after the denials")
                .containsExactly("172.16.0.1 to web/a TCP/80");
        assertThat(differences(
                        world,
                        group("172.16.0.0/16")
                                .policy("00100.0", "C-web-p0", pass)
                                .tail(NAMESPACES)))
                .as("without isolation")
                .hasSize((4 + 1) * TRAFFIC.size() - 1);
        assertThat(differences(
                        world,
                        group("172.16.0.0/16")
                                .policy("00100.0", "C-web-p0", pass.replace("tcp 80", "tcp 80-5432"))
                                .tail(NAMESPACES, deny)))
                .containsExactly("172.16.0.1 to web/a TCP/5432");
    }

    private static Firewall group(String... prefixes) {
        return firewall().group("C-ag-1", prefixes);
    }
}
