package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormsTest {
    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(Forms.words(), "a b,c ,\t d,", "[a, b, c, d]"),
                Arguments.of(Forms.words(), "", "[]"),
                Arguments.of(Forms.cidrs(), "10.0.0.0/8,10.1.2.3/16 fd00::/64", "[10.0.0.0/8, 10.1.0.0/16, fd00::/64]"),
                Arguments.of(Forms.port(), "65535", "65535"),
                Arguments.of(Forms.seconds(), "0", "0"),
                Arguments.of(Forms.hosts(), "[127.0.0.1]", "[127.0.0.1]"),
                Arguments.of(Forms.hosts(), "['a.example', 'fd00::1']", "[a.example, fd00::1]"),
                Arguments.of(
                        Forms.servers(),
                        "h1:9042 u:p@h2:9160",
                        "[HostPort[host=h1, port=OptionalInt[9042]], " + "HostPort[host=h2, port=OptionalInt[9160]]]"),
                Arguments.of(Forms.servers(), "h1", "[HostPort[host=h1, port=OptionalInt.empty]]"),
                Arguments.of(Forms.dict("a"), "{}", "{}"),
                Arguments.of(Forms.dict("a"), "{'a': 'b', \"c\": 'd'}", "{a=b, c=d}"),
                Arguments.of(Forms.dict("a"), "{\"a\": \"b\"}", "{a=b}"),
                Arguments.of(Forms.oneOf("kubernetes", "openshift"), "OpenShift", "openshift"),
                Arguments.of(Forms.httpUrl(), "https://h:5000/v3", "https://h:5000/v3"),
                Arguments.of(Forms.dnsLabel(), "k8s-1", "k8s-1"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(Forms.cidrs(), "10.32.0.0", "'10.32.0.0' has no prefix length"),
                Arguments.of(Forms.cidrs(), "10.32.0.0/33", "outside 0..32"),
                Arguments.of(Forms.cidrs(), "10.32.0/12", "not an IP address"),
                Arguments.of(Forms.port(), "0", "0 is no port"),
                Arguments.of(Forms.port(), "8o82", "'8o82' is no whole number"),
                Arguments.of(Forms.seconds(), "abc", "'abc' is no whole number"),
                Arguments.of(Forms.seconds(), "-1", "no whole number"),
                Arguments.of(Forms.hosts(), "10.0.0.1:8082", "neither a host name nor an address"),
                Arguments.of(Forms.hosts(), "http://h", "neither a host name nor an address"),
                Arguments.of(Forms.servers(), "h:0", "0 is no port"),
                Arguments.of(Forms.dict("project"), "{'domain': 'd'}", "key 'project' is missing"),
                Arguments.of(Forms.dict("project"), "{'project': 'a:b'}", "colon"),
                Arguments.of(Forms.dict("project"), "{'project': null}", "quoted text was expected"),
                Arguments.of(Forms.dict("project"), "__import__('os')", "no dictionary"),
                Arguments.of(Forms.flag(), "maybe", "neither true nor false"),
                Arguments.of(Forms.oneOf("a", "b"), "c", "not among the known values"),
                Arguments.of(Forms.httpUrl(), "10.0.0.5:35357", "URL"),
                Arguments.of(Forms.contrailName(), "a:b", "colon"),
                Arguments.of(Forms.dnsLabel(), "K8s_1", "no DNS label"),
                Arguments.of(Forms.dnsLabel(), "a".repeat(64), "no DNS label"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void takes(Form<?> form, String text, String expected) {
        assertThat(form.reader().apply(text)).hasToString(expected);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refuses(Form<?> form, String text, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.reader().apply(text))
                .withMessageContaining(because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "yes", "YES", "1"})
    void takesWordsForTrue(String text) {
        assertThat(Forms.flag().reader().apply(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "no", "NO", "0"})
    void takesWordsForFalse(String text) {
        assertThat(Forms.flag().reader().apply(text)).isFalse();
    }
}
