package io.contrailkube.loadtest.real;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The kubectl on the PATH, as a user would call it, with one kubeconfig. */
final class Kubectl {
    private static final int PATIENCE_SECONDS = 150;

    private final String kubeconfig;

    /** @param kubeconfig one file, or several as in the variable KUBECONFIG */
    Kubectl(String kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /**
     * Its output.
     *
     * @throws IOException with its words if it fails
     */
    String run(String... arguments) throws IOException {
        return give("", arguments);
    }

    /** The same with something on its standard input. */
    String give(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--request-timeout=30s"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig);
        Process process = builder.start();
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = String.join(" ", command.subList(0, Math.min(command.size(), 6)));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(said + " ...: not done after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(said + " ...: interrupted", e);
        }
        if (process.exitValue() != 0) {
            // Above the last line newer ones repeat, in their log, what failed on the way.
            throw new IOException(said + " ...: " + errors.join().lines().reduce("", (line, next) -> next));
        }
        return output.join();
    }

    /** One that goes on until it is ended; what it complains of is lost. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("KUBECONFIG", kubeconfig);
        return builder.start();
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its output was cut off: " + e.getMessage() + ')';
        }
    }
}
