package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.reconcile.Settlement.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Turns troubles into what is told to users: each text once, and that it is over when it is (spec 02 section 3.3). */
final class Voice {
    /** Transient failures are kept to ourselves until they have happened this often in a row. */
    private static final int PATIENCE = 3;

    private static final String RECOVERED = "Recovered";
    /** Contrail is away, or will not have what is wanted for a workload. */
    static final String NOT_READY = "ContrailNotReady";

    /** Problems that tell of something without effect; that they end is no news. */
    private static final Set<String> REMARKS =
            Set.of("AnnotationIgnored", "FieldIgnored", "LabelConflict", "LabelReserved");

    private final String notReady;
    private final Predicate<Problem> holdsUp;
    private final boolean ofTheWhole;
    private final Set<Problem> told = new HashSet<>();

    private Voice(String notReady, boolean ofTheWhole, Predicate<Problem> holdsUp) {
        this.notReady = notReady;
        this.ofTheWhole = ofTheWhole;
        this.holdsUp = holdsUp;
    }

    /** @param notReady reason of Events about what could not be done yet */
    static Voice ofOneObject(String notReady) {
        return new Voice(notReady, false, problem -> problem.reason().equals(notReady));
    }

    /** Whatever held up a pod, service or ingress, it is told when that is over. */
    static Voice ofWorkload() {
        return new Voice(
                NOT_READY,
                false,
                problem -> problem.severity() == Severity.WARNING && !REMARKS.contains(problem.reason()));
    }

    /** What could not be done yet is remarked only. */
    static Voice ofTheInstallation(String notReady) {
        return new Voice(notReady, true, problem -> problem.reason().equals(notReady));
    }

    List<Problem> problems(List<Failure> failures, int inARow) {
        return problems(notReady, failures, inARow);
    }

    /** What is worth telling of the failures of a plan. */
    static List<Problem> problems(String notReady, List<Failure> failures, int inARow) {
        var problems = new ArrayList<Problem>();
        for (Failure failure : failures) {
            String what = failure.key().type() + ' ' + failure.key().fqName();
            switch (failure.nature()) {
                case CONFLICT ->
                    problems.add(Problem.warning(
                            "ObjectConflict",
                            what + " exists and is not ours: " + failure.reason()
                                    + "; rename or remove it, or choose another cluster_name"));
                case UNCHANGEABLE ->
                    problems.add(Problem.warning(
                            "ObjectConflict",
                            what + " cannot be brought into shape: " + failure.reason()
                                    + "; remove it, and it is made anew"));
                case REFUSED ->
                    problems.add(Problem.warning(
                            notReady,
                            "Contrail refuses " + what + ": " + failure.reason() + "; it is tried again later"));
                case TRANSIENT -> {
                    if (inARow >= PATIENCE) {
                        problems.add(Problem.warning(
                                notReady,
                                what + " is not done yet: " + failure.reason() + "; it is tried until it works"));
                    }
                }
            }
        }
        return problems;
    }

    /** What has to be told now, given everything that is the matter. */
    List<Action> speak(ObjectId about, List<Problem> problems) {
        var actions = new ArrayList<Action>();
        boolean wasTroubled = told.stream().anyMatch(holdsUp);
        told.retainAll(problems);
        for (Problem problem : problems) {
            if (told.add(problem)) {
                actions.add(said(about, problem));
            }
        }
        boolean isTroubled = told.stream().anyMatch(holdsUp);
        if (wasTroubled && !isTroubled) {
            String what = ofTheWhole ? "everything that namespaces share" : about.toString();
            actions.add(
                    said(about, new Problem(Severity.NORMAL, RECOVERED, what + " stands in Contrail as it should")));
        }
        return actions;
    }

    private Action said(ObjectId about, Problem problem) {
        boolean passing = problem.reason().equals(notReady) || problem.reason().equals(RECOVERED);
        return ofTheWhole && passing ? new Action.Remark(problem) : new Action.Tell(about, problem);
    }
}
