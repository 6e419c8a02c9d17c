package io.contrailkube.loadtest.real;

import io.contrailkube.loadtest.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One step after the other, each with what is checked after it, until somebody gives up. */
final class Steps {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private final Convergence convergence;
    private final Report report;

    Steps(Lab lab, Convergence convergence, Report report) {
        this.lab = lab;
        this.convergence = convergence;
        this.report = report;
    }

    Lab lab() {
        return lab;
    }

    Convergence convergence() {
        return convergence;
    }

    Report report() {
        return report;
    }

    /** An action that fails ends its step, not the check. */
    void step(String title, Action action) {
        if (convergence.isGivenUp()) {
            return;
        }
        report.step(title);
        try {
            action.run();
        } catch (IOException e) {
            // Ctrl-C ends kubectl too, and that may be heard of first.
            convergence.linger(1);
            if (!convergence.isGivenUp()) {
                report.failed(title, List.of(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Waits until it holds. */
    void check(String what, Convergence.Condition condition) {
        Instant start = Instant.now();
        List<String> missing = convergence.await(new Impatient(condition));
        if (convergence.isGivenUp()) {
            return;
        }
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        if (missing.isEmpty()) {
            report.ok("%s (%.1f s)".formatted(what, seconds));
        } else {
            report.failed(what, missing);
        }
    }

    /** Says now and then what is still missing. */
    private final class Impatient implements Convergence.Condition {
        private final Convergence.Condition condition;
        private Instant told = Instant.now();

        Impatient(Convergence.Condition condition) {
            this.condition = condition;
        }

        @Override
        public List<String> missing() throws IOException {
            List<String> missing = condition.missing();
            if (!missing.isEmpty() && told.plus(SILENCE).isBefore(Instant.now())) {
                told = Instant.now();
                report.say("not yet: " + missing.get(0).lines().findFirst().orElse(""));
            }
            return missing;
        }
    }

    void converges() {
        check("Contrail equals the plan", convergence::differences);
    }

    void allReady() {
        check("all nodes are ready", convergence::unready);
    }
}
