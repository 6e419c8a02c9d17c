package io.contrailkube.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.LabelSelector.Requirement;
import io.contrailkube.core.policy.PodView.NamedPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What network policies speak of: selectors, ports, and properties of pods. */
class PolicyTermsTest {
    private static final PodView POD = new PodView(
            "web",
            Map.of("team", "ops"),
            Map.of("app", "front", "tier", ""),
            List.of(Cidr.parse("10.32.0.7/32")),
            Set.of(new NamedPort(Protocol.TCP, "http", 8080)),
            Set.of(Direction.INGRESS));

    @Test
    void everythingThatASelectorAsksForMustHold() {
        assertThat(LabelSelector.EVERYTHING.matches(Map.of())).isTrue();
        assertThat(selector("app", "front").matches(POD.labels())).isTrue();
        assertThat(selector("app", "back").matches(POD.labels())).isFalse();
        assertThat(selector("app", "front", requirement("tier", Operator.DOES_NOT_EXIST))
                        .matches(POD.labels()))
                .isFalse();
    }

    @Test
    void anEmptyValueIsAValueAndAMissingKeyIsInNoList() {
        assertThat(only(requirement("tier", Operator.EXISTS)).matches(POD.labels()))
                .isTrue();
        assertThat(only(requirement("tier", Operator.IN, "", "x")).matches(POD.labels()))
                .isTrue();
        assertThat(only(requirement("env", Operator.NOT_IN, "dev")).matches(POD.labels()))
                .isTrue();
        assertThat(only(requirement("env", Operator.IN, "dev")).matches(POD.labels()))
                .isFalse();
        assertThat(only(requirement("App", Operator.EXISTS)).matches(POD.labels()))
                .isFalse();
    }

    @Test
    void selectorsOfOneMeaningAreEqual() {
        var one = only(requirement("a", Operator.IN, "y", "x"), requirement("b", Operator.EXISTS));
        var other = only(requirement("b", Operator.EXISTS), requirement("a", Operator.IN, "x", "y", "x"));

        assertThat(one).isEqualTo(other).hasToString(other.toString());
        assertThat(one.text())
                .isEqualTo(other.text())
                .isNotEqualTo(selector("a", "x").text());
    }

    @Test
    void servicesHaveInCommonWhatIsInBoth() {
        var web = new Service(Protocol.TCP, 80, 443);

        assertThat(web.intersect(new Service(Protocol.TCP, 443, 500))).contains(new Service(Protocol.TCP, 443, 443));
        assertThat(web.intersect(new Service(Protocol.TCP, 444, 500))).isEmpty();
        assertThat(web.intersect(Service.all(Protocol.UDP))).isEmpty();
        assertThat(web.intersect(Service.EVERYTHING)).contains(web);
        assertThat(Service.EVERYTHING.intersect(web)).contains(web);
    }

    @Test
    void termsHoldForPodsAsTheyAre() {
        assertThat(new Term.InNamespace("web").holds(POD)).isTrue();
        assertThat(new Term.InNamespace("we").holds(POD)).isFalse();
        assertThat(new Term.NamespaceLabelled(selector("team", "ops")).holds(POD))
                .isTrue();
        assertThat(new Term.Labelled(selector("team", "ops")).holds(POD)).isFalse();
        assertThat(new Term.Within(List.of(Cidr.parse("10.0.0.0/8"))).holds(POD))
                .isTrue();
        assertThat(new Term.Within(List.of(Cidr.parse("fd00::/8"), Cidr.parse("10.32.0.8/29"))).holds(POD))
                .isFalse();
        assertThat(new Term.PortNamed(Protocol.TCP, "http", 8080).holds(POD)).isTrue();
        assertThat(new Term.PortNamed(Protocol.UDP, "http", 8080).holds(POD)).isFalse();
        assertThat(new Term.Isolated(Direction.INGRESS).holds(POD)).isTrue();
        assertThat(new Term.Isolated(Direction.EGRESS).holds(POD)).isFalse();
    }

    @Test
    void editionsAreToldApartByWhatTheyMean() {
        var subject = End.Pods.of(new Term.InNamespace("web"));
        var http = new Atom(Direction.INGRESS, new End.Anything(), subject, new Service(Protocol.TCP, 80, 80));
        var dns = new Atom(Direction.INGRESS, new End.Anything(), subject, new Service(Protocol.UDP, 53, 53));
        Edition edition = Edition.of(subject, Set.of(Direction.INGRESS), List.of(http, dns));

        assertThat(Edition.of(subject, Set.of(Direction.INGRESS), List.of(dns, http, dns)))
                .isEqualTo(edition);
        assertThat(Edition.of(subject, Set.of(Direction.INGRESS), List.of(http)).id())
                .isNotEqualTo(edition.id());
        assertThat(Edition.of(subject, Set.of(Direction.INGRESS, Direction.EGRESS), List.of(http, dns))
                        .id())
                .isNotEqualTo(edition.id());
    }

    private static LabelSelector selector(String key, String value, Requirement... more) {
        return new LabelSelector(new TreeMap<>(Map.of(key, value)), List.of(more));
    }

    private static LabelSelector only(Requirement... requirements) {
        return new LabelSelector(new TreeMap<>(), List.of(requirements));
    }

    private static Requirement requirement(String key, Operator operator, String... values) {
        return new Requirement(key, operator, List.of(values));
    }
}
