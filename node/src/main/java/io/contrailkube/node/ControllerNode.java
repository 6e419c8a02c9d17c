package io.contrailkube.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import io.contrailkube.gateway.GatewaySettings;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.node.config.LoadedConfiguration;
import io.contrailkube.node.health.Readiness;
import io.contrailkube.node.http.NodeRoutes;
import io.contrailkube.node.tls.EndpointTls;
import io.contrailkube.persistence.Journal;
import io.contrailkube.persistence.PersistenceSettings;
import io.contrailkube.sharding.ShardingSettings;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One running controller node. */
public final class ControllerNode {
    private static final String SYSTEM = "contrail-kube";

    private final ActorSystem<Void> system;
    private final URI http;

    private ControllerNode(ActorSystem<Void> system, URI http) {
        this.system = system;
        this.http = http;
    }

    /** Could not start for a reason that lies outside; the message names the thing, the reason and the remedy. */
    public static final class StartFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartFailure(String what, Throwable cause, String remedy) {
            super(what + ": " + reason(cause) + "; " + remedy, cause);
        }

        private static String reason(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        }
    }

    /**
     * Starts a node. Returns when its endpoints are bound; it is ready when {@code /readyz} says so, and waits for journal,
     * Contrail and Kubernetes for as long as it takes.
     *
     * @throws IllegalArgumentException for settings that cannot be right
     * @throws StartFailure if a port is taken
     */
    public static ControllerNode start(LoadedConfiguration configuration) {
        NodeSettings settings = NodeSettings.from(configuration.hocon());
        Optional<EndpointTls> tls = EndpointTls.from(configuration.hocon());
        var embedded = EmbeddedJournal.startIfNeeded(
                configuration.hocon(),
                settings.cluster().seeds(),
                settings.cluster().embeddedJournal());
        ClusterFormation formation = ClusterFormation.of(settings);
        Config config = formation.over(embedded.over(configuration.hocon()), settings.http());
        var parts = new Parts.Settings(
                configuration.cluster(),
                GatewaySettings.from(config),
                ShardingSettings.from(config),
                IngestSettings.from(config));
        PersistenceSettings journal = PersistenceSettings.from(config);
        ActorSystem<Void> system = system(journal, config);
        embedded.outlive(system);
        try {
            var metrics = new Metrics();
            var startup = new Startup(system, journal, parts, metrics.registry());
            URI http = Endpoints.bind(system, settings.http(), tls, sources(system, settings, metrics, startup));
            formation.begin(system);
            startup.begin(settings.journalRetry());
            return new ControllerNode(system, http);
        } catch (RuntimeException e) {
            system.terminate();
            throw e;
        }
    }

    /** Where the endpoints are. */
    public URI http() {
        return http;
    }

    /** Leaves the cluster in good order; completes when the process may end. */
    public CompletionStage<Done> stop() {
        return CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason());
    }

    /** Blocks until the node has stopped. Returns the exit code: 1 if it was removed from the cluster by the others. */
    public int awaitTermination() {
        system.getWhenTerminated().toCompletableFuture().join();
        boolean downed = CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(reason -> reason instanceof CoordinatedShutdown.ClusterDowningReason$)
                .isPresent();
        return downed ? 1 : 0;
    }

    private static ActorSystem<Void> system(PersistenceSettings journal, Config config) {
        try {
            return ActorSystem.create(
                    Behaviors.empty(), SYSTEM, Journal.config(journal).withFallback(config));
        } catch (RuntimeException e) {
            String where = config.getString("akka.remote.artery.canonical.hostname")
                    + ':'
                    + config.getInt("akka.remote.artery.canonical.port");
            throw new StartFailure(
                    "cannot listen to the other nodes on " + where,
                    e,
                    "free the port or set akka.remote.artery.canonical.port");
        }
    }

    private static NodeRoutes.Sources sources(
            ActorSystem<?> system, NodeSettings settings, Metrics metrics, Startup startup) {
        var probes = Probes.all(system, startup::parts, startup::checkJournal);
        return new NodeRoutes.Sources(
                new Readiness(probes, settings.checkTimeout()),
                metrics::scrape,
                startup::introspection,
                startup::waitingFor,
                AkkaManagement.get(system.classicSystem()).getRoutes());
    }
}
