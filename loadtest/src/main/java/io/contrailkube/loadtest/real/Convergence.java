package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import io.contrailkube.loadtest.lab.Web;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Whether Contrail has come to be what is in Kubernetes leads to. */
final class Convergence {
    /** For a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final long LOOK_MILLIS = 500;
    private static final int OK = 200;

    private final Lab lab;
    private final TestNamespaces namespaces;
    private final PlayedNodes playedNodes;
    private volatile boolean given;

    Convergence(Lab lab, TestNamespaces namespaces, PlayedNodes playedNodes) {
        this.lab = lab;
        this.namespaces = namespaces;
        this.playedNodes = playedNodes;
    }

    /** Something that may go wrong and is looked at again and again until it does not. */
    @FunctionalInterface
    interface Condition {
        /** What is still missing; empty once it holds. */
        List<String> missing() throws IOException;
    }

    /** What is still missing in the end; empty if the condition came to hold in time. */
    List<String> await(Condition condition) {
        return until(condition, PATIENCE, () -> given);
    }

    /** Does it again and again until it does not fail, as a user would while the API server is away. */
    void insist(Action action) throws IOException {
        List<String> missing = await(() -> {
            action.run();
            return List.of();
        });
        if (!missing.isEmpty()) {
            throw new IOException(missing.get(0));
        }
    }

    /** Lets time pass. */
    void linger(int seconds) {
        until(() -> List.of("time"), Duration.ofSeconds(seconds), () -> given);
    }

    /** The same, whether anybody has given up or not. */
    static List<String> until(Condition condition, Duration patience) {
        return until(condition, patience, () -> false);
    }

    private static List<String> until(Condition condition, Duration patience, BooleanSupplier given) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            List<String> missing = look(condition);
            if (missing.isEmpty() || given.getAsBoolean() || Instant.now().isAfter(deadline)) {
                return missing;
            }
            pause();
        }
    }

    /** Nobody waits any longer. */
    void giveUp() {
        given = true;
    }

    boolean isGivenUp() {
        return given;
    }

    private static List<String> look(Condition condition) {
        try {
            return condition.missing();
        } catch (IOException e) {
            // An API server that is away, a node that starts: the next look may tell more.
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** Contrail equals the plan, of exactly these namespaces and pods, with none on its way out. */
    List<String> differences() throws IOException {
        var missing = new ArrayList<String>();
        Map<String, String> standing = uids();
        for (JsonNode namespace : namespaces.existing()) {
            String name = namespace.at("/metadata/name").asText();
            String uid = namespace.at("/metadata/uid").asText();
            if (namespace.at("/metadata").hasNonNull("deletionTimestamp")) {
                missing.add("Kubernetes is still deleting namespace " + name);
            } else if (!uid.equals(standing.get(name))) {
                // The plan knows no uids: a namespace that was made anew looks like the old one there.
                missing.add("the project of " + name + " is of uid " + standing.get(name) + ", not " + uid);
            }
        }
        missing.addAll(playedNodes.unsettled());
        return missing.isEmpty() ? lab.differences() : missing;
    }

    /** Uids that projects are marked with, by name of their namespace. */
    private Map<String, String> uids() throws IOException {
        var uids = new HashMap<String, String>();
        Web.Answer answer = lab.web().get(lab.contrail().uri().resolve("/projects?detail=true"));
        for (JsonNode project : answer.body().path("projects")) {
            var marks = new HashMap<String, String>();
            project.at("/project/annotations/key_value_pair")
                    .forEach(mark -> marks.put(
                            mark.path("key").asText(), mark.path("value").asText()));
            if (marks.containsKey(OwnershipMarks.UID)) {
                uids.put(String.valueOf(marks.get(OwnershipMarks.NAMESPACE)), marks.get(OwnershipMarks.UID));
            }
        }
        return uids;
    }

    /** Every node runs and is ready. */
    List<String> unready() {
        return lookAtNodes(answer -> answer.status() == OK);
    }

    /** Every node says that the API server does not let it in. */
    List<String> unrefused() {
        return lookAtNodes(answer -> answer.status() != OK && answer.text().contains(": 401 Unauthorized"));
    }

    private List<String> lookAtNodes(Predicate<Web.Answer> fine) {
        var missing = new ArrayList<String>();
        for (NodeProcess node : lab.nodes()) {
            try {
                Web.Answer answer = lab.web().get(node.http().resolve("/readyz"));
                if (!fine.test(answer)) {
                    missing.add(node.name() + ": " + answer.text().strip());
                }
            } catch (IOException e) {
                missing.add(node.name() + (node.isAlive() ? " does not answer" : " has ended: see " + node.log()));
            }
        }
        return missing;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
