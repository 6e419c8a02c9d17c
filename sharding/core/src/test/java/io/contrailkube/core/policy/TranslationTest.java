package io.contrailkube.core.policy;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTest {
    private static final Map<String, List<Integer>> NUMBERS =
            Map.of("TCP http", List.of(8080, 80), "UDP http", List.of(443), "TCP dns", List.of(53));

    private static Edition edition(String spec) {
        PolicyReader.Reading reading = PolicyReader.read(json(spec));
        assertThat(reading.faults()).isEmpty();
        return Translation.of(
                "web",
                reading.policy(),
                (protocol, name) -> new TreeSet<>(NUMBERS.getOrDefault(protocol + " " + name, List.of())));
    }

    private static List<String> atoms(String spec) {
        return edition(spec).atoms().stream().map(Atom::text).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                 | [namespace web]                 | [INGRESS]",
                "{podSelector: {matchLabels: {a: 'b'}}, policyTypes: ['Egress']} | [labels {a=b} [], namespace web] | [EGRESS]",
            })
    void isolatesItsSubject(String spec, String subject, String directions) {
        Edition edition = edition(spec);
        assertThat(edition.subject().text()).isEqualTo(subject);
        assertThat(edition.isolates()).hasToString(directions);
        assertThat(edition.atoms()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{podSelector: {}}                              | [namespace web]",
                "{podSelector: {matchLabels: {a: 'b'}}}         | [labels {a=b} [], namespace web]",
                "{namespaceSelector: {}}                        | [pod]",
                "{namespaceSelector: {}, podSelector: {}}       | [pod]",
                "{namespaceSelector: {}, podSelector: {matchLabels: {a: 'b'}}} | [labels {a=b} []]",
                "{namespaceSelector: {matchLabels: {t: 'o'}}}   | [namespaces {t=o} []]",
                "{namespaceSelector: {matchLabels: {t: 'o'}}, podSelector: {matchLabels: {a: 'b'}}} | [labels {a=b} [], namespaces {t=o} []]",
                "{ipBlock: {cidr: '10.0.0.0/23', except: ['10.0.1.0/24']}} | block [10.0.0.0/24]",
            })
    void peersAreWhoTheyAreWhicheverTheDirection(String peer, String end) {
        assertThat(atoms("{ingress: [{from: [" + peer + "]}]}"))
                .containsExactly("INGRESS " + end + " > [namespace web] any");
        assertThat(atoms("{policyTypes: ['Egress'], egress: [{to: [" + peer + "]}]}"))
                .containsExactly("EGRESS [namespace web] > " + end + " any");
    }

    @Test
    @Spec("NP-13")
    void whatIsExceptedAsAWholeIsNoPeer() {
        assertThat(atoms("{ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/23', except: ['10.0.0.0/23']}}]}]}"))
                .isEmpty();
    }

    @Test
    @Spec("NP-15")
    void everyPeerIsAllowedEveryPort() {
        assertThat(atoms("{ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}],"
                        + "ports: [{port: 80}, {port: 443}, {protocol: 'UDP', port: 53}]}]}"))
                .containsExactlyInAnyOrder(
                        "INGRESS [namespace web] > [namespace web] TCP/80",
                        "INGRESS [namespace web] > [namespace web] TCP/443",
                        "INGRESS [namespace web] > [namespace web] UDP/53",
                        "INGRESS [pod] > [namespace web] TCP/80",
                        "INGRESS [pod] > [namespace web] TCP/443",
                        "INGRESS [pod] > [namespace web] UDP/53");
    }

    @Test
    @Spec("NP-18")
    void aNamedPortIsEachOfItsNumbersWhereItHasThatNumber() {
        assertThat(atoms("{ingress: [{ports: [{port: 'http'}]}]}"))
                .containsExactlyInAnyOrder(
                        "INGRESS any > [namespace web, port TCP http 80] TCP/80",
                        "INGRESS any > [namespace web, port TCP http 8080] TCP/8080");
    }

    @ParameterizedTest
    @Spec("NP-18")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                 | [port TCP dns 53]",
                "[{podSelector: {}}]                | [namespace web, port TCP dns 53]",
                "[{ipBlock: {cidr: '10.0.0.0/24'}}] | [port TCP dns 53, within [10.0.0.0/24]]",
            })
    void whereAnythingIsSentToByNameAPodHasTheName(String peers, String end) {
        assertThat(atoms("{policyTypes: ['Egress'], egress: [{to: " + peers + ", ports: [{port: 'dns'}]}]}"))
                .containsExactly("EGRESS [namespace web] > " + end + " TCP/53");
    }

    @Test
    @Spec("NP-19")
    void aNameThatNoPodHasAllowsNothingAndTheRestStays() {
        assertThat(atoms("{ingress: [{ports: [{port: 'nobody'}, {port: 80}]}]}"))
                .containsExactly("INGRESS any > [namespace web] TCP/80");
    }

    @Test
    void tellsTheNamesThatItDependsOn() {
        Policy policy = PolicyReader.read(
                        json("{ingress: [{ports: [{port: 'http'}, {protocol: 'UDP', port: 'dns'}, {port: 1}]}],"
                                + "egress: [{ports: [{port: 'http'}]}]}"))
                .policy();
        assertThat(Translation.portNames(policy))
                .containsExactly(
                        new Policy.Port.Named(Protocol.UDP, "dns"), new Policy.Port.Named(Protocol.TCP, "http"));
    }

    @Test
    @Spec("NP-48")
    void theSameMeaningInAnotherOrderIsTheSameEdition() {
        String one =
                "{policyTypes: ['Ingress', 'Egress'], ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}],"
                        + "ports: [{port: 1}, {port: 2}]}, {ports: [{port: 3}]}]}";
        String other = "{ingress: [{ports: [{port: 3}]}, {ports: [{port: 2}, {port: 1}],"
                + "from: [{namespaceSelector: {}}, {podSelector: {}}, {podSelector: {}}]}], policyTypes: ['Egress', 'Ingress']}";
        assertThat(edition(one)).isEqualTo(edition(other));
        assertThat(edition(one).id()).isNotEqualTo(edition("{ingress: []}").id());
    }

    @Test
    @Spec("NP-31")
    void aSectionOfAnotherTypeMeansNothing() {
        assertThat(edition("{policyTypes: ['Ingress'], egress: [{}]}")).isEqualTo(edition("{}"));
        assertThat(new Policy(LabelSelector.EVERYTHING, new TreeMap<>()).rules(Direction.EGRESS))
                .isEmpty();
    }
}
