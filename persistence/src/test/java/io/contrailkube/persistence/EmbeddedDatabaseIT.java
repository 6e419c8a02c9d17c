package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    private final Path directory;

    EmbeddedDatabaseIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isDurable() {
        PersistenceSettings settings = Databases.empty();

        assertThat(Databases.ask(settings, "SHOW fsync")).containsExactly("on");
        assertThat(Databases.ask(settings, "SHOW synchronous_commit")).containsExactly("on");
        assertThat(Databases.ask(settings, "SHOW full_page_writes")).containsExactly("on");
        assertThat(Databases.ask(settings, "SHOW listen_addresses")).containsExactly("localhost");
    }

    @Test
    void keepsItsDataAndRefusesASecondServerOnThem() {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(directory.resolve("data"), 0)) {
            Journal.install(settingsOf(first));

            assertThatThrownBy(() -> EmbeddedDatabase.start(directory.resolve("data"), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process uses it");
        }
        try (EmbeddedDatabase second = EmbeddedDatabase.start(directory.resolve("data"), 0)) {
            assertThat(Databases.ask(settingsOf(second), "SELECT version FROM schema_history"))
                    .containsExactly("1");
        }
    }

    @Test
    void stopsTheServerThatAKilledProcessLeft() throws Exception {
        Path data = directory.resolve("data");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(killed.inputReader().lines().anyMatch(Starter.STARTED::equals))
                .isTrue();
        killed.destroyForcibly().waitFor();
        long orphan = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedDatabase next = EmbeddedDatabase.start(data, 0)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(Databases.ask(settingsOf(next), "SELECT 'well'")).containsExactly("well");
        }
    }

    /** A process that starts a database and then hangs. */
    static final class Starter {
        static final String STARTED = "started";

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedDatabase.start(Path.of(arguments[0]), 0);
            System.out.println(STARTED);
            Thread.currentThread().join();
        }
    }

    private static PersistenceSettings settingsOf(EmbeddedDatabase database) {
        return PersistenceSettings.from(database.config().withFallback(ConfigFactory.defaultReference()));
    }
}
