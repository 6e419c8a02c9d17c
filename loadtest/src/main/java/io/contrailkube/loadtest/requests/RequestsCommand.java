package io.contrailkube.loadtest.requests;

import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.Observer;
import io.contrailkube.loadtest.lab.Observer.Sight;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the requests that workloads cost, against the least that is possible. */
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = {
            "Counts the requests to Contrail that pods, services and ingresses cost, with one node process, stand-ins of"
                    + " Contrail and Kubernetes and a played cluster, whose own requests do not count.",
            "",
            "Exit code 1 if any sort costs over a tenth more than the minimum that docs/adr/0011 derives."
        })
public final class RequestsCommand implements Subcommand {
    private static final double ALLOWED = 1.1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final long LOOK_MILLIS = 200;
    /** The endpoint of the API server's own service is no pod. */
    private static final int PROBLEMS_AT_START = 1;

    private static final double WORTH_SHOWING = 0.01;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--pods", defaultValue = "500", paramLabel = "N", description = "Pods (default 500).")
    private int pods;

    @Option(
            names = "--services",
            defaultValue = "100",
            paramLabel = "N",
            description = "Services over them (default 100).")
    private int services;

    @Option(names = "--ingresses", defaultValue = "50", paramLabel = "N", description = "Ingresses (default 50).")
    private int ingresses;

    @Option(names = "--namespaces", defaultValue = "10", paramLabel = "N", description = "Namespaces (default 10).")
    private int namespaces;

    @Override
    public Integer call() throws IOException {
        if (pods < 1 || services < 1 || ingresses < 1 || namespaces < 1) {
            throw new CommandFailure("all numbers must be at least 1", ExitCode.USAGE);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Lab lab = Lab.open(Lab.Options.ofNodes(1))) {
            addApplianceSets(lab);
            lab.nodes().get(0).start();
            var tally = new Tally(lab.contrail().log());
            settle(lab, tally);
            tally.take();
            out.printf("%-10s %6s %9s %9s %9s %7s%n", "sort", "count", "requests", "each", "minimum", "ratio");
            double worst = 0;
            for (Stage stage : Stage.of(new Stage.Size(pods, services, ingresses, namespaces))) {
                stage.manifests().forEach(lab.kubernetes()::apply);
                settle(lab, tally);
                worst = Math.max(worst, tell(stage, tally.take(), out));
            }
            if (worst > ALLOWED) {
                lab.keepFiles();
            }
            return worst <= ALLOWED ? ExitCode.FINE : ExitCode.FAILED;
        }
    }

    /** As a service monitor makes them; a missing one would be looked for again and again. */
    private static void addApplianceSets(Lab lab) throws IOException {
        for (String provider : List.of("native", "opencontrail")) {
            lab.web()
                    .post(
                            lab.contrail().uri().resolve("/service-appliance-sets"),
                            """
                            {"service-appliance-set": {"fq_name": ["default-global-system-config", "%s"],
                             "parent_type": "global-system-config"}}
                            """
                                    .formatted(provider));
        }
    }

    private static double tell(Stage stage, Map<String, Integer> counts, PrintWriter out) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        double each = (double) total / stage.count();
        double ratio = each / stage.minimum();
        out.printf(
                Locale.ROOT,
                "%-10s %6d %9d %9.2f %9.2f %7.2f%n",
                stage.name(),
                stage.count(),
                total,
                each,
                stage.minimum(),
                ratio);
        counts.forEach((kind, count) -> {
            double share = (double) count / stage.count();
            if (share >= WORTH_SHOWING) {
                out.printf(Locale.ROOT, "%30.2f %s%n", share, kind);
            }
        });
        out.flush();
        return ratio;
    }

    /** Waits until every namespace is served and nothing has been asked of Contrail for a while. */
    private static void settle(Lab lab, Tally tally) {
        var observer = new Observer(lab);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long quietSince = System.nanoTime();
        while (System.nanoTime() - deadline < 0) {
            if (tally.update()) {
                quietSince = System.nanoTime();
            }
            if (System.nanoTime() - quietSince > QUIET.toNanos()) {
                Sight sight = observer.look();
                if (sight.namespaces() > 0
                        && sight.served() == sight.namespaces()
                        && sight.problems() <= PROBLEMS_AT_START) {
                    return;
                }
            }
            pause();
        }
        throw new CommandFailure(
                "not everything is served after " + PATIENCE.toMinutes() + " minutes: " + observer.look() + "; see "
                        + lab.nodes().get(0).log(),
                ExitCode.FAILED);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ExitCode.FAILED);
        }
    }
}
