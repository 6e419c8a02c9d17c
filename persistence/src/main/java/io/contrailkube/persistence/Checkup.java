package io.contrailkube.persistence;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletionStage;

/**
 * Whether events can be written. On a connection of its own: a pool that is merely busy is no reason to be taken out of
 * service, and one that holds dead connections replaces them by itself.
 */
final class Checkup {
    /** Reads from the table, so that missing tables and rights show; a standby answers too, but says what it is. */
    private static final String QUERY =
            "SELECT current_setting('transaction_read_only'), (SELECT max(ordering) FROM event_journal)";

    private final PersistenceSettings settings;

    Checkup(PersistenceSettings settings) {
        this.settings = settings;
    }

    CompletionStage<JournalHealth> run(ActorSystem<?> system) {
        return Blocking.run(system, this::look);
    }

    private JournalHealth look() {
        try (Connection connection =
                        Connections.open(settings, settings.timeouts().check());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            rows.next();
            if (rows.getString(1).equals("on")) {
                throw new SQLException("the database is read-only", "25006");
            }
            return new JournalHealth(true, "answers; its last event has number " + rows.getLong(2));
        } catch (SQLException e) {
            return new JournalHealth(
                    false, String.valueOf(new Diagnosis(settings).of(e).getMessage()));
        }
    }
}
