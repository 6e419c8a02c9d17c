package io.contrailkube.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every acceptance case of specs 01, 02 and 03 has a test that names it, or a reason; the report is {@code target/spec-coverage.md}. */
class SpecCoverageTest {
    private static final SpecCases CASES = SpecCases.read(SourceTree.java(SourceTree.TEST));

    @Test
    void noCaseIsMissing() throws IOException {
        Path target = Files.createDirectories(SourceTree.root().resolve("node/target"));
        Files.writeString(target.resolve("spec-coverage.md"), CASES.report());

        assertThat(CASES.cases()).hasSizeGreaterThan(319);
        assertThat(CASES.missing())
                .as("cases without a test: see target/spec-coverage.md")
                .isEmpty();
    }

    @Test
    void testsNameOnlyCasesThatExist() {
        assertThat(CASES.unknown()).isEmpty();
        assertThat(CASES.contradicted()).as("said to come later, but tested").isEmpty();
    }

    @Test
    void marksAreReadFromSources() {
        var source = new SourceTree.Source(
                Path.of("SomeTest.java"),
                """
                /** As in {@code @Spec("NS-9")}. */
                class SomeTest {
                    #Spec("NS-1")
                    @Test
                    void one() {}

                    @Test
                    #Spec({
                        "CL-2", "XX-3"
                    })
                    void more(String argument) {}
                }
                """
                        .replace('#', '@'));

        var marks = SpecCases.marks(List.of(source));

        assertThat(marks)
                .containsOnlyKeys("NS-1", "CL-2", "XX-3")
                .containsEntry("NS-1", List.of("SomeTest.one"))
                .containsEntry("XX-3", List.of("SomeTest.more"));
        var cases = new SpecCases(
                Map.of("NS-1", "a", "NS-2", "b", "CL-2", "c", "WA-1", "d", "HA-1", "e"),
                new TreeMap<>(Map.of("WA-1", "later", "CL-2", "not needed")),
                marks);
        assertThat(cases.missing()).containsExactly("NS-2");
        assertThat(cases.unknown()).containsExactly("XX-3");
        assertThat(cases.contradicted()).containsExactly("CL-2");
        assertThat(cases.report())
                .contains("| NS-1 | covered | SomeTest.one | a |")
                .contains("| NS-2 | missing |  | b |")
                .contains("| WA-1 | later | later | d |")
                .contains("| HA-1 | later |  | e |");
    }
}
