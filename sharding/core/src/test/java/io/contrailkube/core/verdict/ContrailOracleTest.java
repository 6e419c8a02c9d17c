package io.contrailkube.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The data plane of spec 03 section 9. */
final class ContrailOracleTest {
    private static final List<String> NAMESPACES = List.of("web", "ops");

    private static Firewall town() {
        return Firewall.ofCluster()
                .pod("web", "api", "10.0.0.1", "app=api")
                .pod("web", "front", "10.0.0.2", "app=front")
                .pod("ops", "probe", "10.0.1.1", "team=ops", "label=k8s.C.sel.1", "label=k8s.C.sel.2");
    }

    private static boolean passes(Firewall firewall, String from, String to, Traffic traffic) {
        return firewall.oracle()
                .decide(Party.parse(from), Party.parse(to), traffic)
                .allowed();
    }

    /** Whether TCP 80 passes. */
    private static boolean passes(Firewall firewall, String from, String to) {
        return passes(firewall, from, to, Traffic.tcp(80));
    }

    @Test
    void theNamespacesLetEverythingPassThatNobodyStops() {
        Firewall open = town().tail(NAMESPACES);
        assertThat(passes(open, "web/api", "8.8.8.8")).isTrue();
        assertThat(passes(open, "8.8.8.8", "web/api")).isTrue();
        assertThat(passes(open, "8.8.8.8", "9.9.9.9")).as("nobody looks").isTrue();
        assertThat(passes(open.pod("new", "p", "10.9.9.9"), "new/p", "8.8.8.8"))
                .as("a namespace without rules")
                .isFalse();
    }

    @Test
    void anInterfaceWithoutPoliciesLetsEverythingPass() {
        Firewall town = town().policy("00100.0", "C-p", "deny any * > *");
        town.port("web/api").remove("tag_refs");
        assertThat(passes(town, "web/api", "8.8.8.8")).isTrue();
        assertThat(passes(town, "web/api", "web/front"))
                .as("the other one has some")
                .isFalse();
    }

    @Test
    void theFirstRuleThatFitsDecidesAndIsNamed() {
        Firewall town = town().policy("00100.0", "C-web-p", "pass tcp 80 app=front,namespace=web > namespace=web")
                .tail(NAMESPACES, "deny any * > namespace=web");
        assertThat(passes(town, "web/front", "web/api")).isTrue();
        assertThat(passes(town, "web/front", "web/api", Traffic.tcp(81))).isFalse();
        assertThat(passes(town, "web/front", "web/api", Traffic.udp(80))).isFalse();
        assertThat(passes(town, "ops/probe", "web/api")).isFalse();
        ContrailVerdict verdict =
                town.oracle().decide(Party.parse("ops/probe"), Party.parse("10.0.0.1"), Traffic.tcp(80));
        assertThat(verdict.ends()).hasSize(2);
        assertThat(verdict.ends().get(1))
                .isEqualTo(new ContrailVerdict.AtEnd(
                        Party.parse("10.0.0.1"),
                        "default-domain:C-web:web-api",
                        false,
                        new ContrailVerdict.Decisive(
                                "default-policy-management:C-denyall", "default-policy-management:C-denyall-r1")));
    }

    @Test
    void sequencesAreComparedAsText() {
        Firewall town =
                town().policy("99999.0", "C-late", "deny any * > *").policy("100000.0", "C-beyond", "pass any * > *");
        assertThat(passes(town, "web/front", "web/api"))
                .as("100000 is before 99999")
                .isTrue();
    }

    @Test
    void ofEqualSequencesOneIsDroppedAndTold() {
        Firewall town = town().policy("00100.0", "C-a", "pass any * > *").policy("00100.0", "C-b", "deny any * > *");
        ContrailOracle oracle = town.oracle();
        oracle.decide(Party.parse("web/api"), Party.parse("web/front"), Traffic.tcp(1));
        assertThat(oracle.faults())
                .singleElement()
                .asString()
                .contains("application policy set default-policy-management:C", "C-a", "C-b", "00100.0");
    }

    @Test
    void policiesForEverybodyComeFirstAndThoseOfProjectsLast() {
        Firewall town = town().tail(NAMESPACES).policy("00100.0", "C-other", "pass tcp 1 * > *");
        ObjectNode first =
                town.put("application-policy-set", "default-application-policy-set", "{all_applications: true}");
        assertThat(passes(town, "web/front", "web/api")).isTrue();
        town.policy("00200.0", "admin", "deny tcp 80 * > *");
        ObjectNode set = town.body("application-policy-set", "C");
        set.withArray("firewall_policy_refs").remove(3);
        Firewall.refer(first, "firewall_policy_refs", "admin", "50000.0");
        assertThat(passes(town, "web/front", "web/api")).isFalse();
        first.remove("firewall_policy_refs");
        town.add(
                "application-policy-set",
                "default-domain:C-web:s",
                "{fq_name: ['default-domain', 'C-web', 's'], tag_refs: [{to: ['application=C']}]}");
        Firewall.refer(
                town.object("application-policy-set", "default-domain:C-web:s"),
                "firewall_policy_refs",
                "admin",
                "00000.0");
        assertThat(passes(town, "web/front", "web/api"))
                .as("only what falls through")
                .isTrue();
    }

    @Test
    void tagsComeFromTheFirstLevelThatHasTheType() {
        Firewall town = town().policy("00100.0", "C-p", "pass any site=b,label=x > *")
                .tail(NAMESPACES, "deny any * > namespace=web");
        ObjectNode port = town.port("web/front");
        port.set("virtual_network_refs", Objects.json("[{to: ['d', 'p', 'n']}]"));
        port.set("virtual_machine_refs", Objects.json("[{to: ['m']}]"));
        town.add("virtual-network", "d:p:n", "{tag_refs: [{to: ['site=a']}, {to: ['label=x']}, {to: ['label=y']}]}");
        assertThat(passes(town, "web/front", "web/api")).isFalse();
        town.add("virtual-machine", "m", "{tag_refs: [{to: ['site=b']}]}");
        assertThat(passes(town, "web/front", "web/api")).isTrue();
        port.withArray("tag_refs").addObject().putArray("to").add("label=z");
        assertThat(passes(town, "web/front", "web/api"))
                .as("labels of the network are hidden")
                .isFalse();
    }

    @Test
    void applicationPolicySetsMayComeByWayOfTheNetwork() {
        Firewall town = town().tail(NAMESPACES, "deny any * > namespace=web");
        ObjectNode port = town.port("web/api");
        port.set("tag_refs", Objects.json("[{to: ['namespace=web']}]"));
        assertThat(passes(town, "8.8.8.8", "web/api")).isTrue();
        port.set("virtual_network_refs", Objects.json("[{to: ['d', 'p', 'n']}]"));
        town.add("virtual-network", "d:p:n", "{tag_refs: [{to: ['application=C']}]}");
        assertThat(passes(town, "8.8.8.8", "web/api")).isFalse();
        port.withArray("tag_refs").addObject().putArray("to").add("application=own");
        assertThat(passes(town, "8.8.8.8", "web/api"))
                .as("a label that detaches the pod")
                .isTrue();
    }

    @Test
    void directionsSayWhichEndTheSourceIs() {
        for (var expected : Map.of(">", List.of(true, false), "<", List.of(false, true), "<>", List.of(true, true))
                .entrySet()) {
            Firewall town = town().policy("00100.0", "C-p", "pass any app=front " + expected.getKey() + " app=api");
            assertThat(passes(town, "web/front", "web/api"))
                    .isEqualTo(expected.getValue().get(0));
            assertThat(passes(town, "web/api", "web/front"))
                    .isEqualTo(expected.getValue().get(1));
        }
    }

    @Test
    void podsAndOthersMatchAddressGroupsByTheirAddress() {
        Firewall town = town().group("C-ag-1", "10.0.1.0/24", "fd00::/8")
                .policy("00100.0", "C-p", "pass any @C-ag-1 > namespace=web")
                .tail(NAMESPACES, "deny any * > namespace=web");
        assertThat(passes(town, "ops/probe", "web/api")).isTrue();
        assertThat(passes(town, "10.0.1.77", "web/api")).isTrue();
        assertThat(passes(town, "fd99::1", "web/api")).isTrue();
        assertThat(passes(town, "10.0.2.1", "web/api")).isFalse();
    }

    @Test
    void anAddressGroupThatIsNotThereMeansEverybody() {
        Firewall town = town().policy("00100.0", "C-p", "pass any @C-ag-1 > namespace=web")
                .tail(NAMESPACES, "deny any * > namespace=web");
        ContrailOracle oracle = town.oracle();
        assertThat(oracle.decide(Party.parse("8.8.8.8"), Party.parse("web/api"), Traffic.tcp(1))
                        .allowed())
                .isTrue();
        assertThat(oracle.faults()).singleElement().asString().contains("C-ag-1", "everybody");
        assertThat(passes(town.group("C-ag-1"), "8.8.8.8", "web/api"))
                .as("an empty one means nobody")
                .isFalse();
    }

    @Test
    void addressesMayBeGivenForThoseThatArePlanned() {
        Firewall town = town().group("C-ag-1", "10.7.0.0/16")
                .policy("00100.0", "C-p", "pass any @C-ag-1 > namespace=web")
                .tail(NAMESPACES, "deny any * > namespace=web");
        IpAddress address = IpAddress.parse("10.7.0.1").orElseThrow();
        ContrailOracle oracle = ContrailOracle.of(
                "C", town.all(), Map.of(new Party.Pod("ops", "probe"), List.of(address)), SctpPorts.AS_MEANT);
        assertThat(oracle.decide(Party.parse("ops/probe"), Party.parse("web/api"), Traffic.tcp(1))
                        .allowed())
                .isTrue();
        assertThat(oracle.decide(Party.parse("10.7.0.1"), Party.parse("ops/probe"), Traffic.tcp(1))
                        .ends())
                .as("the pod and itself")
                .isEmpty();
    }

    @Test
    void portsOfSctpAreZeroToTheAgent() {
        Firewall town = town().policy("00100.0", "C-p", "pass sctp 5000 * > *", "pass 132 0-65535 app=front > *");
        Party front = Party.parse("web/front");
        Party api = Party.parse("web/api");
        assertThat(town.oracle().decide(api, front, Traffic.sctp(5000)).allowed())
                .isTrue();
        assertThat(town.oracle().decide(api, front, Traffic.sctp(5001)).allowed())
                .isFalse();
        ContrailOracle enforced = town.oracle(SctpPorts.AS_ENFORCED);
        assertThat(enforced.decide(api, front, Traffic.sctp(5000)).allowed()).isFalse();
        assertThat(enforced.decide(front, api, Traffic.sctp(5000)).allowed()).isTrue();
    }

    @Test
    void otherProtocolsHaveNoPorts() {
        Firewall town = town().policy("00100.0", "C-p", "pass icmp 7 * > *");
        assertThat(passes(town, "web/api", "web/front", new Traffic(Traffic.Protocol.ICMP, 0)))
                .isTrue();
        assertThat(passes(town, "web/api", "web/front")).isFalse();
    }

    @Test
    void bothEndsMustBeAlikeWhereTheRuleSaysSo() {
        Firewall town = town().policy("00100.0", "C-p", "pass any * > *");
        town.body("firewall-rule", "C-p-r0").set("match_tags", Objects.json("{tag_list: ['namespace']}"));
        assertThat(passes(town, "web/api", "web/front")).isTrue();
        assertThat(passes(town, "web/api", "ops/probe")).isFalse();
        assertThat(passes(town, "web/api", "8.8.8.8")).isFalse();
    }

    @Test
    void allTagsOfAnEndMustBeThere() {
        Firewall town = town().policy("00100.0", "C-p", "pass any label=k8s.C.sel.1,label=k8s.C.sel.2 > global:app=api")
                .policy("00101.0", "C-q", "pass any label=k8s.C.sel.1,label=k8s.C.sel.3 > app=front");
        assertThat(passes(town, "ops/probe", "web/api")).isTrue();
        assertThat(passes(town, "ops/probe", "web/front")).isFalse();
    }

    @Test
    void interfacesOfOtherClustersAreNoPodsOfOurs() {
        Firewall town = town().policy("00100.0", "C-p", "deny any * > *");
        ContrailOracle other = ContrailOracle.of("D", town.all(), Map.of(), SctpPorts.AS_MEANT);
        assertThat(other.decide(Party.parse("web/api"), Party.parse("web/front"), Traffic.tcp(1))
                        .ends())
                .isEmpty();
    }
}
