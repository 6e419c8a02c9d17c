package io.contrailkube.node.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A configuration in the making: files of a temporary folder, environment, properties. */
record Given(
        Path folder,
        List<Path> files,
        List<Path> hocon,
        Map<String, String> environment,
        Map<String, String> properties) {
    /** Enough to start with. */
    static final String MINIMAL =
            """
            [KUBERNETES]
            cluster_name = k8s
            pod_subnets = 10.32.0.0/12
            service_subnets = 10.96.0.0/12
            ip_fabric_subnets = 10.64.0.0/12
            kubernetes_api_server = 10.0.0.10
            """;

    static Given in(Path folder) {
        return new Given(folder, List.of(), List.of(), Map.of(), Map.of());
    }

    /** A mandatory minimum, and over it what matters. */
    static Given minimal(Path folder, String... lines) {
        return in(folder).file("minimal.conf", MINIMAL).file("more.conf", String.join("\n", lines));
    }

    Given file(String name, String text) {
        return new Given(folder, with(files, write(name, text)), hocon, environment, properties);
    }

    Given hocon(String text) {
        return new Given(
                folder, files, with(hocon, write("hocon" + hocon.size() + ".conf", text)), environment, properties);
    }

    Given environment(String name, String value) {
        return new Given(folder, files, hocon, Map.of(name, value), properties);
    }

    Given property(String name, String value) {
        return new Given(folder, files, hocon, environment, Map.of(name, value));
    }

    Configuration read() {
        return Configuration.read(new ConfigurationSources(files, hocon, environment, properties));
    }

    LoadedConfiguration loaded() {
        return read().loaded();
    }

    List<String> faults() {
        return read().faults().stream().map(this::relative).toList();
    }

    List<String> warnings() {
        return read().warnings().stream().map(this::relative).toList();
    }

    private String relative(Object message) {
        return message.toString().replace(folder + "/", "");
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> with(List<Path> paths, Path one) {
        var more = new ArrayList<>(paths);
        more.add(one);
        return more;
    }
}
