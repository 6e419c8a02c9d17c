package io.contrailkube.loadtest.demo;

import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import io.contrailkube.node.cli.WorldJson;
import io.contrailkube.node.manifest.ManifestFault;
import io.contrailkube.node.manifest.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the controller at work on this machine, with nothing to install. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the controller at work, on this machine and with nothing else installed.",
            "",
            "Starts a real PostgreSQL, stand-ins of the Contrail and the Kubernetes API and a cluster of node processes,"
                    + " applies manifests, compares what comes to stand in Contrail with what 'plan' says, and shows who"
                    + " reaches whom under the network policies. Goes on until Ctrl-C, which stops everything it started."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube demo",
            "  contrail-kube demo --nodes 5 --manifests my-manifests --http-port 8108",
            "  contrail-kube demo --exit-when-converged --dump contrail.json",
            "  contrail-kube demo --exit-when-converged --namespaces 1000"
        })
public final class DemoCommand implements Subcommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--nodes", defaultValue = "3", paramLabel = "N", description = "Node processes (default 3).")
    private int nodes;

    @Option(
            names = "--manifests",
            paramLabel = "DIR",
            description = "Manifests to apply (default: deploy/examples of the project).")
    private @Nullable Path manifests;

    @Option(
            names = "--http-port",
            defaultValue = "0",
            paramLabel = "P",
            description = "Port of the first node's endpoints, the others follow (default: free ones).")
    private int httpPort;

    @Option(
            names = "--namespaces",
            defaultValue = "0",
            paramLabel = "N",
            description = "Create N more isolated namespaces, and print what they cost.")
    private int namespaces;

    @Option(
            names = "--exit-when-converged",
            description =
                    "End with exit code 0 once Contrail equals the plan and lets pass what Kubernetes means, with 1 if it does"
                            + " not in time.")
    private boolean exitWhenConverged;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Write all Contrail objects to FILE, in the format of 'plan'.")
    private @Nullable Path dump;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = manifests == null ? examples() : manifests;
        Manifests read = Manifests.read(List.of(folder.toString()), InputStream.nullInputStream());
        if (!read.faults().isEmpty()) {
            throw new CommandFailure(
                    "the manifests have faults:"
                            + read.faults().stream()
                                    .map(ManifestFault::toString)
                                    .collect(Collectors.joining("\n  ", "\n  ", "")),
                    ExitCode.USAGE);
        }
        if (nodes < 1 || namespaces < 0) {
            throw new CommandFailure("--nodes must be at least 1 and --namespaces not negative", ExitCode.USAGE);
        }
        out.println("Starting PostgreSQL and the stand-ins of Contrail and Kubernetes ...");
        out.flush();
        try (Lab lab = Lab.open(new Lab.Options(nodes, httpPort, ""))) {
            var stopping = new CountDownLatch(1);
            var stopped = new CountDownLatch(1);
            Runnable end = lab::close;
            Thread hook = new Thread(() -> {
                stopping.countDown();
                end.run();
                stopped.countDown();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            int code = ExitCode.FAILED;
            try {
                code = run(lab, read, out, stopping);
            } finally {
                if (code != ExitCode.FINE) {
                    lab.keepFiles();
                }
            }
            if (stopping.getCount() == 0) {
                await(stopped);
            } else {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            return code;
        }
    }

    private int run(Lab lab, Manifests read, PrintWriter out, CountDownLatch stopping) throws IOException {
        var show = new Show(lab, out, stopping);
        show.start();
        show.apply(read);
        boolean converged = show.converge();
        if (converged && namespaces > 0) {
            converged = show.scale(namespaces);
        }
        show.summary(manifests == null ? examples() : manifests);
        if (dump != null) {
            Files.writeString(dump, WorldJson.render(lab.dump()));
            out.println("Wrote all Contrail objects to " + dump);
        }
        boolean asMeant = show.reachability();
        out.flush();
        if (!exitWhenConverged) {
            out.println("Ctrl-C stops everything.");
            out.flush();
            await(stopping);
        }
        return converged && asMeant ? ExitCode.FINE : ExitCode.FAILED;
    }

    /** The launcher says where the project is; shown as short as it can be. */
    private static Path examples() {
        Path here = Path.of("").toAbsolutePath();
        Path examples = Path.of(System.getProperty("contrailkube.home", ""), "deploy", "examples")
                .toAbsolutePath();
        return examples.startsWith(here) ? here.relativize(examples) : examples;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
