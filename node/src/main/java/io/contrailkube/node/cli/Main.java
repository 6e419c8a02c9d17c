package io.contrailkube.node.cli;

import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.node.ControllerNode;
import io.contrailkube.node.config.LoadedConfiguration;
import java.util.Comparator;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry of the process. */
@Command(
        name = "contrail-kube",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Turns namespaces, pods, services and policies of Kubernetes into networks and policies of Contrail.",
            "",
            "Several nodes share the work; each Kubernetes namespace is looked after by exactly one of them at a time,"
                    + " and losing a node loses nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  What do these manifests lead to?  contrail-kube plan -f namespaces.yaml",
            "  Does this flow pass, and why?     contrail-kube verdict -f DIR --from web/a --to web/b --port 80",
            "  Run a controller node:            contrail-kube node -c contrail-kubernetes.conf",
            "  What is this, where is it set?    contrail-kube config explain pod_subnets -c FILE",
            "",
            "Exit codes:",
            "  0  fine",
            "  1  the work failed",
            "  2  bad usage or configuration; nothing was done"
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** With the commands of all modules on the class path. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new NodeCommand(Main::run))
                .addSubcommand(new PlanCommand())
                .addSubcommand(new VerdictCommand(OfflinePlan::onCluster))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ExplainCommand()));
        ServiceLoader.load(Subcommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(command -> command.getClass().getName()))
                .forEach(line::addSubcommand);
        var failures = new Failures();
        return line.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int run(LoadedConfiguration configuration) {
        try {
            return ControllerNode.start(configuration).awaitTermination();
        } catch (ControllerNode.StartFailure e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), ExitCode.FAILED);
        }
    }
}
