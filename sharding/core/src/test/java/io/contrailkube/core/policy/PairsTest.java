package io.contrailkube.core.policy;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 03 section 11.4. */
class PairsTest {
    private static final String OUT =
            "{podSelector: {matchLabels: {app: 'a'}}, policyTypes: ['Egress'], egress: [{to: [";
    private static final String IN = "{podSelector: {matchLabels: {app: 'b'}}, ingress: [{from: [";

    private static Edition edition(String namespace, String spec) {
        return Translation.of(
                namespace, PolicyReader.read(json(spec)).policy(), (protocol, name) -> new TreeSet<>(Set.of(8080)));
    }

    /** What a policy of {@code x} that is about egress and one of {@code y} that is about ingress allow together. */
    private static String allowed(String to, String toPorts, String from, String fromPorts) {
        return allowed(OUT + to + "], ports: [" + toPorts + "]}]}", IN + from + "], ports: [" + fromPorts + "]}]}");
    }

    private static String allowed(String sender, String receiver) {
        return pairs(edition("x", sender), edition("y", receiver), terms -> true)
                .map(Pairs.Allowed::text)
                .collect(Collectors.joining("; "));
    }

    private static Stream<Pairs.Allowed> pairs(Edition sender, Edition receiver, Predicate<SortedSet<Term>> possible) {
        return sender.atoms(Direction.EGRESS).stream().flatMap(out -> receiver.atoms(Direction.INGRESS).stream()
                .flatMap(in -> Pairs.allowed(out, in, possible).stream()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                         |                                          | any",
                "{port: 80}                               |                                          | TCP/80",
                "                                         | {protocol: 'UDP'}                        | UDP/0-65535",
                "{port: 80, endPort: 90}                  | {port: 85, endPort: 95}                  | TCP/85-90",
                "{port: 80}, {port: 443}                  | {port: 443}, {port: 53}                  | TCP/443",
            })
    void servicesOfBoth(@Nullable String toPorts, @Nullable String fromPorts, String service) {
        assertThat(allowed("", toPorts == null ? "" : toPorts, "", fromPorts == null ? "" : fromPorts))
                .isEqualTo("[labels {app=a} [], namespace x] > [labels {app=b} [], namespace y] " + service);
    }

    @ParameterizedTest
    @CsvSource({"{port: 80},{port: 81}", "{port: 80},{protocol: 'UDP'}", "{port: 80},{port: 8081}"})
    void servicesThatHaveNothingInCommon(String toPorts, String fromPorts) {
        assertThat(allowed("", toPorts, "", fromPorts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{namespaceSelector: {}} | {namespaceSelector: {}} | [labels {app=a} [], namespace x]"
                        + " > [labels {app=b} [], namespace y]",
                "{ipBlock: {cidr: '10.0.0.0/8'}} | {ipBlock: {cidr: '10.1.0.0/16'}} | [labels {app=a} [], namespace x,"
                        + " within [10.1.0.0/16]] > [labels {app=b} [], namespace y, within [10.0.0.0/8]]",
                "{namespaceSelector: {matchLabels: {n: 'm'}}, podSelector: {matchLabels: {t: 'u'}}} | {namespaceSelector: {}} |"
                        + " [labels {app=a} [], namespace x] > [labels {app=b} [], labels {t=u} [], namespace y,"
                        + " namespaces {n=m} []]",
            })
    void endsOfBoth(String to, String from, String pair) {
        assertThat(allowed(to, "", from, "")).isEqualTo(pair + " any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{podSelector: {}}                                                        | {namespaceSelector: {}}",
                "{namespaceSelector: {}}                                                  | {podSelector: {}}",
                "{namespaceSelector: {}, podSelector: {matchLabels: {app: 'c'}}}          | {namespaceSelector: {}}",
                "{namespaceSelector: {}, podSelector: {matchExpressions: [{key: 'app', operator: 'NotIn', values: ['b']}]}}"
                        + " | {namespaceSelector: {}}",
                "{namespaceSelector: {}, podSelector: {matchExpressions: [{key: 'app', operator: 'DoesNotExist'}]}}"
                        + " | {namespaceSelector: {}}",
                "{namespaceSelector: {}} | {namespaceSelector: {}, podSelector: {matchExpressions:"
                        + " [{key: 'app', operator: 'In', values: ['b', 'c']}]}}",
                "{ipBlock: {cidr: '10.0.0.0/8'}}                                          | {ipBlock: {cidr: 'fd00::/8'}}",
            })
    void endsThatNoPodCanBeAt(String to, String from) {
        assertThat(allowed(to, "", from, "")).isEmpty();
    }

    @Test
    void whatMayNotExistIsForTheCallerToSay() {
        Edition sender = edition("x", OUT + "]}]}");
        Edition receiver = edition("y", IN + "]}]}");

        assertThat(pairs(sender, receiver, terms -> true)).hasSize(1);
        assertThat(pairs(sender, receiver, terms -> !terms.contains(new Term.InNamespace("y"))))
                .isEmpty();
    }
}
