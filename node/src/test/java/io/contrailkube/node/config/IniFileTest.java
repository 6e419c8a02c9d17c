package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IniFileTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("plain", "a = b", "b"),
                Arguments.of("colon", "a: b", "b"),
                Arguments.of("no blanks", "a=b", "b"),
                Arguments.of("first delimiter", "a = b = c:d", "b = c:d"),
                Arguments.of("name in capitals", "A = b", "b"),
                Arguments.of("empty", "a =", ""),
                Arguments.of("quoted nothing", "a = \"\"", ""),
                Arguments.of("continued", "a = b\n  c\n\td", "b c d"),
                Arguments.of("continued over a comment", "a = b\n# no\n  c", "b c"),
                Arguments.of("value on the next line", "a =\n  b", "b"),
                Arguments.of("comment behind", "a = b ; no", "b"),
                Arguments.of("semicolon within", "a = b;c", "b;c"),
                Arguments.of("hash is no comment", "a = b #c", "b #c"),
                Arguments.of("single percent", "a = 5%", "5%"),
                Arguments.of("double percent", "a = 5%%x", "5%x"),
                Arguments.of("line ends of Windows", "a = b\r\n", "b"),
                Arguments.of("dictionary", "a = {'x': 'y'}", "{'x': 'y'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void readsValues(String name, String text, String expected) {
        IniFile file = IniFile.parse("f", "[S]\n" + text);

        assertThat(file.faults()).isEmpty();
        assertThat(file.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.section()).isEqualTo("S");
            assertThat(entry.name()).isEqualTo("a");
            assertThat(entry.value()).isEqualTo(expected);
            assertThat(entry.where()).hasToString("f:2");
        });
    }

    @Test
    void goesOnAfterABadLine() {
        IniFile file = IniFile.parse("f", "\uFEFFa = 1\n[S]\nnonsense\nb = 2\n");

        assertThat(file.faults()).extracting(Fault::where).containsExactly("f:1", "f:3");
        assertThat(file.entries()).extracting(IniFile.Entry::name).containsExactly("b");
    }

    @Test
    void warnsAboutARepeatedOptionAndAReference() {
        IniFile file = IniFile.parse("f", "[S]\na = 1\nA = %(b)s\n");

        assertThat(file.warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "f:3: a stands twice in [S]; this one counts",
                        "f:3: a holds %(...)s, which is taken as it is; write the value instead");
        assertThat(file.entries()).extracting(IniFile.Entry::value).containsExactly("1", "%(b)s");
    }
}
