package io.contrailkube.loadtest.policies;

import io.contrailkube.core.policy.Layout.Enforcement;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.loadtest.lab.PlainCluster;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the computation of the firewall of a large cluster. */
@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        description = {
            "Computes the firewall of a cluster of small namespaces with 4 pods and 3 network policies each, one of which"
                    + " denies everything: from JSON to every rule in its place and the tags of every pod.",
            "",
            "Prints the processor time of the steps, all on one thread, and the memory that facts and results occupy after a garbage"
                    + " collection; first where policies isolate for receiving, then where they isolate for sending, too.",
            "Exit code 1 if one takes more than --seconds or --megabytes."
        })
public final class PoliciesCommand implements Subcommand {
    private static final int COLLECTIONS = 3;
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--namespaces",
            defaultValue = "25000",
            paramLabel = "N",
            description = "Namespaces (default 25000, so that there are 100000 pods and 75000 policies).")
    private int namespaces;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "N",
            description = "Allowed processor time (default 10).")
    private double seconds;

    @Option(
            names = "--megabytes",
            defaultValue = "600",
            paramLabel = "N",
            description = "Allowed memory (default 600).")
    private double megabytes;

    /** Something to do. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        if (namespaces < 1) {
            throw new CommandFailure("--namespaces must be at least 1", ExitCode.USAGE);
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean fine = isFine("policies isolate for receiving", false, out);
        fine &= isFine("policies isolate for sending, too", true, out);
        return fine ? ExitCode.FINE : ExitCode.FAILED;
    }

    private boolean isFine(String title, boolean egress, PrintWriter out) throws IOException {
        out.printf(Locale.ROOT, "%s (%,d namespaces)%n", title, namespaces);
        double before = heap();
        var desired = new Desired();
        double took = compute(desired, Country.of(namespaces, egress), out);
        double held = heap() - before;
        row(out, "in all", took);
        var objects = new long[1];
        ObjectNames names = PlainCluster.names();
        timed(out, "their objects (not kept)", () -> objects[0] = desired.make(names));
        out.printf(
                Locale.ROOT,
                "  %,d rules, %,d tags of terms on pods, %,d objects of policies; %.0f MB in use%n",
                desired.rules(),
                desired.tagsOfPods(),
                objects[0],
                held);
        out.flush();
        Reference.reachabilityFence(desired);
        return took <= seconds && held <= megabytes;
    }

    private static double compute(Desired desired, Country country, PrintWriter out) throws IOException {
        double took = timed(out, "reading objects", () -> desired.read(country));
        took += timed(out, "translating policies", desired::translate);
        took += timed(out, "bringing rules into order", () -> desired.order(Enforcement.STRICT));
        return took + timed(out, "tags of pods", desired::tag);
    }

    private static double timed(PrintWriter out, String step, Task task) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        task.run();
        double took = (threads.getCurrentThreadCpuTime() - began) / NANOS;
        row(out, step, took);
        return took;
    }

    private static void row(PrintWriter out, String step, double took) {
        out.printf(Locale.ROOT, "  %-28s %8.2f s%n", step, took);
        out.flush();
    }

    /** Megabytes that are in use when everything else was collected. */
    private static double heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
    }
}
