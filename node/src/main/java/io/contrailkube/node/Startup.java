package io.contrailkube.node;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.Cluster;
import io.contrailkube.node.NodeSettings.Retry;
import io.contrailkube.node.health.CheckResult;
import io.contrailkube.node.http.Introspection;
import io.contrailkube.persistence.Journal;
import io.contrailkube.persistence.JournalUnavailable;
import io.contrailkube.persistence.PersistenceSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the journal, brings its schema up to date, then starts the parts. */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final ActorSystem<?> system;
    private final PersistenceSettings journal;
    private final Parts.Settings settings;
    private final MeterRegistry metrics;
    private volatile @Nullable Parts parts;
    private volatile String waitingFor = "the journal";

    Startup(ActorSystem<?> system, PersistenceSettings journal, Parts.Settings settings, MeterRegistry metrics) {
        this.system = system;
        this.journal = journal;
        this.settings = settings;
        this.metrics = metrics;
    }

    void begin(Retry retry) {
        attempt(1, retry);
    }

    Optional<Parts> parts() {
        return Optional.ofNullable(parts);
    }

    Optional<Introspection> introspection() {
        return parts().map(started ->
                new NodeIntrospection(system, settings.cluster().name(), started));
    }

    String waitingFor() {
        return waitingFor;
    }

    CompletionStage<CheckResult> checkJournal() {
        return parts().isPresent()
                ? Journal.check(system).thenApply(health -> new CheckResult("journal", health.ready(), health.detail()))
                : CompletableFuture.completedFuture(new CheckResult("journal", false, waitingFor));
    }

    private void attempt(int number, Retry retry) {
        // Migrations block: they do not belong on the dispatcher of the actors.
        blocking().execute(() -> {
            try {
                Journal.install(journal);
                waitingFor = "a cluster to join";
                // Before it is a member a node cannot know whose entities are where.
                Cluster.get(system.classicSystem())
                        .registerOnMemberUp(() -> blocking().execute(this::startParts));
            } catch (JournalUnavailable e) {
                waitingFor = String.valueOf(e.getMessage());
                if (CoordinatedShutdown.get(system).getShutdownReason().isPresent()) {
                    return;
                }
                LOG.warn("The journal is not available, attempt {}: {}", number, e.getMessage());
                system.scheduler()
                        .scheduleOnce(retry.pause(number), () -> attempt(number + 1, retry), system.executionContext());
            } catch (RuntimeException e) {
                giveUp(e);
            }
        });
    }

    private void startParts() {
        try {
            parts = Parts.start(system, settings, metrics);
            waitingFor = "";
            LOG.info(
                    "Started: journal {}, Contrail API {}",
                    journal.server().shownUrl(),
                    settings.gateway().access().servers());
        } catch (RuntimeException e) {
            giveUp(e);
        }
    }

    private void giveUp(RuntimeException fault) {
        LOG.error("The node cannot work and stops", fault);
        system.terminate();
    }

    private Executor blocking() {
        return system.dispatchers().lookup(DispatcherSelector.blocking());
    }
}
