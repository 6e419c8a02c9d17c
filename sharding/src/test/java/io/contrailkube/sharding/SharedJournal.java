package io.contrailkube.sharding;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import scala.concurrent.Future;

/**
 * A journal that all actor systems of the JVM share, and that refuses a sequence number it has, as the real one does.
 */
public final class SharedJournal extends AsyncWriteJournal {
    private static final Map<String, SharedJournal.Storage> STORAGES = new ConcurrentHashMap<>();
    private final Storage storage;

    /** Called by Akka. */
    public SharedJournal(Config config) {
        storage = storage(config.getString("storage"));
    }

    static Storage storage(String name) {
        return STORAGES.computeIfAbsent(name, any -> new Storage());
    }

    /** Events by persistence id and sequence number. */
    static final class Storage {
        private final Map<String, NavigableMap<Long, PersistentRepr>> events = new ConcurrentHashMap<>();
        private volatile boolean broken;

        List<Object> events(String persistenceId) {
            return of(persistenceId).values().stream()
                    .map(PersistentRepr::payload)
                    .toList();
        }

        /** Every write fails until it is mended. */
        void breakDown(boolean down) {
            broken = down;
        }

        private NavigableMap<Long, PersistentRepr> of(String persistenceId) {
            return events.computeIfAbsent(persistenceId, any -> new ConcurrentSkipListMap<>());
        }

        private void write(AtomicWrite batch) {
            if (broken && !batch.persistenceId().startsWith("/")) {
                throw new IllegalStateException("the journal is broken");
            }
            NavigableMap<Long, PersistentRepr> log = of(batch.persistenceId());
            var events = new ArrayList<PersistentRepr>();
            batch.payload().foreach(event -> events.add(event));
            synchronized (log) {
                for (PersistentRepr event : events) {
                    if (log.containsKey(event.sequenceNr())) {
                        throw new IllegalStateException(
                                batch.persistenceId() + " has an event " + event.sequenceNr() + " already");
                    }
                }
                events.forEach(event -> log.put(event.sequenceNr(), event));
            }
        }
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        try {
            var results = new ArrayList<Optional<Exception>>();
            for (AtomicWrite batch : messages) {
                storage.write(batch);
                results.add(Optional.empty());
            }
            return Futures.successful(results);
        } catch (IllegalStateException e) {
            return Futures.failed(e);
        }
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        storage.of(persistenceId).headMap(toSequenceNr, true).clear();
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId,
            long fromSequenceNr,
            long toSequenceNr,
            long max,
            Consumer<PersistentRepr> replayCallback) {
        if (fromSequenceNr <= toSequenceNr) {
            storage.of(persistenceId).subMap(fromSequenceNr, true, toSequenceNr, true).values().stream()
                    .limit(max)
                    .forEach(replayCallback);
        }
        return Futures.successful(null);
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        NavigableMap<Long, PersistentRepr> log = storage.of(persistenceId);
        return Futures.successful(log.isEmpty() ? 0L : log.lastKey());
    }
}
