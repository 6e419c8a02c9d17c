package io.contrailkube.loadtest.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final StringWriter text = new StringWriter();
    private final Report report = new Report(new PrintWriter(text));

    @Test
    void theSummaryCountsAndNamesWhatWasNotFine() {
        report.ok("this works");
        report.failed("that works", List.of("it is broken"));
        report.leftOut("the other", "no tool for it");
        report.summary();

        assertThat(report.isFine()).isFalse();
        assertThat(text.toString())
                .contains("it is broken", "3 checks: 1 ok, 1 failed, 1 left out")
                .containsSubsequence("FAILED", "that works", "left out", "FAILED", "that works", "the other: no tool");
    }

    @Test
    void whatIsLeftOutIsNoFailure() {
        report.leftOut("the other", "no tool for it");

        assertThat(report.isFine()).isTrue();
    }

    @Test
    void aLongReasonIsCutShort() {
        report.failed("many", Collections.nCopies(100, "reason"));

        assertThat(text.toString().lines()).hasSizeLessThan(20);
        assertThat(text.toString()).contains("and 88 more");
    }
}
