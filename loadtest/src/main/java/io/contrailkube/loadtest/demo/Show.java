package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.offline.PlannedWorld;
import io.contrailkube.core.offline.Worlds;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import io.contrailkube.loadtest.lab.Observer;
import io.contrailkube.loadtest.lab.Observer.Sight;
import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.manifest.Manifests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The course of a demo, told while it happens. */
final class Show {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE_PER_NAMESPACE = Duration.ofMillis(200);
    private static final long LOOK_MILLIS = 300;
    private static final int SHOWN = 10;
    /** Requests per namespace, of a kind. */
    private static final double WORTH_SHOWING = 0.01;

    private final Lab lab;
    private final PrintWriter out;
    private final CountDownLatch stopping;
    private final Observer observer;
    private final Instant began = Instant.now();

    /** @param stopping open while the demo is to go on */
    Show(Lab lab, PrintWriter out, CountDownLatch stopping) {
        this.lab = lab;
        this.out = out;
        this.stopping = stopping;
        this.observer = new Observer(lab);
    }

    void start() {
        say("Starting " + lab.nodes().size() + " nodes ...");
        lab.nodes().forEach(NodeProcess::start);
    }

    void apply(Manifests manifests) {
        manifests.objects().forEach(manifest -> {
            say("Applying " + manifest + " (" + manifest.where() + ")");
            lab.kubernetes().apply(manifest.object().toString());
        });
    }

    /** Waits until Contrail equals the plan and pods and services have what they need; tells what lacks if not in time. */
    boolean converge() throws IOException {
        boolean done = follow(PATIENCE);
        if (!done) {
            say("Not converged after " + PATIENCE.toSeconds() + " s:");
            lacks().stream().limit(SHOWN).forEach(line -> out.println("  " + line));
            lab.nodes().forEach(node -> out.println("  log of " + node.name() + ": " + node.log()));
        }
        return done;
    }

    /** Creates isolated namespaces and prints what they cost. */
    boolean scale(int namespaces) throws IOException {
        say("Creating " + namespaces + " isolated namespaces ...");
        long before = lab.requestsOfNodes();
        Map<String, Long> kindsBefore = lab.contrail().log().counts().byKind();
        Instant start = Instant.now();
        for (int i = 0; i < namespaces; i++) {
            lab.kubernetes()
                    .apply(
                            """
                            apiVersion: v1
                            kind: Namespace
                            metadata:
                              name: many-%05d
                              annotations:
                                opencontrail.org/isolation: "true"
                            """
                                    .formatted(i));
        }
        boolean done = follow(PATIENCE.plus(PATIENCE_PER_NAMESPACE.multipliedBy(namespaces)));
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        long requests = lab.requestsOfNodes() - before;
        // 11 is the minimum: docs/adr/0009 derives it.
        say("%d namespaces in %.1f s: %.1f namespaces/s, %.2f Contrail requests each (at least 11)"
                .formatted(namespaces, seconds, namespaces / seconds, (double) requests / namespaces));
        lab.contrail().log().counts().byKind().forEach((kind, count) -> {
            double each = (double) (count - kindsBefore.getOrDefault(kind, 0L)) / namespaces;
            if (each >= WORTH_SHOWING) {
                out.println("          %6.2f %s".formatted(each, kind));
            }
        });
        return done;
    }

    private boolean follow(Duration patience) throws IOException {
        Instant deadline = Instant.now().plus(patience);
        String told = "";
        while (Instant.now().isBefore(deadline)) {
            lab.nodes().stream().filter(node -> !node.isAlive()).findFirst().ifPresent(node -> {
                throw new CommandFailure(node.name() + " has ended: see " + node.log(), ExitCode.FAILED);
            });
            Sight sight = observer.look();
            String state = "%d/%d members | %d/%d namespaces served | %s | %d objects | %d problems"
                    .formatted(
                            sight.members(),
                            lab.nodes().size(),
                            sight.served(),
                            sight.namespaces(),
                            pods(),
                            sight.objects(),
                            sight.problems());
            if (!state.equals(told)) {
                say(state + " | " + sight.requests() + " requests");
                told = state;
            }
            if (sight.members() == lab.nodes().size()
                    && sight.served() == sight.namespaces()
                    && sight.namespaces() > 0
                    && lacks().isEmpty()) {
                say("Contrail equals the plan, and Kubernetes shows it.");
                return true;
            }
            pause();
        }
        return false;
    }

    private String pods() throws IOException {
        JsonNode pods = lab.web()
                .get(lab.kubernetes().uri().resolve("/api/v1/pods"))
                .body()
                .path("items");
        int running = 0;
        for (JsonNode pod : pods) {
            running += pod.at("/status/phase").asText().equals("Running") ? 1 : 0;
        }
        return running + "/" + pods.size() + " pods run";
    }

    /** What is not as it should be yet, in Contrail or in Kubernetes. */
    private List<String> lacks() throws IOException {
        Workloads workloads = Workloads.of(lab);
        PlannedWorld plan = lab.plan(workloads.objects());
        var lacks = new ArrayList<>(workloads.missing(plan));
        lacks.addAll(Worlds.differences(plan.objects(), lab.dump()));
        return lacks;
    }

    /** Prints who reaches whom; returns whether Contrail has it as Kubernetes means it. */
    boolean reachability() throws IOException {
        Optional<Reachability> reachability = Reachability.in(lab);
        reachability.ifPresent(found -> {
            found.print(out);
            out.println("Why a flow passes or not:");
            out.println("  curl '" + lab.nodes().get(0).http() + "/api/v1/verdict?" + found.question() + "'");
            out.flush();
        });
        return reachability.map(Reachability::isAsMeant).orElse(true);
    }

    void summary(Path manifests) throws IOException {
        new Summary(lab, observer, out).print(manifests);
    }

    private void say(String text) {
        out.println(
                "[%5.1f s] %s".formatted(Duration.between(began, Instant.now()).toMillis() / 1000.0, text));
        out.flush();
    }

    private void pause() {
        try {
            if (stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new CommandFailure("stopped before Contrail equalled the plan", ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ExitCode.FAILED);
        }
    }
}
