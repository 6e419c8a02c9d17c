package io.contrailkube.core.policy;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespacesTest {
    private final Namespaces namespaces = new Namespaces(Map.of(
            "a", Map.of("team", "x", "tier", "1"),
            "b", Map.of("team", "y", "tier", "1"),
            "c", Map.of("team", "x"),
            "d", Map.of()));

    private static Term labelled(String selector) {
        Policy policy =
                PolicyReader.read(json("{podSelector: " + selector + "}")).policy();
        return new Term.NamespaceLabelled(policy.subject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{matchLabels: {team: 'x'}}                                                        | a, c",
                "{matchLabels: {team: 'x', tier: '1'}}                                             | a",
                "{matchLabels: {team: 'z'}}                                                        | -",
                "{matchLabels: {none: 'x'}}                                                        | -",
                "{matchExpressions: [{key: 'team', operator: 'In', values: ['y', 'x', 'z']}]}      | a, b, c",
                "{matchExpressions: [{key: 'team', operator: 'NotIn', values: ['x']}]}             | b, d",
                "{matchExpressions: [{key: 'tier', operator: 'DoesNotExist'}]}                     | c, d",
                "{matchLabels: {team: 'x'}, matchExpressions: [{key: 'tier', operator: 'Exists'}]} | a",
            })
    void thoseThatASelectorMatches(String selector, String expected) {
        Set<String> names = expected.equals("-") ? Set.of() : new TreeSet<>(List.of(expected.split(", ")));

        assertThat(namespaces.of(Set.of(labelled(selector)))).hasValue(new TreeSet<>(names));
        assertThat(namespaces.possible(Set.of(labelled(selector)))).isEqualTo(!names.isEmpty());
    }

    @Test
    void allTermsMustHold() {
        Term x = labelled("{matchLabels: {team: 'x'}}");
        Term none = labelled("{matchExpressions: [{key: 'tier', operator: 'DoesNotExist'}]}");
        var pods = new Term.Labelled(LabelSelector.EVERYTHING);

        assertThat(namespaces.of(Set.of(x, none)).orElseThrow()).containsExactly("c");
        assertThat(namespaces.of(Set.of(x, new Term.InNamespace("a"), pods)).orElseThrow())
                .containsExactly("a");
        assertThat(namespaces.possible(Set.of(x, new Term.InNamespace("b")))).isFalse();
        assertThat(namespaces.of(Set.of(pods))).isEmpty();
        assertThat(namespaces.possible(Set.of(pods))).isTrue();
        assertThat(Stream.of("a", "b", "c", "d")).containsExactlyElementsOf(namespaces.names());
    }
}
