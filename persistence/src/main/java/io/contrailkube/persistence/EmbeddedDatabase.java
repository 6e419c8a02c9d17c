package io.contrailkube.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process, as durable as any other: for demonstrations, small installations and tests. It
 * listens on the loopback address only, where it trusts everybody. May be run as root.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "postgres";
    /** Unpacking and creating a database takes seconds on a slow disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a JVM that goes down waits for those who still write. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(30);

    private final Path directory;
    private final DataDirectory data;
    private final boolean temporary;
    private final int port;
    private final Thread atExit = new Thread(this::closeAtExit, "embedded-database-closer");
    private volatile CompletableFuture<?> users = CompletableFuture.completedFuture(null);
    private @Nullable EmbeddedPostgres server;

    private EmbeddedDatabase(Path directory, boolean temporary, int port) {
        this.directory = directory;
        this.data = new DataDirectory(directory);
        this.temporary = temporary;
        this.port = port == 0 ? freePort() : port;
    }

    /**
     * Starts on the data in a directory, which is created if absent. A server that a killed process left behind in it is
     * stopped first; a directory in use by a living one is refused.
     *
     * @param port 0 for any that is free
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        return begin(new EmbeddedDatabase(directory.toAbsolutePath(), false, port));
    }

    /** Starts with no data, which is deleted in the end. */
    public static EmbeddedDatabase startTemporary() {
        try {
            return begin(new EmbeddedDatabase(Files.createTempDirectory("contrail-kube-journal"), true, 0));
        } catch (IOException e) {
            throw new UncheckedIOException("no place for a temporary database", e);
        }
    }

    private static EmbeddedDatabase begin(EmbeddedDatabase database) {
        // First the hook: a JVM that is going down refuses it, and must not leave a server behind.
        Runtime.getRuntime().addShutdownHook(database.atExit);
        try {
            database.restart();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    public int port() {
        return port;
    }

    /** Settings {@code contrail-kube.journal} for this database, to be laid over others. */
    public Config config() {
        return ConfigFactory.parseMap(
                        Map.of("url", jdbcUrl(), "user", USER, "password", "", "password-file", ""),
                        "embedded database")
                .atPath(PersistenceSettings.PATH);
    }

    /**
     * Keeps the database up, when the JVM is told to end, until {@code done}; to be called with the termination of the
     * actor system that writes to it.
     */
    public void outlive(CompletionStage<?> done) {
        users = done.toCompletableFuture();
    }

    /** Stops the server and keeps its data: an outage. */
    public synchronized void stop() {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            try {
                running.close();
                // The library waits for five seconds only, and a busy machine may take longer.
                data.awaitEnd();
            } catch (IOException e) {
                throw new UncheckedIOException("embedded database in " + directory + " does not stop", e);
            }
        }
    }

    /** Starts again on the same data and the same port, if it does not run. */
    public synchronized void restart() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            data.makeFree();
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setPort(port)
                    // The library turns both off, which is not what a journal is for.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    // No socket in a directory that others share: the loopback address is the only way in.
                    .setServerConfig("unix_socket_directories", "")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "embedded database in " + directory + " does not start on port " + port + ": " + e.getMessage()
                            + " -- check that the directory can be written and was made by the same major version of"
                            + " PostgreSQL, and that the port is free; the server's own words are in the log",
                    e);
        }
    }

    @Override
    public synchronized void close() {
        stop();
        if (temporary && Files.exists(directory)) {
            delete();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.trace("closed by the end of the JVM", e);
        }
    }

    private void closeAtExit() {
        try {
            users.get(LAST_WRITES.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("embedded database stops although its users have not ended well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("temporary database in {} is left behind", directory, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port for the embedded database", e);
        }
    }
}
