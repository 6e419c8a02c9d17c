package io.contrailkube.core.kind.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a, ns2/b                                        | a@shop, b@ns2",
                " a ,\tb                                         | a@shop, b@shop",
                "ns2/a@net1                                      | a@ns2/net1",
                "[{\"name\":\"a\"},{\"name\":\"b\",\"namespace\":\"x\",\"interface\":\"i1\"}] | a@shop, b@x/i1",
                "[]                                              | ``",
            })
    void isReadInBothForms(String text, String expected) {
        assertThat(NetworkRequest.parse(text, "shop").all())
                .extracting(request -> request.name()
                        + '@'
                        + request.namespace()
                        + (request.device().isEmpty() ? "" : "/" + request.device()))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(", ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nothingIsNothing(String text) {
        assertThat(NetworkRequest.parse(text, "shop")).isEqualTo(NetworkRequest.Requests.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,                     | is no name of a network",
                "a,,b                   | is no name of a network",
                "a/b/c                  | is no name of a network",
                "A                      | is no name of a network",
                "a@                     | names no interface",
                "a@eth:1                | is no name of an interface",
                "a@sixteen-letters.     | is no name of an interface",
                "a@x,b@x                | is asked for twice",
                "[                      | it is no JSON",
                "[\"a\"]                | is no object",
                "[{\"namespace\":\"a\"}]| is no name of a network",
            })
    void saysWhatIsWrong(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkRequest.parse(text, "shop"))
                .withMessageContaining(fault);
    }

    @Test
    void knowsWhatItDoesNotHeed() {
        assertThat(NetworkRequest.parse("[{\"name\":\"a\",\"mac\":\"x\",\"ips\":[]}]", "shop")
                        .ignored())
                .containsExactly("ips", "mac");
    }
}
