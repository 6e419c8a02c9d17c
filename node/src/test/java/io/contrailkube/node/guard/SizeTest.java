package io.contrailkube.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files hold one idea, constructors few collaborators, and nothing is left unfinished. */
class SizeTest {
    @Test
    void filesAreShortAndFinished() {
        Stream<String> main = SourceTree.java(SourceTree.MAIN).stream()
                .flatMap(source -> Size.faults(source, Size.MAIN_LINES).stream());
        Stream<String> test = SourceTree.java(SourceTree.TEST).stream()
                .flatMap(source -> Size.faults(source, Size.TEST_LINES).stream());

        assertThat(Stream.concat(main, test)).isEmpty();
    }

    @Test
    void constructorsTakeFewArguments() {
        assertThat(Classes.ofTheProject().stream().flatMap(type -> Size.faults(type).stream()))
                .isEmpty();
    }

    @Test
    void theWholeProjectIsLookedAt() {
        assertThat(SourceTree.java(SourceTree.MAIN))
                .extracting(SourceTree.Source::name)
                .anyMatch(name -> name.startsWith("sharding/core/"))
                .anyMatch(name -> name.startsWith("sharding/src/"))
                .anyMatch(name -> name.startsWith("persistence/"))
                .anyMatch(name -> name.startsWith("contrail-gateway/"))
                .anyMatch(name -> name.startsWith("k8s-ingest/"))
                .anyMatch(name -> name.startsWith("loadtest/standins/"))
                .anyMatch(name -> name.startsWith("loadtest/src/"));
    }

    @Test
    void faultsAreFound() {
        Path path = SourceTree.root().resolve("node/src/main/java/Long.java");
        String unfinished = "// TO" + "DO";

        assertThat(Size.faults(new SourceTree.Source(path, "a\nb\nc\n"), 2))
                .containsExactly("node/src/main/java/Long.java has 3 lines, not 2");
        assertThat(Size.faults(new SourceTree.Source(path, "a\n" + unfinished + "\n"), 2))
                .containsExactly("node/src/main/java/Long.java:2 is unfinished");
        assertThat(new ClassFileImporter()
                        .importClasses(Greedy.class, Wide.class, Modest.class, Choice.class).stream()
                                .flatMap(type -> Size.faults(type).stream()))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("Greedy has a constructor with 6 arguments, not 5"))
                .anyMatch(fault -> fault.contains("Wide has a constructor with 11 arguments, not 10"));
    }

    static final class Greedy {
        Greedy(int a, int b, int c, int d, int e, int f) {
            List.of(a, b, c, d, e, f);
        }
    }

    record Wide(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k) {}

    record Modest(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {}

    enum Choice {
        ONE(1, 2, 3, 4, 5);

        Choice(int a, int b, int c, int d, int e) {
            List.of(a, b, c, d, e);
        }
    }
}
