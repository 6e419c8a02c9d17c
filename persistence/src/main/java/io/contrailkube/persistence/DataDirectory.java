package io.contrailkube.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data of an embedded database between two lives: a killed JVM leaves its server running. */
final class DataDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    /** Held by the process that started the server, for as long as it lives. */
    private static final String LOCK = "epg-lock";
    /** Written by the server; its first line is its process id. */
    private static final String PID = "postmaster.pid";

    private static final int SECONDS_TO_END = 30;

    private final Path directory;

    DataDirectory(Path directory) {
        this.directory = directory;
    }

    /** @throws IllegalStateException if a living process uses the directory */
    void makeFree() throws IOException {
        Path lock = directory.resolve(LOCK);
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw inUse();
            }
            Optional<ProcessHandle> orphan = server();
            if (orphan.isPresent()) {
                LOG.warn("stopping the database that an earlier process left running in {}", directory);
                // Its clients are gone with the process that was killed, so asking is enough.
                orphan.get().destroy();
                awaitEnd();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
    }

    private IllegalStateException inUse() {
        return new IllegalStateException("another process uses it: stop that one or choose another directory");
    }

    private Optional<ProcessHandle> server() throws IOException {
        Path file = directory.resolve(PID);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty()
                ? Optional.empty()
                // The number may be another program's by now.
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** Waits for the end of a server that was told to stop; what was committed is safe even if it has to be killed. */
    void awaitEnd() throws IOException {
        Optional<ProcessHandle> server = server();
        if (server.isEmpty()) {
            return;
        }
        try {
            server.get().onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("killing the database in {}: it did not stop within {} seconds", directory, SECONDS_TO_END);
            server.get().destroyForcibly();
            server.get().onExit().orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).join();
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for process " + server.get().pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while waiting for process " + server.get().pid(), e);
        }
    }
}
