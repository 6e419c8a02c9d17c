package io.contrailkube.persistence;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.databind.node.TextNode;
import io.contrailkube.persistence.format.JournalFormats;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The last events of one persistence id, told. */
final class Timeline {
    private static final String LAST = "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = ?";

    private final ActorSystem<?> system;
    private final PersistenceSettings settings;

    Timeline(ActorSystem<?> system, PersistenceSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    CompletionStage<List<HistoryEntry>> of(String persistenceId, int limit) {
        return Blocking.run(system, () -> last(persistenceId)).thenCompose(last -> read(persistenceId, last, limit));
    }

    private CompletionStage<List<HistoryEntry>> read(String persistenceId, long last, int limit) {
        return PersistenceQuery.get(system)
                .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier())
                .currentEventsByPersistenceId(persistenceId, Math.max(0, last - limit + 1), last)
                .map(Timeline::told)
                .runWith(Sink.seq(), system);
    }

    /** Histories are long and only their end is asked for, so the end is looked up first. */
    private long last(String persistenceId) {
        try (Connection connection = Connections.open(settings);
                PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, persistenceId);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new Diagnosis(settings).of(e);
        }
    }

    private static HistoryEntry told(EventEnvelope envelope) {
        Object event = envelope.event();
        Instant at = Instant.ofEpochMilli(envelope.timestamp());
        return JournalFormats.manifestOf(event)
                .map(manifest -> new HistoryEntry(
                        envelope.sequenceNr(),
                        at,
                        manifest.substring(0, manifest.lastIndexOf('.')),
                        Sentences.of(event).orElse(manifest),
                        JournalFormats.toJson(event)))
                // Events of Akka itself: which entities a shard remembers.
                .orElseGet(() -> new HistoryEntry(
                        envelope.sequenceNr(),
                        at,
                        event.getClass().getSimpleName(),
                        event.toString(),
                        TextNode.valueOf(event.toString())));
    }
}
