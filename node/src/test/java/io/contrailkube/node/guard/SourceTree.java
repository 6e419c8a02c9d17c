package io.contrailkube.node.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of all modules, wherever the project is checked out; tests run in the folder of their module. */
final class SourceTree {
    static final String MAIN = "src/main/java";
    static final String TEST = "src/test/java";

    private SourceTree() {}

    record Source(Path path, String text) {
        /** Relative to the project. */
        String name() {
            return root().relativize(path).toString().replace('\\', '/');
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("sharding/core"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no project around " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** @param kind {@link #MAIN} or {@link #TEST} */
    static List<Source> java(String kind) {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(path -> isSource(path, kind))
                    .sorted()
                    .map(SourceTree::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path path, String kind) {
        String name = root().relativize(path).toString().replace('\\', '/');
        return name.endsWith(".java") && name.contains('/' + kind + '/') && !name.contains("/target/");
    }

    private static Source read(Path path) {
        try {
            return new Source(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
