package io.contrailkube.loadtest.growth;

import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.loadtest.lab.PlainCluster;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows that a change of a network policy costs the same in a small cluster and in a large one. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a change of one network policy with all entities of a cluster in one thread, Contrail answering at once: in"
                    + " a cluster of few namespaces and in one of many, each with 15 pods and 10 policies.",
            "",
            "Prints medians: microseconds for which all entities together are busy, and objects that are written in Contrail."
                    + " Exit code 1 if a change writes more in the large cluster, or takes more than twice as long."
        })
public final class GrowthCommand implements Subcommand {
    private static final double ALLOWED = 2.0;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--small", defaultValue = "100", paramLabel = "N", description = "Namespaces of the small cluster.")
    private int small;

    @Option(
            names = "--large",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Namespaces of the large cluster.")
    private int large;

    @Option(
            names = "--events",
            defaultValue = "300",
            paramLabel = "N",
            description = "Changes of each sort to measure, after as many to warm up (default 300).")
    private int events;

    /** What happens to the policy of a turn. */
    private enum Change {
        ADDED,
        CHANGED,
        DELETED
    }

    @Override
    public Integer call() throws IOException {
        if (small < 20 || large < small || events < 1) {
            throw new CommandFailure("--small must be at least 20 and no more than --large", ExitCode.USAGE);
        }
        PrintWriter out = spec.commandLine().getOut();
        ObjectNames names = PlainCluster.names();
        Realm few = made(names, small, out);
        Realm many = made(names, large, out);
        Map<Change, List<Realm.Cost>> inFew = new EnumMap<>(Change.class);
        Map<Change, List<Realm.Cost>> inMany = new EnumMap<>(Change.class);
        for (int turn = -events; turn < events; turn++) {
            for (Change change : Change.values()) {
                // Both in turn, so that what else the machine does strikes both.
                Realm.Cost one = cost(few, change, Math.floorMod(turn, small));
                Realm.Cost other = cost(many, change, Math.floorMod(turn, small));
                if (turn >= 0) {
                    inFew.computeIfAbsent(change, any -> new ArrayList<>()).add(one);
                    inMany.computeIfAbsent(change, any -> new ArrayList<>()).add(other);
                }
            }
        }
        out.printf(
                "%-22s %12s %12s %8s %16s %16s%n",
                "a policy is", "small [us]", "large [us]", "ratio", "writes in small", "in large");
        boolean fine = true;
        for (Change change : Change.values()) {
            fine &= isFine(change, inFew.getOrDefault(change, List.of()), inMany.getOrDefault(change, List.of()), out);
        }
        out.flush();
        return fine ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static Realm.Cost cost(Realm realm, Change change, int namespace) {
        return switch (change) {
            case ADDED -> realm.apply(Contents.passing(namespace, 80));
            case CHANGED -> realm.apply(Contents.passing(namespace, 81));
            case DELETED -> realm.delete(Contents.passing(namespace, 81));
        };
    }

    private static boolean isFine(Change change, List<Realm.Cost> few, List<Realm.Cost> many, PrintWriter out) {
        double inSmall = median(few.stream().mapToLong(Realm.Cost::nanos)) / 1e3;
        double inLarge = median(many.stream().mapToLong(Realm.Cost::nanos)) / 1e3;
        double writesInSmall = median(few.stream().mapToLong(Realm.Cost::writes));
        double writesInLarge = median(many.stream().mapToLong(Realm.Cost::writes));
        out.printf(
                Locale.ROOT,
                "%-22s %12.1f %12.1f %8.2f %16.0f %16.0f%n",
                change.name().toLowerCase(Locale.ROOT),
                inSmall,
                inLarge,
                inLarge / inSmall,
                writesInSmall,
                writesInLarge);
        return inLarge <= ALLOWED * inSmall && writesInLarge <= writesInSmall;
    }

    private static double median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Realm made(ObjectNames names, int size, PrintWriter out) {
        long began = System.nanoTime();
        var realm = new Realm(names, size);
        out.printf(
                Locale.ROOT,
                "%,d namespaces, %,d pods and %,d policies made in %.1f s; all in force: %s%n",
                size,
                size * Contents.PODS,
                realm.policies(),
                (System.nanoTime() - began) / 1e9,
                realm.isAtRest() ? "yes" : "no");
        out.flush();
        return realm;
    }
}
