package io.contrailkube.loadtest.real;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What can be done to the API server itself, by the caller's command that restarts it on its data. */
final class ApiServer {
    /** Longer than two rounds of a short etcd compaction interval. */
    private static final int FORGETTING_SECONDS = 15;

    private final String restart;
    private final Convergence convergence;

    /** @param restart for the shell, comes back when the server serves again; empty if there is no such command */
    ApiServer(String restart, Convergence convergence) {
        this.restart = restart;
        this.convergence = convergence;
    }

    boolean canRestart() {
        return !restart.isEmpty();
    }

    /** @param meanwhile done while the server is away, again and again until it does not fail */
    void restart(Action meanwhile) throws IOException {
        // Whatever the command has to say goes where our own words go.
        Process process = new ProcessBuilder(List.of("sh", "-c", restart))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Integer> exit = process.onExit().thenApply(Process::exitValue);
        convergence.insist(() -> {
            // Nothing to wait for if it does not come back.
            if (!exit.isDone() || exit.join() == 0) {
                meanwhile.run();
            }
        });
        convergence.insist(() -> {
            if (!exit.isDone()) {
                throw new IOException("not done: " + restart);
            }
        });
        if (exit.join() != 0) {
            throw new IOException(restart + ": exit code " + exit.join());
        }
    }

    /** Ends every watch that is open now. */
    void endWatches() throws IOException {
        restartOrWait(RealKubernetes.LONGEST_WATCH);
    }

    /** Loses the history before now: a restart empties the window of the watch cache; without one, etcd may compact. */
    void forget() throws IOException {
        restartOrWait(FORGETTING_SECONDS);
    }

    private void restartOrWait(int seconds) throws IOException {
        if (canRestart()) {
            restart(() -> {});
        } else {
            convergence.linger(seconds);
        }
    }
}
