package io.contrailkube.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Network policies as spec 03 section 13.4 wants them: full of what is easily got wrong. All texts are JSON with single quotes. */
public final class RandomPolicy {
    private static final List<String> KEYS = List.of("app", "App", "tier", "a.b/app", "application", "namespace");
    private static final List<String> VALUES = List.of("'a'", "'b'", "''", "'A'");

    private final Random random;
    private final Supplier<String> block;

    /** @param block gives an {@code ipBlock} */
    public RandomPolicy(Random random, Supplier<String> block) {
        this.random = random;
        this.block = block;
    }

    /** {@code spec} of a policy. */
    public String spec() {
        String types = pick(List.of(
                "", "policyTypes: ['Ingress'],", "policyTypes: ['Egress'],", "policyTypes: ['Ingress', 'Egress'],"));
        String subject = random.nextInt(8) == 0 ? "" : "podSelector: " + selector() + ',';
        return "{" + subject + types + " ingress: " + list(2, () -> rule("from")) + ", egress: "
                + list(2, () -> rule("to")) + '}';
    }

    /** {@code ports} of a container. */
    public String containerPorts(int most) {
        return list(most, this::containerPort);
    }

    public String labels(int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(any -> pick(KEYS))
                .distinct()
                .map(key -> '\'' + key + "': " + pick(VALUES))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String rule(String peers) {
        var parts = new ArrayList<String>();
        if (random.nextInt(4) > 0) {
            parts.add(peers + ": " + list(2, this::peer));
        }
        if (random.nextBoolean()) {
            parts.add("ports: " + list(3, this::port));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private String peer() {
        return switch (random.nextInt(5)) {
            case 0 -> "{podSelector: " + selector() + "}";
            case 1 -> "{namespaceSelector: " + selector() + "}";
            case 2 -> "{namespaceSelector: " + selector() + ", podSelector: " + selector() + "}";
            default -> "{ipBlock: " + block.get() + "}";
        };
    }

    private String port() {
        String protocol = pick(List.of("", "protocol: 'TCP'", "protocol: 'UDP'", "protocol: 'SCTP'"));
        String port = pick(List.of(
                "",
                "port: 80",
                "port: 53",
                "port: 8080",
                "port: 80, endPort: 443",
                "port: 443, endPort: 65535",
                "port: 'http'",
                "port: 'web'",
                "port: 'nobody'"));
        return Stream.of(protocol, port).filter(part -> !part.isEmpty()).collect(Collectors.joining(", ", "{", "}"));
    }

    private String containerPort() {
        return "{name: " + pick(List.of("'http'", "'web'")) + ", containerPort: " + pick(List.of("80", "8080", "443"))
                + pick(List.of("", ", protocol: 'UDP'", ", protocol: 'TCP'")) + "}";
    }

    private String selector() {
        if (random.nextInt(4) == 0) {
            return "{}";
        }
        return "{matchLabels: " + labels(2) + ", matchExpressions: " + list(2, this::expression) + "}";
    }

    private String expression() {
        String key = "key: '" + pick(KEYS) + "', operator: ";
        return switch (random.nextInt(4)) {
            case 0 -> "{" + key + "'In', values: [" + pick(VALUES) + ", " + pick(VALUES) + "]}";
            case 1 -> "{" + key + "'NotIn', values: [" + pick(VALUES) + "]}";
            case 2 -> "{" + key + "'Exists'}";
            default -> "{" + key + "'DoesNotExist'}";
        };
    }

    private String list(int most, Supplier<String> element) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(any -> element.get())
                .toList()
                .toString();
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
