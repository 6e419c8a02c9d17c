package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    private static final String PID_FILE = "postmaster.pid";

    /** One for all tests: to create a database takes longer than all the rest. */
    private static Path data;

    @BeforeAll
    static void place(@TempDir Path directory) {
        data = directory.resolve("data");
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
        try (EmbeddedDatabase first = EmbeddedDatabase.start(data, 0)) {
            Journal.install(settingsOf(first));

            assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process uses it");
        }
        try (EmbeddedDatabase second = EmbeddedDatabase.start(data, 0)) {
            assertThat(Databases.ask(settingsOf(second), "SELECT version FROM schema_history"))
                    .containsExactly("1");
        }
    }

    @Test
    void stopsTheServerThatAKilledProcessLeft() throws Exception {
        Process killed = process(Hanging.class, data);
        assertThat(says(killed, Hanging.STARTED)).isTrue();
        killed.destroyForcibly().waitFor();
        long orphan =
                Long.parseLong(Files.readAllLines(data.resolve(PID_FILE)).get(0).strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedDatabase next = EmbeddedDatabase.start(data, 0)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(Databases.ask(settingsOf(next), "SELECT 'well'")).containsExactly("well");
        }
    }

    @Test
    void stopsWithItsProcessButAfterItsUsers() throws Exception {
        Process ending = process(Ending.class, data);

        assertThat(says(ending, Ending.STILL_THERE)).isTrue();
        assertThat(ending.waitFor()).isZero();
        assertThat(data.resolve("postgresql.conf")).exists();
        assertThat(data.resolve(PID_FILE)).doesNotExist();
    }

    /** A process that starts a database and then hangs. */
    static final class Hanging {
        static final String STARTED = "started";

        private Hanging() {}

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedDatabase.start(Path.of(arguments[0]), 0);
            System.out.println(STARTED);
            Thread.currentThread().join();
        }
    }

    /** A process that is told to end while it still has to write. */
    static final class Ending {
        static final String STILL_THERE = "still there";

        private Ending() {}

        public static void main(String[] arguments) {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
            var ended = new CompletableFuture<Void>();
            database.outlive(ended);
            // Long enough for a database that waits for nobody to be gone.
            Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                CompletableFuture.runAsync(() -> connect(database), later).join();
                System.out.println(STILL_THERE);
                ended.complete(null);
            }));
            System.exit(0);
        }
    }

    private static void connect(EmbeddedDatabase database) {
        try {
            Connections.open(settingsOf(database)).close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process process(Class<?> main, Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static boolean says(Process process, String line) {
        return process.inputReader().lines().anyMatch(line::equals);
    }

    private static PersistenceSettings settingsOf(EmbeddedDatabase database) {
        return PersistenceSettings.from(database.config().withFallback(ConfigFactory.defaultReference()));
    }
}
