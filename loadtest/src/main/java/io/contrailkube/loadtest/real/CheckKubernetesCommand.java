package io.contrailkube.loadtest.real;

import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import java.io.IOException;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks nodes against a real Kubernetes; {@code bin/real-kubernetes-check} is how to call it. */
@Command(
        name = "check-kubernetes",
        mixinStandardHelpOptions = true,
        // For those who develop this project.
        hidden = true,
        description = {
            "Checks three node processes against a real Kubernetes API server, with a PostgreSQL and a stand-in of Contrail"
                    + " of their own.",
            "",
            "Makes, changes and deletes namespaces named contrail-kube-check-... by kubectl, kills and freezes nodes, restarts"
                    + " the API server if told how, and after each step waits until Contrail equals what 'plan' says about"
                    + " the namespaces in Kubernetes. In the end, and on Ctrl-C, everything it made is removed."
        })
public final class CheckKubernetesCommand implements Subcommand {
    private static final int NODES = 3;
    private static final int RUN = 8;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--kubeconfig",
            required = true,
            paramLabel = "FILES",
            description =
                    "As in the variable KUBECONFIG; its current context says which server. The user must be allowed to"
                            + " make namespaces and to write Events.")
    @SuppressWarnings("NullAway.Init") // required, so set by picocli
    private String kubeconfig;

    @Option(
            names = "--restart-apiserver",
            defaultValue = "",
            paramLabel = "COMMAND",
            description =
                    "Restarts the API server on its data and ends when it serves again; without it that step is left"
                            + " out.")
    private String restart = "";

    @Override
    public Integer call() throws IOException {
        var report = new Report(spec.commandLine().getOut());
        var kubectl = new Kubectl(kubeconfig);
        RealKubernetes kubernetes = connect(kubectl);
        report.say(kubectl.run("cluster-info").lines().findFirst().orElse(""));
        var namespaces =
                new TestNamespaces(kubectl, UUID.randomUUID().toString().substring(0, RUN));
        report.say("namespaces of this run are named " + namespaces.name("..."));
        report.say("starting PostgreSQL and the stand-in of Contrail");
        Lab lab = Lab.open(Lab.Options.ofNodes(NODES), kubernetes);
        var convergence = new Convergence(lab, namespaces);
        var session = new Session(lab, namespaces, convergence, report);
        try {
            new Check(lab, namespaces, convergence, report, new ApiServer(restart, convergence)).run();
        } finally {
            session.close();
        }
        report.summary();
        return report.isFine() ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static RealKubernetes connect(Kubectl kubectl) {
        try {
            return RealKubernetes.of(kubectl);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Kubernetes cannot be reached: " + e.getMessage() + ". Is kubectl installed, and KUBECONFIG right?",
                    ExitCode.USAGE);
        }
    }
}
