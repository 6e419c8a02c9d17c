package io.contrailkube.loadtest.real;

import io.contrailkube.loadtest.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What has to be undone whatever happens: on the way out, and when the process is told to stop. */
final class Session {
    /** Kubernetes itself takes most of it, and more after an outage of its API server. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Lab lab;
    private final TestNamespaces namespaces;
    private final Report report;
    private final Thread hook = new Thread(this::end, "check-ending");
    private final Convergence convergence;
    private final PlayedNodes playedNodes;
    private boolean ended;

    Session(Lab lab, TestNamespaces namespaces, Convergence convergence, PlayedNodes playedNodes, Report report) {
        this.lab = lab;
        this.playedNodes = playedNodes;
        this.namespaces = namespaces;
        this.convergence = convergence;
        this.report = report;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void close() {
        // Before the end, or there would be nobody left to finish it.
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping: this is what the hook was for.
            report.say("stopped");
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        convergence.giveUp();
        if (!report.isFine()) {
            lab.nodes().forEach(node -> report.say("log of " + node.name() + ": " + node.log()));
            lab.keepFiles();
        }
        // The nodes first: they would write more Events.
        lab.close();
        List<String> left = Convergence.until(this::left, PATIENCE);
        // Not before: pods go only when their node lets them.
        playedNodes.close();
        if (left.isEmpty()) {
            report.say("nothing of this run is left in Kubernetes");
        } else {
            report.failed("removing everything; by hand: " + namespaces.removal(), left);
        }
    }

    private List<String> left() throws IOException {
        namespaces.removeAll();
        namespaces.removeDefinitions();
        namespaces.removeEvents();
        return namespaces.existing().stream()
                .map(each -> "still there: " + each.at("/metadata/name").asText())
                .toList();
    }
}
