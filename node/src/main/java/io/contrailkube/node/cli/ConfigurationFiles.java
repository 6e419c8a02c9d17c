package io.contrailkube.node.cli;

import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of all commands that read a configuration. */
final class ConfigurationFiles {
    @Option(
            names = {"-c", "--config-file"},
            paramLabel = "FILE",
            description = "Configuration in the syntax of contrail-kubernetes.conf. May be repeated; later values win.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--hocon",
            paramLabel = "FILE",
            description = "HOCON settings (contrail-kube.*, akka.*) over those of -c. May be repeated.")
    private List<Path> hocon = new ArrayList<>();

    boolean isNamed() {
        return !files.isEmpty();
    }

    Configuration read() {
        return Configuration.read(sources());
    }

    Configuration readOrDemo() {
        return isNamed() ? read() : Configuration.demo(sources());
    }

    private ConfigurationSources sources() {
        return ConfigurationSources.of(files, hocon);
    }
}
