package io.contrailkube.node.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every option of {@code contrail-kubernetes.conf}; a new one is one more row of its section's list. */
final class Catalogue {
    private static final Map<String, Option<?>> BY_NAME = new LinkedHashMap<>();

    static {
        Stream.of(KubernetesOptions.ALL, VncOptions.ALL, DefaultsOptions.ALL, ConnectionOptions.ALL)
                .flatMap(List::stream)
                .forEach(option -> BY_NAME.put(option.name(), option));
    }

    private Catalogue() {}

    static Collection<Option<?>> all() {
        return BY_NAME.values();
    }

    static Collection<String> names() {
        return BY_NAME.keySet();
    }

    static Optional<Option<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
