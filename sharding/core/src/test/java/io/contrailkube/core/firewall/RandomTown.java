package io.contrailkube.core.firewall;

import io.contrailkube.core.testing.RandomPolicy;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Traffic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Towns as spec 03 section 13.4 wants them: small, and full of what is easily got wrong. */
final class RandomTown {
    private static final List<String> OUTSIDE = List.of("10.0.3.200", "10.0.3.201", "172.16.0.1", "172.17.1.5");

    /** What takes the place of an address or prefix. */
    private static final Map<String, String> IN_VERSION_6 = Map.ofEntries(
            Map.entry("10.0.3.200", "fd00::3:200"),
            Map.entry("10.0.3.201", "fd00::3:201"),
            Map.entry("172.16.0.1", "2001:db8:16::1"),
            Map.entry("172.17.1.5", "2001:db8:17::5"),
            Map.entry("10.0.0.0/8", "fd00::/16"),
            Map.entry("10.0.0.0/22", "fd00::/110"),
            Map.entry("10.0.1.7/24", "fd00::1:7/112"),
            Map.entry("10.0.1.2/32", "fd00::1:2/128"),
            Map.entry("10.0.2.0/30", "fd00::2:0/126"),
            Map.entry("10.0.2.0/31", "fd00::2:0/127"),
            Map.entry("10.0.3.200/32", "fd00::3:200/128"),
            Map.entry("0.0.0.0/0", "::/0"),
            Map.entry("172.16.0.0/12", "2001:db8::/32"),
            Map.entry("172.17.0.0/16", "2001:db8:17::/48"));

    static final List<Traffic> TRAFFIC = List.of(
            Traffic.tcp(80),
            Traffic.tcp(8080),
            Traffic.tcp(443),
            Traffic.tcp(65535),
            Traffic.udp(80),
            Traffic.udp(53),
            Traffic.sctp(80),
            new Traffic(Traffic.Protocol.ICMP, 0));

    private static final List<String> NAMESPACES = List.of("a", "a-b", "c");
    private static final List<String> PREFIXES =
            List.of("10.0.0.0/8", "10.0.1.7/24", "10.0.2.0/31", "0.0.0.0/0", "172.16.0.0/12", "10.0.3.200/32");

    private final Random random;
    private final Addresses addresses;
    private final RandomPolicy words;

    /** Of which version of IP the addresses are. */
    enum Addresses {
        FOUR,
        SIX,
        BOTH
    }

    private RandomTown(long seed, Addresses addresses) {
        this.random = new Random(seed);
        this.addresses = addresses;
        this.words = new RandomPolicy(random, this::block);
    }

    static Town of(long seed, Addresses addresses) {
        return new RandomTown(seed, addresses).town();
    }

    /** Nobody of a town, the first two from where its pods have their addresses. */
    static List<Party> outside(boolean version6) {
        return OUTSIDE.stream()
                .map(address -> Party.parse(version6 ? version6(address) : address))
                .toList();
    }

    private static String version6(String text) {
        return Objects.requireNonNull(IN_VERSION_6.get(text), text);
    }

    private Town town() {
        var town = new Town();
        NAMESPACES.forEach(name -> town.namespace(name, words.labels(3)));
        for (int namespace = 0; namespace < NAMESPACES.size(); namespace++) {
            int pods = 1 + random.nextInt(4);
            for (int pod = 0; pod < pods; pod++) {
                String name = NAMESPACES.get(namespace) + "/p" + pod;
                String address = address(namespace + 1, pod);
                if (addresses != Addresses.BOTH && random.nextInt(12) == 0) {
                    town.nodePod(name, address, words.labels(3));
                } else {
                    town.pod(name, address, words.labels(3), words.containerPorts(3));
                }
            }
        }
        int policies = 1 + random.nextInt(5);
        for (int policy = 0; policy < policies; policy++) {
            town.policy(pick(NAMESPACES) + "/np" + policy, words.spec());
        }
        return town;
    }

    private String address(int namespace, int pod) {
        String four = "10.0." + namespace + '.' + pod;
        String six = "fd00::" + namespace + ':' + pod;
        return switch (addresses) {
            case FOUR -> four;
            case SIX -> six;
            case BOTH -> random.nextBoolean() ? four + ',' + six : six + ',' + four;
        };
    }

    private String block() {
        return switch (random.nextInt(5)) {
            case 0 -> block("10.0.0.0/8", "10.0.1.7/24", "10.0.1.2/32", "10.0.3.200/32");
            case 1 -> block("0.0.0.0/0", "10.0.0.0/22", "172.17.0.0/16");
            case 2 -> block("10.0.2.0/30", "10.0.2.0/30");
            default -> block(pick(PREFIXES));
        };
    }

    private String block(String prefix, String... except) {
        boolean version6 = addresses == Addresses.SIX || (addresses == Addresses.BOTH && random.nextBoolean());
        UnaryOperator<String> written = text -> '\'' + (version6 ? version6(text) : text) + '\'';
        return "{cidr: " + written.apply(prefix) + ", except: "
                + Stream.of(except).map(written).toList() + "}";
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
