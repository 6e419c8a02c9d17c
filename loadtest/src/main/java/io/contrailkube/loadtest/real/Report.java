package io.contrailkube.loadtest.real;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was checked and what came of it, told at once and summed up in the end. */
final class Report {
    private static final int SHOWN = 12;

    private final PrintWriter out;
    private final Instant began = Instant.now();
    private final List<String> failures = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private int fine;

    Report(PrintWriter out) {
        this.out = out;
    }

    void step(String title) {
        out.println();
        line("==", title);
    }

    void say(String what) {
        line("  ", what);
    }

    void ok(String what) {
        fine++;
        line("ok", what);
    }

    void failed(String what, List<String> why) {
        failures.add(what);
        line("FAILED", what);
        why.stream().limit(SHOWN).forEach(each -> line("  ", "  " + each));
        if (why.size() > SHOWN) {
            line("  ", "  and " + (why.size() - SHOWN) + " more");
        }
    }

    void leftOut(String what, String why) {
        leftOut.add(what + ": " + why);
        line("left out", what + ": " + why);
    }

    boolean isFine() {
        return failures.isEmpty();
    }

    void summary() {
        out.println();
        line(
                "==",
                "%d checks: %d ok, %d failed, %d left out"
                        .formatted(fine + failures.size() + leftOut.size(), fine, failures.size(), leftOut.size()));
        failures.forEach(each -> line("FAILED", each));
        leftOut.forEach(each -> line("left out", each));
    }

    private void line(String mark, String text) {
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        out.println("[%6.1f s] %-8s %s".formatted(seconds, mark, text));
        out.flush();
    }
}
