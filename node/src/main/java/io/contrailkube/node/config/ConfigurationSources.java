package io.contrailkube.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a configuration comes from, weakest first.
 *
 * @param files in the syntax of {@code contrail-kubernetes.conf}; a later one wins
 * @param hocon files with HOCON; a later one wins
 * @param environment variables; those of the form {@code CONFIG_FORCE_contrail__kube_...} count
 * @param properties of the JVM; those below {@code contrail-kube} and {@code akka} count
 */
public record ConfigurationSources(
        List<Path> files, List<Path> hocon, Map<String, String> environment, Map<String, String> properties) {
    public ConfigurationSources {
        files = List.copyOf(files);
        hocon = List.copyOf(hocon);
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** Files, and what this process was started with. */
    public static ConfigurationSources of(List<Path> files, List<Path> hocon) {
        Properties properties = System.getProperties();
        return new ConfigurationSources(
                files,
                hocon,
                System.getenv(),
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty)));
    }
}
