package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.contrailkube.persistence.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of a node that was given none: a real PostgreSQL of its own, for a cluster of one (docs/adr/0006). */
final class EmbeddedJournal {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedJournal.class);
    private final Optional<EmbeddedDatabase> database;

    private EmbeddedJournal(Optional<EmbeddedDatabase> database) {
        this.database = database;
    }

    /**
     * Starts one if no URL is set.
     *
     * @param seeds other nodes: with any, a database of one's own would be a mistake
     */
    static EmbeddedJournal startIfNeeded(Config config, List<String> seeds, Path directory) {
        if (!config.getString("contrail-kube.journal.url").isEmpty()) {
            return new EmbeddedJournal(Optional.empty());
        }
        if (!seeds.isEmpty()) {
            throw new IllegalArgumentException(
                    "contrail-kube.journal.url is empty, but the nodes of a cluster (contrail-kube.node.cluster.seeds) share"
                            + " one database: set the URL of a PostgreSQL database, the same on every node");
        }
        LOG.info("No contrail-kube.journal.url: starting PostgreSQL in {}", directory.toAbsolutePath());
        return new EmbeddedJournal(Optional.of(EmbeddedDatabase.start(directory, 0)));
    }

    Config over(Config config) {
        return database.map(started -> started.config().withFallback(config)).orElse(config);
    }

    /** Keeps it up until the last entity has written. */
    void outlive(ActorSystem<?> system) {
        database.ifPresent(started -> {
            started.outlive(system.getWhenTerminated());
            system.getWhenTerminated().whenComplete((done, failure) -> started.close());
        });
    }
}
