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
            "Makes, changes and deletes namespaces named contrail-kube-check-... and workloads in them by kubectl, plays the"
                    + " nodes on which their pods run, kills and freezes controller nodes, restarts the API server if told"
                    + " how, and after each step waits until Contrail equals what 'plan' says about all that is in"
                    + " Kubernetes. In the end, and on Ctrl-C, everything it made is removed.",
            "",
            "Controller nodes also see what else is there, and write to ingresses and pods what they would write anywhere:"
                    + " use a Kubernetes for tests, without pods that no vrouter knows."
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
        ApiProxy proxy = proxy(kubectl);
        RealKubernetes kubernetes = connect(kubectl, proxy);
        report.say(kubectl.run("cluster-info").lines().findFirst().orElse(""));
        var namespaces =
                new TestNamespaces(kubectl, UUID.randomUUID().toString().substring(0, RUN));
        report.say("namespaces of this run are named " + namespaces.name("..."));
        report.say("starting PostgreSQL and the stand-in of Contrail");
        Lab lab = Lab.open(Lab.Options.ofNodes(NODES), kubernetes);
        lab.addRouters(PlayedNodes.addresses());
        var contrail = new ContrailView(lab.web(), lab.contrail().uri());
        var playedNodes = new PlayedNodes(proxy, contrail, namespaces.selector());
        playedNodes.start();
        var convergence = new Convergence(lab, namespaces, playedNodes);
        var session = new Session(lab, namespaces, convergence, playedNodes, report);
        try {
            var steps = new Steps(lab, convergence, report);
            var workloads = new TestWorkloads(kubectl, namespaces);
            var views = new Views(proxy, contrail);
            Action ofWorkloads = () -> {
                new WorkloadCheck(steps, workloads, views).run();
                new EdgeCheck(steps, workloads, views, playedNodes).run();
            };
            new Check(steps, namespaces, new ApiServer(restart, convergence), kubernetes, ofWorkloads).run();
        } finally {
            session.close();
        }
        report.summary();
        return report.isFine() ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static ApiProxy proxy(Kubectl kubectl) {
        try {
            return ApiProxy.start(kubectl);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static RealKubernetes connect(Kubectl kubectl, ApiProxy proxy) {
        try {
            return RealKubernetes.of(kubectl, proxy);
        } catch (IOException e) {
            proxy.close();
            throw unreachable(e);
        }
    }

    private static CommandFailure unreachable(IOException e) {
        return new CommandFailure(
                "Kubernetes cannot be reached: " + e.getMessage() + ". Is kubectl installed, and KUBECONFIG right?",
                ExitCode.USAGE);
    }
}
