package io.contrailkube.node.cli;

/** A command cannot do its work for a reason outside; the message says which and what to do. No stack trace is shown. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
