package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import io.contrailkube.node.ControllerNode.StartFailure;
import io.contrailkube.node.http.NodeRoutes;
import io.contrailkube.node.tls.EndpointTls;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Binds the endpoints, with TLS if it is on. */
final class Endpoints {
    /** How long requests in flight get when the node stops. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private Endpoints() {}

    static URI bind(
            ActorSystem<?> system, NodeSettings.Http http, Optional<EndpointTls> tls, NodeRoutes.Sources sources) {
        ServerBuilder server = Http.get(system).newServerAt(http.host(), http.port());
        if (tls.isPresent()) {
            server = server.enableHttps(ConnectionContext.httpsServer(tls.get()::newEngine));
        }
        try {
            ServerBinding binding = server.bind(NodeRoutes.of(sources, http.token()))
                    .toCompletableFuture()
                    .join();
            binding.addToCoordinatedShutdown(GRACE, system.classicSystem());
            String scheme = tls.isPresent() ? "https://" : "http://";
            return URI.create(
                    scheme + http.host() + ':' + binding.localAddress().getPort());
        } catch (CompletionException e) {
            throw new StartFailure(
                    "cannot bind the endpoints to " + http.host() + ':' + http.port(),
                    e,
                    "free the port or set http_server_port");
        }
    }
}
