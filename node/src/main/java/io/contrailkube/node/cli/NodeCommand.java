package io.contrailkube.node.cli;

import com.typesafe.config.ConfigException;
import io.contrailkube.node.config.LoadedConfiguration;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one controller node until it is told to stop. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs one controller node, until SIGTERM or SIGINT.",
            "",
            "Settings, weakest first: defaults, -c files, --hocon files, environment (CONFIG_FORCE_contrail__kube_...),"
                    + " -D system properties (CONTRAIL_KUBE_JAVA_OPTS). 'config explain' shows each with its origin."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube node -c contrail-kubernetes.conf",
            "  contrail-kube node -c site.conf -c secrets.conf --hocon cluster.conf",
            "  CONTRAIL_KUBE_JAVA_OPTS=-Dcontrail-kube.node.http.port=0 contrail-kube node -c site.conf"
        })
final class NodeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    private final ToIntFunction<LoadedConfiguration> node;

    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    /** @param node starts a node and returns its exit code once it has stopped */
    NodeCommand(ToIntFunction<LoadedConfiguration> node) {
        this.node = node;
    }

    @Override
    public Integer call() {
        LoadedConfiguration loaded = configuration.read().loaded();
        Logging.start(loaded.hocon());
        loaded.warnings().forEach(warning -> LOG.warn("Configuration: {}", warning));
        try {
            return node.applyAsInt(loaded);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CommandFailure("the configuration has a fault: " + e.getMessage(), ExitCode.USAGE);
        }
    }
}
