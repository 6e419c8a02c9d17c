package io.contrailkube.core.contrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.32.0.0/12, 10.32.0.0/12",
        "10.47.255.1/12, 10.32.0.0/12",
        "0.0.0.0/0, 0.0.0.0/0",
        "192.168.1.1/32, 192.168.1.1/32",
        "fd00:1:2::1/48, fd00:1:2::/48",
        "::/0, ::/0",
        "2001:0:0:1:0:0:0:9/64, 2001:0:0:1::/64",
        "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128",
        "2001:0:0:1:2:0:0:3/128, 2001::1:2:0:0:3/128",
        "0:0:0:1:2:3:0:0/128, ::1:2:3:0:0/128",
    })
    void isNormalisedToItsNetwork(String text, String normal) {
        assertThat(Cidr.parse(text)).hasToString(normal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.32.0.0     | has no prefix length",
                "10.32.0.0/    | has no number after the slash",
                "10.32.0.0/x   | has no number after the slash",
                "10.32.0.0/33  | has a prefix length outside 0..32",
                "10.32.0.0/-1  | has a prefix length outside 0..32",
                "::/129        | has a prefix length outside 0..128",
                "10.32/12      | is not an IP address",
                "10.32.0.256/12| is not an IP address",
                "localhost/8   | is not an IP address",
                "1::2::3/8     | is not an IP address",
            })
    void saysWhatIsWrongWithWhichText(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining(fault);
    }

    @Test
    void canBeASingleAddress() {
        assertThat(Cidr.ofAddress("10.32.0.7")).isEqualTo(Cidr.parse("10.32.0.7/32"));
        assertThat(Cidr.ofAddress("2001:db8:0:0::7")).hasToString("2001:db8::7/128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.ofAddress("10.32"))
                .withMessage("'10.32' is not an IP address");
    }

    @ParameterizedTest
    @CsvSource({
        "10.32.0.0/12, 10.47.0.0/16, true",
        "10.32.0.0/12, 10.48.0.0/12, false",
        "0.0.0.0/0, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "fd00::/8, fd12::/16, true",
        "fd00::/8, 10.0.0.0/8, false",
    })
    void overlapsWhatSharesAnAddress(String one, String other, boolean overlaps) {
        assertThat(Cidr.parse(one).overlaps(Cidr.parse(other))).isEqualTo(overlaps);
        assertThat(Cidr.parse(other).overlaps(Cidr.parse(one))).isEqualTo(overlaps);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.1.0/29, 10.1.1.6",
        "10.3.0.0/24, 10.3.0.254",
        "10.32.0.0/12, 10.47.255.254",
        "fd00::/64, fd00::ffff:ffff:ffff:fffe",
    })
    void theGatewayCustomarilyHasTheLastAddressButOne(String cidr, String address) {
        assertThat(Cidr.parse(cidr).lastButOne()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/9, true",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/9, 10.0.0.0/8, false",
        "::/0, 10.0.0.0/8, false",
    })
    void containsWhatIsWithin(String one, String other, boolean contains) {
        assertThat(Cidr.parse(one).contains(Cidr.parse(other))).isEqualTo(contains);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/9, 10.128.0.0/9",
        "10.1.1.254/31, 10.1.1.254/32, 10.1.1.255/32",
        "::/0, ::/1, 8000::/1",
    })
    void hasTwoHalves(String whole, String lower, String upper) {
        assertThat(Cidr.parse(whole).halves()).containsExactly(Cidr.parse(lower), Cidr.parse(upper));
    }

    @Test
    void oneAddressHasNoHalves() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Cidr.parse("10.0.0.1/32").halves())
                .withMessageContaining("10.0.0.1/32");
    }

    @Test
    void equalNetworksAreEqual() {
        assertThat(Cidr.parse("10.33.0.0/12")).isEqualTo(Cidr.parse("10.32.0.0/12"));
    }
}
