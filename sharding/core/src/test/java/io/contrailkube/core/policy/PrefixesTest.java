package io.contrailkube.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.Cidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixesTest {
    private static List<Cidr> cidrs(String texts) {
        return Arrays.stream(texts.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(Cidr::parse)
                .toList();
    }

    @ParameterizedTest
    @Spec({"NP-12", "NP-13", "NP-14"})
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8    | ''                            | 10.0.0.0/8",
                "172.17.0.0/21 | 172.17.1.0/24                 | 172.17.0.0/24 172.17.2.0/23 172.17.4.0/22",
                "10.0.0.0/30   | 10.0.0.0/32 10.0.0.3/32       | 10.0.0.1/32 10.0.0.2/32",
                "10.0.0.0/22   | 10.0.1.0/24 10.0.1.128/25     | 10.0.0.0/24 10.0.2.0/23",
                "10.0.0.0/22   | 10.0.1.0/24 10.0.1.0/24       | 10.0.0.0/24 10.0.2.0/23",
                "10.0.0.0/24   | 10.0.0.0/25 10.0.0.128/25     | ''",
                "10.0.0.0/24   | 10.0.0.0/24                   | ''",
                "10.0.0.0/24   | 10.0.0.0/8                    | ''",
                "10.0.0.1/32   | 10.0.0.1/32                   | ''",
                "fd00::/62     | fd00:0:0:1::/64               | fd00::/64 fd00:0:0:2::/63",
                "::/0          | 8000::/1 ::/2                 | 4000::/2",
            })
    void leavesExactlyTheRest(String prefix, String except, String rest) {
        assertThat(Prefixes.difference(Cidr.parse(prefix.strip()), cidrs(except)))
                .containsExactlyElementsOf(cidrs(rest));
    }

    @Test
    @Spec("NP-12")
    void theInternetWithoutPrivateAddresses() {
        List<Cidr> rest =
                Prefixes.difference(Cidr.parse("0.0.0.0/0"), cidrs("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16"));
        assertThat(rest)
                .hasSize(31)
                .startsWith(Cidr.parse("0.0.0.0/5"), Cidr.parse("8.0.0.0/7"), Cidr.parse("11.0.0.0/8"));
        assertThat(rest)
                .endsWith(
                        Cidr.parse("192.192.0.0/10"),
                        Cidr.parse("193.0.0.0/8"),
                        Cidr.parse("194.0.0.0/7"),
                        Cidr.parse("196.0.0.0/6"),
                        Cidr.parse("200.0.0.0/5"),
                        Cidr.parse("208.0.0.0/4"),
                        Cidr.parse("224.0.0.0/3"));
    }

    /** Address by address, in a prefix of 256 of them, of both versions. */
    @Test
    @Spec("NP-12")
    void anyExceptionsAreTakenOutExactly() {
        var random = new Random(12);
        for (int world = 0; world < 400; world++) {
            boolean version6 = random.nextBoolean();
            var except = new ArrayList<Cidr>();
            for (int count = random.nextInt(6); count > 0; count--) {
                except.add(within(version6, random.nextInt(256), random.nextInt(9)));
            }
            List<Cidr> rest = Prefixes.difference(within(version6, 0, 0), except);
            for (int last = 0; last < 256; last++) {
                Cidr address = within(version6, last, 8);
                boolean excepted = except.stream().anyMatch(address::overlaps);
                assertThat(rest.stream().filter(address::overlaps).count())
                        .as("%s without %s: %s", address, except, rest)
                        .isEqualTo(excepted ? 0 : 1);
            }
            assertThat(rest.stream().filter(one -> rest.contains(sibling(one, version6))))
                    .as("%s could be fewer", rest)
                    .isEmpty();
        }
    }

    private static Cidr within(boolean version6, int last, int bits) {
        return Cidr.parse(
                version6 ? "fd00::%02x/%d".formatted(last, 120 + bits) : "10.1.1." + last + '/' + (24 + bits));
    }

    private static Cidr sibling(Cidr one, boolean version6) {
        int bits = one.prefixLength() - (version6 ? 120 : 24);
        String last = one.address().substring(one.address().lastIndexOf(version6 ? ':' : '.') + 1);
        int value = last.isEmpty() ? 0 : Integer.parseInt(last, version6 ? 16 : 10);
        return bits == 0 ? Cidr.parse("9.9.9.9/32") : within(version6, value ^ (256 >> bits), bits);
    }
}
