package io.contrailkube.persistence;

/** The journal cannot be used as it is. The message names the database, the reason and the remedy, never the password. */
public final class JournalUnavailable extends RuntimeException {
    /** Why. */
    public enum Reason {
        /** Nobody answers, or not yet: starting, overloaded, cut off. */
        UNREACHABLE(true),
        /** Wrong user, wrong password, or not let in from here. */
        LOGIN_REFUSED(false),
        /** The server has no such database. */
        NO_DATABASE(false),
        /** The user may not do what has to be done. */
        NO_RIGHTS(false),
        /** Reachable, but its tables are missing or not as expected. */
        WRONG_SCHEMA(false),
        /** A standby, or a server told to be read-only; until it is promoted, nothing can be written. */
        READ_ONLY(true);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }
    }

    private final Reason reason;

    JournalUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether waiting may help; otherwise somebody has to do something first. */
    public boolean mayPass() {
        return reason.passing;
    }
}
