package io.contrailkube.persistence;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The door of this module: makes the journal usable, and looks at it. */
public final class Journal {
    private Journal() {}

    /**
     * What Akka has to be told to use the database of the settings, and the settings themselves; to be laid over the rest
     * of the configuration: {@code Journal.config(settings).withFallback(root)}.
     */
    public static Config config(PersistenceSettings settings) {
        return JournalConfig.of(settings);
    }

    /**
     * Creates the tables, or brings them to the version of this program. Replicas may do so at the same time. Blocks.
     *
     * @throws JournalUnavailable if it cannot be done; whether and when to try again is up to the caller
     */
    public static void install(PersistenceSettings settings) {
        new Schema(settings).install();
    }

    /**
     * The last events of an entity, oldest first; of an unknown one there are none. The system must have been started
     * with {@link #config}.
     *
     * @param persistenceId e.g. {@code Namespace|default}
     * @param limit how many at most
     * @return fails with {@link JournalUnavailable} if the journal cannot be asked
     */
    public static CompletionStage<List<HistoryEntry>> history(ActorSystem<?> system, String persistenceId, int limit) {
        return new Timeline(system, settingsOf(system)).of(persistenceId, limit);
    }

    /** Asks the database, on a connection of its own, whether events can be written now; never fails. */
    public static CompletionStage<JournalHealth> check(ActorSystem<?> system) {
        return new Checkup(settingsOf(system)).run(system);
    }

    private static PersistenceSettings settingsOf(ActorSystem<?> system) {
        return PersistenceSettings.from(system.settings().config());
    }
}
