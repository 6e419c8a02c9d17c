package io.contrailkube.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralDictTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"domain\":\"d\",\"name\":\"n\"}",
                "{'domain':'d','name':'n'}",
                " { 'domain' : \"d\" ,\n 'name'\t:'n' } ",
            })
    void takesBothQuotesAndAnyBlanks(String text) {
        assertThat(LiteralDict.parse(text, List.of("domain", "name")))
                .containsExactly(Map.entry("domain", "d"), Map.entry("name", "n"));
    }

    @Test
    void takesTheEmptyDictionaryAndKeysThatWereNotAskedFor() {
        assertThat(LiteralDict.parse("{}", List.of())).isEmpty();
        assertThat(LiteralDict.parse("{'more':''}", List.of())).containsEntry("more", "");
    }

    @Test
    void readsEscapes() {
        assertThat(LiteralDict.parse("{'a':'it\\'s \\\\ \\\" \\/'}", List.of())).containsEntry("a", "it's \\ \" /");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{bad                 | a quoted text was expected at position 2",
                "nonsense             | '{' was expected at position 1",
                "``                   | '{' was expected at position 1",
                "['a','b']            | '{' was expected at position 1",
                "{'a':1}              | a quoted text was expected at position 6",
                "{'a':None}           | a quoted text was expected at position 6",
                "{'a':{'b':'c'}}      | a quoted text was expected at position 6",
                "{'a' 'b'}            | ':' was expected at position 6",
                "{'a':'b',}           | a quoted text was expected at position 10",
                "{'a':'b'             | '}' was expected at position 9",
                "{'a':'b'} x          | text after the closing brace at position 11",
                "{'a':'b              | a quoted text does not end at position 8",
                "{'a':'b\\n'}         | an escape that is not one of",
                "{'a':'b','a':'c'}    | key 'a' twice",
                "{'a':__import__('x')}| a quoted text was expected at position 6",
            })
    void saysWhereItIsWrong(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiteralDict.parse(text, List.of()))
                .withMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}              | key 'name' is missing",
                "{\"name\":\"\"} | key 'name' has an empty value",
                "{\"name\":\" \"}| key 'name' has an empty value",
                "{\"name\":\"a:b\"}| key 'name' has a value with a colon",
            })
    void wantsWhatIsRequired(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiteralDict.parse(text, List.of("name")))
                .withMessageStartingWith(fault);
    }
}
