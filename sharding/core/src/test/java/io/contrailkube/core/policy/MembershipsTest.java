package io.contrailkube.core.policy;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.policy.Layout.Enforcement;
import io.contrailkube.core.policy.Layout.PolicyName;
import io.contrailkube.core.policy.PodView.NamedPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MembershipsTest {
    private static final Map<String, Map<String, String>> NAMESPACES =
            Map.of("web", Map.of("team", "net"), "ops", Map.of("team", "ops"));

    private final TreeMap<PolicyName, Edition> editions = new TreeMap<>();

    private void policy(String namespace, String name, String spec) {
        editions.put(
                new PolicyName(namespace, name),
                Translation.of(
                        namespace,
                        PolicyReader.read(json(spec)).policy(),
                        (protocol, port) -> new TreeSet<>(Set.of(80, 8080))));
    }

    private List<String> of(String namespace, String label, int pairLimit) {
        var namespaces = new Namespaces(NAMESPACES);
        Layout layout = Layout.of(namespaces, editions, Enforcement.STRICT, pairLimit);
        var pod = new PodView(
                namespace,
                NAMESPACES.getOrDefault(namespace, Map.of()),
                Map.of("app", label),
                List.of(),
                Set.of(new NamedPort(Protocol.TCP, "http", 8080)),
                Set.of());
        return Memberships.of(layout, namespaces, editions.values()).of(pod).stream()
                .map(Term::text)
                .toList();
    }

    @Test
    void aTermIsAskedForWhereAnEndOfARuleCanLie() {
        policy(
                "web",
                "p",
                "{podSelector: {matchLabels: {app: 'a'}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}},"
                        + " podSelector: {matchLabels: {app: 'b'}}}], ports: [{port: 'http'}]}]}");

        assertThat(of("web", "a", 256)).containsExactly("labels {app=a} []", "port TCP http 8080");
        assertThat(of("web", "b", 256)).containsExactly("port TCP http 8080");
        assertThat(of("ops", "a", 256)).containsExactly("namespaces {team=ops} []");
        assertThat(of("ops", "b", 256)).containsExactly("labels {app=b} []", "namespaces {team=ops} []");
    }

    @Test
    @Spec("NP-80")
    void whatIsSaidOfAllPodsNeedsNoTag() {
        policy(
                "web",
                "p",
                "{podSelector: {}, policyTypes: ['Ingress', 'Egress'],"
                        + " ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}], egress: [{to: [{podSelector: {}}]}]}");

        assertThat(of("web", "a", 256)).isEmpty();
        assertThat(of("ops", "a", 256)).isEmpty();
    }

    @Test
    void whereOneRuleKeepsAllApartThoseAreTagged() {
        policy("web", "p", "{podSelector: {matchLabels: {app: 'a'}}, policyTypes: ['Egress']}");
        policy("ops", "p", "{podSelector: {}, policyTypes: ['Ingress']}");

        assertThat(of("web", "a", 0)).containsExactly("isolated EGRESS", "labels {app=a} []");
        assertThat(of("web", "b", 0)).isEmpty();
        assertThat(of("ops", "a", 0)).containsExactly("isolated INGRESS");
        assertThat(of("ops", "a", 1)).isEmpty();
    }
}
