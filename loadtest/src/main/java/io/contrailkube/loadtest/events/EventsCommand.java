package io.contrailkube.loadtest.events;

import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.loadtest.lab.PlainCluster;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows that an event costs the same in a small namespace and in a large one. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long a namespace entity is busy with one event, plans being answered at once: in a namespace"
                    + " with 30 pods and a service over 10 of them, and in one with 3,000 pods and a service over 1,000.",
            "",
            "Prints medians in microseconds. Exit code 1 if an event costs more than twice as much in the large one."
        })
public final class EventsCommand implements Subcommand {
    private static final double ALLOWED = 2.0;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--events",
            defaultValue = "4000",
            paramLabel = "N",
            description = "Events of each sort to measure, after as many to warm up (default 4000).")
    private int events;

    /** One sort of event; every call is the next event. */
    private record Sort(String name, LongSupplier next) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNames names = PlainCluster.names();
        Town small = Town.of(names, 30, 10);
        Town large = Town.of(names, 3_000, 1_000);
        out.printf("%d and %d owner keys with objects%n", small.owners(), large.owners());
        out.printf("%-44s %12s %12s %8s%n", "event", "small [us]", "large [us]", "ratio");
        List<Sort> inSmall = sorts(small);
        List<Sort> inLarge = sorts(large);
        double worst = 0;
        for (int i = 0; i < inSmall.size(); i++) {
            worst = Math.max(worst, compare(inSmall.get(i), inLarge.get(i), out));
        }
        out.flush();
        return worst <= ALLOWED ? ExitCode.FINE : ExitCode.FAILED;
    }

    /** Both in turn, so that what else the machine does strikes both. */
    private double compare(Sort small, Sort large, PrintWriter out) {
        long[] inSmall = new long[events];
        long[] inLarge = new long[events];
        for (int i = -events; i < events; i++) {
            long one = small.next().getAsLong();
            long other = large.next().getAsLong();
            if (i >= 0) {
                inSmall[i] = one;
                inLarge[i] = other;
            }
        }
        double ratio = median(inLarge) / median(inSmall);
        out.printf(
                Locale.ROOT,
                "%-44s %12.1f %12.1f %8.2f%n",
                small.name(),
                median(inSmall) / 1_000,
                median(inLarge) / 1_000,
                ratio);
        out.flush();
        return ratio;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static List<Sort> sorts(Town town) {
        var turn = new int[1];
        int fresh = town.pods();
        return List.of(
                new Sort("a pod gets another label", () -> {
                    int event = turn[0]++;
                    int pod = event % town.pods();
                    return town.offer(Town.pod(pod, event / town.pods() % 2 == 0 ? "two" : "one"));
                }),
                new Sort("a pod is added", () -> {
                    long nanos = town.offer(Town.pod(fresh, "one"));
                    town.remove(Town.pod(fresh, "one"));
                    return nanos;
                }),
                new Sort("an endpoint is not ready, or ready again", () -> {
                    int event = turn[0]++;
                    // Of the last slice, which is full in a large namespace.
                    int last = town.members() - 1;
                    return town.offer(town.slice(last / 100, event % 2 == 0 ? last : -1));
                }));
    }
}
