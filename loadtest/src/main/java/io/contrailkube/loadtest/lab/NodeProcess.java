package io.contrailkube.loadtest.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A controller node in a JVM of its own. */
public final class NodeProcess {
    /** @param heap e.g. {@code 512m} */
    record Launch(String name, String mainClass, List<String> arguments, Path log, String heap) {}

    private static final int GRACE_SECONDS = 15;
    private final Launch launch;
    private final URI http;
    private @Nullable Process process;

    NodeProcess(Launch launch, URI http) {
        this.launch = launch;
        this.http = http;
    }

    public String name() {
        return launch.name();
    }

    /** Where its endpoints are. */
    public URI http() {
        return http;
    }

    /** Where its output goes; a node that is started again appends. */
    public Path log() {
        return launch.log();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Pid of the process, or -1 if none runs. */
    public long pid() {
        return process != null && process.isAlive() ? process.pid() : -1;
    }

    public void start() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + launch.heap(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), launch.mainClass()));
        command.addAll(launch.arguments());
        File log = launch.log().toFile();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start node " + launch.name() + ": " + command.get(0), e);
        }
    }

    /** As {@code kill -9}: no goodbye. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            await(process, GRACE_SECONDS);
        }
    }

    /** As {@code kill -STOP} and {@code kill -CONT}: the node freezes, and wakes believing that no time has passed. */
    public void signal(String signal) throws IOException, InterruptedException {
        if (process == null || !process.isAlive()) {
            // There is no process of this number any more; kill takes -1 for every process of the user.
            throw new IllegalStateException(name() + " is not running: nothing to send " + signal + " to");
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** As {@code kill}: the node hands its work over and leaves. */
    public void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the end after {@link #terminate()}, and kills it if it takes too long. */
    public void awaitEnd() {
        if (process != null && !await(process, GRACE_SECONDS)) {
            kill();
        }
    }

    private static boolean await(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
