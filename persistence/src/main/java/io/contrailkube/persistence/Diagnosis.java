package io.contrailkube.persistence;

import io.contrailkube.persistence.JournalUnavailable.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** From what the driver or Flyway reports to what an operator can act on. */
final class Diagnosis {
    private final PersistenceSettings.Server server;

    Diagnosis(PersistenceSettings settings) {
        this.server = settings.server();
    }

    JournalUnavailable of(Exception failure) {
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return schema(failure);
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                because(Reason.LOGIN_REFUSED, cause, "check contrail-kube.journal user, password and password-file");
            case "3D000" ->
                because(
                        Reason.NO_DATABASE,
                        cause,
                        "create it (CREATE DATABASE name OWNER " + user() + ") or correct contrail-kube.journal.url");
            case "42501" ->
                because(
                        Reason.NO_RIGHTS,
                        cause,
                        "let the user own the schema (GRANT USAGE, CREATE ON SCHEMA " + server.schema() + " TO "
                                + user()
                                + "; to create it first: GRANT CREATE ON DATABASE) or name another one in"
                                + " contrail-kube.journal.schema");
            case "25006" ->
                because(Reason.READ_ONLY, cause, "point contrail-kube.journal.url at the primary, or promote this one");
            case "42P01", "3F000" ->
                because(Reason.WRONG_SCHEMA, cause, "the tables are installed when a replica starts; start one");
            default ->
                isConnection(state)
                        ? because(
                                Reason.UNREACHABLE,
                                cause,
                                "check that PostgreSQL runs, that it can be reached from here, and the host and port in"
                                        + " contrail-kube.journal.url")
                        : schema(cause);
        };
    }

    private JournalUnavailable schema(Exception cause) {
        return because(
                Reason.WRONG_SCHEMA,
                cause,
                "if other programs have tables in schema " + server.schema()
                        + ", give us one of our own with contrail-kube.journal.schema");
    }

    private JournalUnavailable because(Reason reason, Exception cause, String remedy) {
        String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new JournalUnavailable(
                reason,
                "journal at " + server.shownUrl() + " (user " + user() + "): "
                        + what.strip().replaceAll("\\s*\\R\\s*", "; ") + " -- " + remedy,
                cause);
    }

    private String user() {
        return server.user().isEmpty() ? "as in the URL" : server.user();
    }

    /** Connection exceptions, too many connections, shutting down or starting up, or nothing from the server at all. */
    private static boolean isConnection(String state) {
        return state.startsWith("08") || state.startsWith("57P0") || state.equals("53300") || state.isEmpty();
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
