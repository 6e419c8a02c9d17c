package io.contrailkube.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One sound world, and what is said when one thing in it is wrong (spec 03 section 13.3). */
final class StaticChecksTest {
    private static final String POD = "label=k8s.C.pod";
    private static final String SELECTED = "label=k8s.C.sel.000000000001";
    private static final String PORT = "default-domain:C-web:web-api";

    private static Objects kubernetes() {
        return new Objects()
                .namespace("web", "{App: 'ns', team: 'x', 'a/B': 'c'}")
                .pod("web/api", "10.0.0.1", "{app: 'api', obj_uuid: 'u', C-svc: 's'}")
                .pod("web/other", "10.0.0.2", "{}")
                .policy("web/one", "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Ingress', 'Egress']}")
                .policy("web/two", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/8'}}]}]}");
    }

    private static Firewall contrail() {
        return Firewall.ofCluster()
                .pod("web", "api", "10.0.0.1", POD, SELECTED, "app=api", "team=x", "a__slash__b=c", "c-svc=member")
                .pod("web", "other", "10.0.0.2", POD, "app=ns", "team=x", "a__slash__b=c")
                .group("C-ag-1", "10.0.0.0/8")
                .policy("00010.0", "C-Ingress")
                .policy("00020.0", "C-pairallow")
                .policy("00021.0", "C-pairdeny", "deny any " + SELECTED + ",namespace=web > namespace=web")
                .policy("00100.0", "C-web-one")
                .policy("00101.0", "C-web-two", "pass any @C-ag-1 > namespace=web")
                .tail(
                        List.of("web"),
                        "deny any * > namespace=web",
                        "deny any * > " + SELECTED + ",namespace=web",
                        "deny any " + SELECTED + ",namespace=web > *")
                .owned();
    }

    private static List<String> faults(Objects kubernetes, Firewall contrail) {
        return StaticChecks.of(new StaticChecks.Setting("C", "C", true), kubernetes.all(), contrail.all()).stream()
                .map(StaticChecks.Fault::toString)
                .toList();
    }

    private static void assertFault(Consumer<Firewall> harm, String... told) {
        Firewall contrail = contrail();
        harm.accept(contrail);
        assertThat(faults(kubernetes(), contrail)).isNotEmpty().anySatisfy(fault -> assertThat(fault)
                .contains(told));
    }

    private static ObjectNode set(Firewall contrail) {
        return contrail.body("application-policy-set", "C");
    }

    private static void place(Firewall contrail, int index, String sequence) {
        ((ObjectNode) set(contrail).at("/firewall_policy_refs/" + index + "/attr")).put("sequence", sequence);
    }

    @Test
    void aSoundWorldHasNoFault() {
        assertThat(faults(kubernetes(), contrail())).isEmpty();
    }

    @Test
    void policiesAndFirewallPoliciesBelongTogether() {
        assertThat(faults(kubernetes().policy("web/more", "{policyTypes: []}"), contrail()))
                .contains("NetworkPolicy web/more: has 0 firewall policies []");
        assertFault(world -> world.policy("00200.0", "C-web-gone").owned(), "there is no NetworkPolicy web/gone");
        assertFault(world -> set(world).withArray("firewall_policy_refs").remove(3), "C-web-one", "is not in the");
        assertFault(
                world -> world.all()
                        .getOrDefault("firewall-policy", new java.util.TreeMap<>())
                        .put("default-policy-management:C-one", world.body("firewall-policy", "C-web-one")),
                "should be called default-policy-management:C-web-one");
    }

    @Test
    void everythingHasItsPlace() {
        assertFault(world -> place(world, 3, "00101.0"), "are both at 00101.0");
        assertFault(world -> place(world, 3, "90000.0"), "C-web-one: is at 90000.0");
        assertFault(world -> place(world, 3, "101"), "C-web-one: is at 101");
        assertFault(world -> place(world, 0, "00001.0"), "C-Ingress: is at 00001.0");
        assertFault(world -> place(world, 5, "99002.0"), "C-allowall: is not after denyall");
        assertFault(world -> place(world, 1, "00022.0"), "C-pairdeny: is not after pairallow");
        assertFault(world -> set(world).withArray("firewall_policy_refs").remove(6), "C-allowall: is not in the set");
        assertFault(
                world -> ((ObjectNode)
                                world.body("firewall-policy", "C-denyall").at("/firewall_rule_refs/1/attr"))
                        .put("sequence", "00000.0"),
                "C-denyall",
                "are both at 00000.0");
        assertThat(StaticChecks.of(
                        new StaticChecks.Setting("C", "C", false),
                        kubernetes().all(),
                        contrail().all()))
                .singleElement()
                .asString()
                .contains("C-pairdeny", "one end is enough");
        assertThat(StaticChecks.of(
                        new StaticChecks.Setting("C", "D", true),
                        kubernetes().all(),
                        contrail().all()))
                .asString()
                .contains("application-policy-set default-policy-management:D: is not there");
    }

    @Test
    void whatIsIsolatedIsDeniedAndNothingElse() {
        assertFault(
                world -> world.body("firewall-policy", "C-denyall")
                        .withArray("firewall_rule_refs")
                        .remove(2),
                "web/one: isolates for EGRESS");
        assertFault(
                world -> world.policy("00200.0", "C-web-x", "deny any * > " + SELECTED + ",namespace=web")
                        .owned(),
                "denies, but is in default-policy-management:C-web-x");
        assertThat(faults(
                        new Objects()
                                .namespace("web", "{}")
                                .policy("web/two", "{}")
                                .policy("web/one", "{}"),
                        contrail()))
                .anySatisfy(fault -> assertThat(fault).contains("denies for no policy"));
        assertFault(
                world -> world.port("web/other")
                        .withArray("tag_refs")
                        .addObject()
                        .putArray("to")
                        .add(SELECTED),
                "web/one: isolates for INGRESS");
        assertFault(
                world -> world.body("firewall-rule", "C-denyall-r2")
                        .withObject("/service")
                        .put("protocol", "tcp"),
                "does not deny everything");
    }

    @Test
    void subjectsWithoutPodsAreCounted() {
        Objects empty = new Objects()
                .namespace("web", "{}")
                .policy("web/one", "{podSelector: {matchLabels: {a: 'b'}}, policyTypes: ['Ingress']}");
        String rule = "deny any * > label=k8s.C.sel.%012d,namespace=web";
        Firewall contrail = Firewall.ofCluster()
                .policy("00010.0", "C-Ingress")
                .policy("00100.0", "C-web-one")
                .tail(List.of("web"), rule.formatted(1))
                .owned();
        assertThat(faults(empty, contrail))
                .as("the tag of the set is nowhere else")
                .isEmpty();
        Firewall more = Firewall.ofCluster()
                .policy("00010.0", "C-Ingress")
                .policy("00100.0", "C-web-one")
                .tail(List.of("web"), rule.formatted(1), rule.formatted(2))
                .owned();
        assertThat(faults(empty, more))
                .containsExactly("Namespace web: 2 rules deny for INGRESS, but 1 subjects are isolated");
    }

    @Test
    void nothingIsLeftBehind() {
        assertFault(
                world -> world.body("firewall-policy", "C-web-two")
                        .withArray("firewall_rule_refs")
                        .remove(0),
                "C-web-two-r1: is in no firewall policy");
        assertFault(world -> world.group("C-ag-2", "1.0.0.0/8").owned(), "C-ag-2: is named by no rule");
        assertFault(
                world -> world.add("tag", SELECTED + "2", "{fq_name: ['" + SELECTED + "2']}"), "is named by no rule");
        assertFault(
                world -> world.add(
                        "tag",
                        "x=y",
                        "{fq_name: ['x=y'], annotations: {key_value_pair: [{key: 'cluster', value: 'C'}]}}"),
                "tag x=y: is on nothing");
    }

    @Test
    void interfacesHaveTheTagsOfLabels() {
        assertFault(
                world -> world.object("virtual-machine-interface", PORT)
                        .withArray("tag_refs")
                        .addObject()
                        .putArray("to")
                        .add("old=1"),
                PORT,
                "has too many [old=1]");
        assertFault(
                world -> world.object("virtual-machine-interface", PORT)
                        .withArray("tag_refs")
                        .remove(0),
                "lacks tags [application=C]");
    }

    @Test
    void namesAndRulesHaveTheirForm() {
        assertFault(
                world -> world.body("address-group", "C-ag-1")
                        .putArray("fq_name")
                        .add("C-fd00::1"),
                "has a colon");
        assertFault(world -> world.body("firewall-rule", "C-web-two-r1").put("direction", "<>"), "has direction");
        assertFault(
                world -> world.body("firewall-rule", "C-web-two-r1")
                        .withArray("/match_tags/tag_list")
                        .add("app"),
                "asks for common tags");
    }
}
