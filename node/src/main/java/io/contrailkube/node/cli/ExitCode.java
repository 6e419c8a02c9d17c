package io.contrailkube.node.cli;

/** What the process tells whoever started it. */
public final class ExitCode {
    public static final int FINE = 0;
    /** The work failed. */
    public static final int FAILED = 1;
    /** Bad usage or configuration; nothing was done. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
