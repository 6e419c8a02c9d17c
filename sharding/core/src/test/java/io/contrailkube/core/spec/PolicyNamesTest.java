package io.contrailkube.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Spec 03 section 3. */
class PolicyNamesTest {
    private final PolicyNames names = new PolicyNames(Given.names());

    @Test
    void policiesAreCalledAsTheOriginalCallsThem() {
        assertThat(names.policy("web", "api")).hasToString("firewall-policy|default-policy-management:k8s-web-api");
    }

    @Test
    @Spec("NP-58")
    void twoThatWouldBeCalledTheSameAreToldApart() {
        assertThat(names.policy("a-b", "c")).isEqualTo(names.policy("a", "b-c"));
        assertThat(names.policyBeside("a", "b-c")).isNotEqualTo(names.policyBeside("a-b", "c"));
        assertThat(names.policyBeside("a", "b-c").fqName().leaf()).isEqualTo("k8s-a-b-c-b88f83c8");
    }

    @Test
    void rulesAreCalledAfterTheirContent() {
        ObjectKey policy = names.policy("web", "api");
        assertThat(List.of(
                        names.rule(policy, Direction.INGRESS, "0123456789ab"),
                        names.rule(policy, Direction.EGRESS, "0123456789ab"),
                        names.denyRule(Direction.INGRESS, "0123456789ab"),
                        names.denyRule(Direction.EGRESS, "0123456789ab"),
                        names.pairAllowRule("0123456789ab"),
                        names.pairDenyRule("0123456789ab")))
                .allMatch(key -> key.type().equals("firewall-rule"))
                .extracting(key -> key.fqName().leaf())
                .containsExactly(
                        "k8s-web-api-in-0123456789ab",
                        "k8s-web-api-eg-0123456789ab",
                        "k8s-denyall-in-0123456789ab",
                        "k8s-denyall-eg-0123456789ab",
                        "k8s-pairallow-0123456789ab",
                        "k8s-pairdeny-0123456789ab");
        assertThat(names.pairAllowPolicy().fqName().leaf()).isEqualTo("k8s-pairallow");
        assertThat(names.pairDenyPolicy().fqName().leaf()).isEqualTo("k8s-pairdeny");
    }

    @Test
    @Spec("NP-14")
    void groupsOfAddressesHaveNoColonInTheirNames() {
        ObjectKey group = names.addressGroup(List.of(Cidr.parse("fd00::/8")));
        assertThat(group.type()).isEqualTo("address-group");
        assertThat(group.fqName().leaf()).matches("k8s-ag-[0-9a-f]{12}");
        assertThat(names.addressGroup(List.of(Cidr.parse("fd00::/9")))).isNotEqualTo(group);
    }

    @Test
    @Spec("NP-39")
    void everyTermHasATagOfItsOwn() {
        var odd = new LabelSelector(new TreeMap<>(Map.of("a.b/App", "")), List.of());
        var prefixes = List.of(Cidr.parse("10.0.0.0/8"));
        assertThat(List.of(
                        new Term.InNamespace("web"),
                        new Term.EveryPod(),
                        new Term.Isolated(Direction.EGRESS),
                        new Term.Isolated(Direction.INGRESS),
                        new Term.Labelled(odd),
                        new Term.NamespaceLabelled(odd),
                        new Term.Within(prefixes),
                        new Term.PortNamed(Protocol.TCP, "http", 80)))
                .extracting(term -> names.tag(term).fqName().toString())
                .doesNotHaveDuplicates()
                .satisfiesExactly(
                        tag -> assertThat(tag).isEqualTo("namespace=web"),
                        tag -> assertThat(tag).isEqualTo("label=k8s.k8s.pod"),
                        tag -> assertThat(tag).isEqualTo("label=k8s.k8s.iso.e"),
                        tag -> assertThat(tag).isEqualTo("label=k8s.k8s.iso.i"),
                        tag -> assertThat(tag).matches("label=k8s\\.k8s\\.sel\\.[0-9a-f]{12}"),
                        tag -> assertThat(tag).matches("label=k8s\\.k8s\\.sel\\.[0-9a-f]{12}"),
                        tag -> assertThat(tag).matches("label=k8s\\.k8s\\.cidr\\.[0-9a-f]{12}"),
                        tag -> assertThat(tag).matches("label=k8s\\.k8s\\.port\\.[0-9a-f]{12}"));
    }
}
