package io.contrailkube.core.policy;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.LabelSelector.Requirement;
import io.contrailkube.core.policy.Policy.Peer;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final Rule EVERYTHING = new Rule(List.of(), List.of());

    private static PolicyReader.Reading read(String spec) {
        return PolicyReader.read(json(spec));
    }

    private static Policy sound(String spec) {
        assertThat(read(spec).faults()).isEmpty();
        return read(spec).policy();
    }

    private static List<Rule> ingress(String rules) {
        return sound("{ingress: " + rules + "}").rules(Direction.INGRESS);
    }

    private static LabelSelector labels(String key, String value) {
        return new LabelSelector(new TreeMap<>(Map.of(key, value)), List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                             | [INGRESS]",
                "{policyTypes: []}                              | [INGRESS]",
                "{policyTypes: null, egress: []}                | [INGRESS]",
                "{egress: [{}]}                                 | [INGRESS, EGRESS]",
                "{policyTypes: ['Egress']}                      | [EGRESS]",
                "{policyTypes: ['Egress', 'Ingress', 'Egress']} | [INGRESS, EGRESS]",
                "{policyTypes: ['Ingress'], egress: [{}]}       | [INGRESS]",
            })
    @Spec({"NP-30", "NP-31"})
    void isolatesInTheDirectionsMeant(String spec, String directions) {
        assertThat(sound(spec).directions().keySet()).hasToString(directions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[{from: [], ports: []}]", "[{from: null, ports: null}]"})
    @Spec("NP-32")
    void whatIsNotSaidIsNotRestricted(String rules) {
        assertThat(ingress(rules)).containsExactly(EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    @Spec("NP-32")
    void withoutRulesNothingIsAllowed(String rules) {
        assertThat(ingress(rules)).isEmpty();
    }

    @Test
    void readsPeers() {
        assertThat(ingress("[{from: [{podSelector: {}}, {namespaceSelector: {}},"
                        + "{namespaceSelector: {matchLabels: {team: 'ops'}}, podSelector: {matchLabels: {role: 'probe'}}},"
                        + "{ipBlock: {cidr: '10.1.2.3/8', except: ['10.1.0.0/16', '10.2.0.0/16']}}]}]"))
                .containsExactly(new Rule(
                        List.of(
                                new Peer.Selected(null, LabelSelector.EVERYTHING),
                                new Peer.Selected(LabelSelector.EVERYTHING, null),
                                new Peer.Selected(labels("team", "ops"), labels("role", "probe")),
                                new Peer.Addresses(
                                        Cidr.parse("10.0.0.0/8"),
                                        List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("10.2.0.0/16")))),
                        List.of()));
    }

    @Test
    @Spec({"NP-16", "NP-17"})
    void readsPorts() {
        assertThat(ingress("[{ports: [{}, {port: 80}, {protocol: 'UDP', port: 53}, {protocol: 'SCTP'},"
                        + "{port: 32000, endPort: 32768}, {port: 9, endPort: 9}, {port: 'http'}]}]"))
                .containsExactly(new Rule(
                        List.of(),
                        List.of(
                                new Port.Numbers(Service.all(Protocol.TCP)),
                                new Port.Numbers(new Service(Protocol.TCP, 80, 80)),
                                new Port.Numbers(new Service(Protocol.UDP, 53, 53)),
                                new Port.Numbers(Service.all(Protocol.SCTP)),
                                new Port.Numbers(new Service(Protocol.TCP, 32000, 32768)),
                                new Port.Numbers(new Service(Protocol.TCP, 9, 9)),
                                new Port.Named(Protocol.TCP, "http"))));
    }

    @Test
    @Spec({"NP-26", "NP-27", "NP-29"})
    void readsSelectors() {
        LabelSelector subject = sound("{podSelector: {matchLabels: {app: ''}, matchExpressions: ["
                        + "{key: 'tier', operator: 'In', values: ['b', 'a', 'b']}, {key: 'env', operator: 'NotIn', values: ['dev']},"
                        + "{key: 'x.y/z', operator: 'Exists'}, {key: 'old', operator: 'DoesNotExist', values: []}]}}")
                .subject();
        assertThat(subject)
                .isEqualTo(new LabelSelector(
                        new TreeMap<>(Map.of("app", "")),
                        List.of(
                                new Requirement("tier", Operator.IN, List.of("a", "b")),
                                new Requirement("env", Operator.NOT_IN, List.of("dev")),
                                new Requirement("x.y/z", Operator.EXISTS, List.of()),
                                new Requirement("old", Operator.DOES_NOT_EXIST, List.of()))));
    }

    /** Older versions of Kubernetes let such values pass; no label can have them. */
    @Test
    void valuesThatNoLabelHasMatchNothing() {
        LabelSelector subject = sound(
                        "{podSelector: {matchExpressions: [{key: 'a', operator: 'In', values: ['no label!']}]}}")
                .subject();
        assertThat(subject.requirements()).containsExactly(new Requirement("a", Operator.IN, List.of()));
        assertThat(subject.matches(Map.of("a", "no label!"))).isFalse();
    }

    @ParameterizedTest
    @Spec("NP-75")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ipBlock: {cidr: '10.0.0/8'}} | .ipBlock.cidr: '10.0.0/8' is not an IP address",
                "{ipBlock: {cidr: '10.0.0.0'}} | .ipBlock.cidr: '10.0.0.0' has no prefix length",
                "{ipBlock: {cidr: 7}} | .ipBlock.cidr: 7 is no text",
                "{ipBlock: {}} | .ipBlock.cidr: nothing is no text",
                "{ipBlock: {cidr: '::ffff:10.0.0.0/24'}} | .ipBlock.cidr: \"::ffff:10.0.0.0/24\" is an IPv4 prefix in the form of IPv6",
                "{ipBlock: {cidr: '10.0.0.0/8', except: ['11.0.0.0/16']}} | .ipBlock.except[0]: 11.0.0.0/16 is not within 10.0.0.0/8",
                "{ipBlock: {cidr: '10.0.0.0/8', except: ['10.0.0.0/7']}} | .ipBlock.except[0]: 10.0.0.0/7 is not within 10.0.0.0/8",
                "{ipBlock: {cidr: '10.0.0.0/8', except: ['fd00::/16']}} | .ipBlock.except[0]: fd00::/16 is not within 10.0.0.0/8",
                "{ipBlock: {cidr: '10.0.0.0/8', except: ['10.1.0.0/16', 'x']}} | .ipBlock.except[1]: 'x' has no prefix length",
                "{ipBlock: {cidr: '10.0.0.0/8', except: '10.1.0.0/16'}} | .ipBlock.except: \"10.1.0.0/16\" is no list",
                "{ipBlock: {cidr: '10.0.0.0/8'}, podSelector: {}} | : ipBlock and selectors cannot be in one peer",
                "{} | : it names neither podSelector nor",
                "7 | : it names neither podSelector nor",
                "{podSelector: 'x'} | .podSelector: \"x\" is no label selector",
                "{podSelector: {matchLabels: {a: 1}}} | .podSelector.matchLabels[a]: 1 cannot be the value",
                "{podSelector: {matchLabels: {'a b': 'x'}}} | .podSelector.matchLabels: 'a b' cannot be the key",
                "{podSelector: {matchLabels: ['x']}} | .podSelector.matchLabels: [\"x\"] is no map",
                "{podSelector: {matchExpressions: {}}} | .podSelector.matchExpressions: {} is no list",
                "{podSelector: {matchExpressions: [{key: 'a', operator: 'Gt', values: ['1']}]}} | .podSelector.matchExpressions[0].operator: \"Gt\" is none of DoesNotExist, Exists, In, NotIn",
                "{podSelector: {matchExpressions: [{operator: 'Exists'}]}} | .podSelector.matchExpressions[0].key: nothing cannot be",
                "{podSelector: {matchExpressions: [{key: 'a', operator: 'In'}]}} | .podSelector.matchExpressions[0].values: In needs at least one value",
                "{namespaceSelector: {matchExpressions: [{key: 'a', operator: 'Exists', values: ['x']}]}} | .namespaceSelector.matchExpressions[0].values: Exists takes no values",
                "{namespaceSelector: {matchExpressions: [{key: 'a', operator: 'In', values: [1]}]}} | .namespaceSelector.matchExpressions[0].values: [1] is no list of texts",
            })
    void aWrongPeerAllowsNobodyAndTheOthersStay(String peer, String fault) {
        var reading = read("{ingress: [{from: [" + peer + ", {podSelector: {}}]}, {from: [" + peer + "]}, {}]}");
        assertThat(reading.policy().rules(Direction.INGRESS))
                .containsExactly(
                        new Rule(List.of(new Peer.Selected(null, LabelSelector.EVERYTHING)), List.of()), EVERYTHING);
        assertThat(reading.faults()).hasSize(2).extracting(Problem::reason).containsOnly("InvalidPolicy");
        assertThat(reading.faults().get(0).message())
                .startsWith("spec.ingress[0].from[0]" + fault)
                .endsWith(
                        "; until that is corrected, this peer is as if it were not there, and nobody is allowed by it");
    }

    @ParameterizedTest
    @Spec("NP-75")
    @CsvSource(
            delimiter = '|',
            value = {
                "{protocol: 'tcp', port: 80} | .protocol: \"tcp\" is none of TCP, UDP, SCTP",
                "{protocol: 'ICMP'} | .protocol: \"ICMP\" is none of TCP, UDP, SCTP",
                "{port: 0} | .port: 0 is neither a number from 1 to 65535 nor a name",
                "{port: 65536} | .port: 65536 is neither",
                "{port: 99999999999} | .port: 99999999999 is neither",
                "{port: 1.5} | .port: 1.5 is neither",
                "{port: '80'} | .port: \"80\" cannot be the name",
                "{port: 'Http'} | .port: \"Http\" cannot be the name",
                "{port: {}} | .port: {} is neither",
                "{endPort: 90} | .endPort: it is there without a port that is a number",
                "{port: 'http', endPort: 90} | .endPort: it is there without a port that is a number",
                "{port: 80, endPort: 79} | .endPort: 79 is no number from 80 to 65535",
                "{port: 80, endPort: 65536} | .endPort: 65536 is no number from 80 to 65535",
                "{port: 80, endPort: 'x'} | .endPort: \"x\" is no number from 80 to 65535",
                "\"http\" | : \"http\" is no port",
            })
    void aWrongPortAllowsNothingAndTheOthersStay(String port, String fault) {
        var reading = read("{egress: [{ports: [{port: 443}, " + port + "]}, {ports: [" + port + "]}, {}]}");
        assertThat(reading.policy().rules(Direction.EGRESS))
                .containsExactly(
                        new Rule(List.of(), List.of(new Port.Numbers(new Service(Protocol.TCP, 443, 443)))),
                        EVERYTHING);
        assertThat(reading.faults()).hasSize(2).extracting(Problem::reason).containsOnly("InvalidPolicy");
        assertThat(reading.faults().get(1).message()).startsWith("spec.egress[1].ports[0]" + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ingress: 'odd'} | spec.ingress: \"odd\" is no list of rules",
                "{ingress: ['odd']} | spec.ingress[0]: \"odd\" is no rule",
                "{ingress: [null]} | spec.ingress[0]: null is no rule",
                "{ingress: [{from: 'odd'}]} | spec.ingress[0].from: \"odd\" is no list",
                "{ingress: [{ports: {}}]} | spec.ingress[0].ports: {} is no list",
                "\"odd\" | spec: \"odd\" is no object",
            })
    void whatIsNoRuleAllowsNothing(String spec, String fault) {
        var reading = read(spec);
        assertThat(reading.policy())
                .isEqualTo(new Policy(LabelSelector.EVERYTHING, new TreeMap<>(Map.of(Direction.INGRESS, List.of()))));
        assertThat(reading.faults()).hasSize(1);
        assertThat(reading.faults().get(0).message()).startsWith(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{policyTypes: ['Egres']} | [INGRESS]",
                "{policyTypes: ['Ingress', 'egress'], egress: [{}]} | [INGRESS, EGRESS]",
                "{policyTypes: ['Egress', null]} | [INGRESS, EGRESS]",
                "{policyTypes: 'Egress', egress: 'odd'} | [INGRESS, EGRESS]",
            })
    void aWrongTypeIsolatesAsWithoutTypes(String spec, String directions) {
        var reading = read(spec);
        assertThat(reading.policy().directions().keySet()).hasToString(directions);
        assertThat(reading.faults().get(0).message())
                .startsWith("spec.policyTypes")
                .contains("neither Ingress nor Egress");
    }

    /** More pods are isolated than were meant, so the rules must not open them to what other policies keep out. */
    @Test
    @Spec("NP-75")
    void withAWrongSubjectAllThatMayBeMeantAreIsolatedAndNothingIsAllowed() {
        var reading = read("{podSelector: {matchLabels: {app: 'api'}, matchExpressions: [{key: 'a', operator: 'Gt'}]},"
                + "ingress: [{}], egress: [{}]}");
        assertThat(reading.policy())
                .isEqualTo(new Policy(
                        labels("app", "api"),
                        new TreeMap<>(Map.of(Direction.INGRESS, List.of(), Direction.EGRESS, List.of()))));
        assertThat(reading.faults())
                .containsExactly(Problem.warning(
                        "InvalidPolicy",
                        "spec.podSelector.matchExpressions[0].operator: \"Gt\" is none of DoesNotExist, Exists, In, NotIn;"
                                + " until that is corrected, the pods that match the rest of it are isolated,"
                                + " and this policy allows nothing"));
    }

    @Test
    void fieldsThatAreNotKnownAreRemarkedUpon() {
        var reading = read(
                "{podSelector: {x: 1}, y: 2, ingress: [{to: [], ports: [{z: 1}], from: [{podSelector: {}, w: 1},"
                        + "{ipBlock: {cidr: '10.0.0.0/8', v: 1}}, {podSelector: {matchExpressions: [{key: 'a', operator: 'Exists', u: 1}]}}]}]}");
        assertThat(reading.faults())
                .allSatisfy(fault -> assertThat(fault.reason()).isEqualTo("FieldIgnored"))
                .extracting(
                        fault -> fault.message().substring(0, fault.message().indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "spec.podSelector.x",
                        "spec.y",
                        "spec.ingress[0].to",
                        "spec.ingress[0].ports[0].z",
                        "spec.ingress[0].from[0].w",
                        "spec.ingress[0].from[1].ipBlock.v",
                        "spec.ingress[0].from[2].podSelector.matchExpressions[0].u");
    }
}
