package io.contrailkube.loadtest.lab;

import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A cluster as any other, for measurements of the core alone. */
public final class PlainCluster {
    private PlainCluster() {}

    public static ObjectNames names() throws IOException {
        Path file = Files.createTempFile("contrail-kube-plain", ".conf");
        try {
            Files.writeString(
                    file,
                    """
                    [KUBERNETES]
                    cluster_name = k8s
                    pod_subnets = 10.32.0.0/12
                    service_subnets = 10.96.0.0/12
                    ip_fabric_subnets = 10.64.0.0/12
                    """);
            var sources = new ConfigurationSources(List.of(file), List.of(), Map.of(), Map.of());
            return new ObjectNames(Configuration.read(sources).loaded().cluster());
        } finally {
            Files.delete(file);
        }
    }
}
