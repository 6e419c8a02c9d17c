package io.contrailkube.gateway;

import io.contrailkube.gateway.GatewaySettings.Breaker;
import io.contrailkube.gateway.GatewayView.ServerView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The API servers and a circuit breaker for each: after some failures in a row a server gets no calls until a probe is
 * answered. Not thread-safe.
 */
final class Servers {
    private final List<Server> servers = new ArrayList<>();
    private final Breaker breaker;
    private final int connections;
    private final DoubleSupplier random;

    /** One server; mutable, seen by others only as a {@link ServerView}. */
    static final class Server {
        private final URI uri;
        private int inFlight;
        private int failures;
        private boolean up = true;
        private @Nullable Instant since;
        private @Nullable String lastFailure;
        private @Nullable Instant lastFailureAt;
        private int opened;
        private @Nullable Instant probeAt;
        private boolean probing;

        private Server(URI uri) {
            this.uri = uri;
        }

        URI uri() {
            return uri;
        }

        boolean isUp() {
            return up;
        }
    }

    /** @param random from 0 to below 1, for the jitter of probes */
    Servers(List<URI> uris, Breaker breaker, int connections, DoubleSupplier random) {
        uris.forEach(uri -> servers.add(new Server(uri)));
        this.breaker = breaker;
        this.connections = connections;
        this.random = random;
    }

    boolean anyUp() {
        return servers.stream().anyMatch(server -> server.up);
    }

    boolean anotherUp(Server than) {
        return servers.stream().anyMatch(server -> server.up && server != than);
    }

    /** Whether some server that is up has a free connection. */
    boolean anyFree() {
        return servers.stream().anyMatch(this::isFree);
    }

    /**
     * The least busy server with a free connection, or null.
     *
     * @param avoid a server that just failed; taken only if there is no other
     */
    @Nullable
    Server choose(@Nullable Server avoid) {
        Server best = null;
        for (Server server : servers) {
            if (isFree(server) && (best == null || isBetter(server, best, avoid))) {
                best = server;
            }
        }
        return best;
    }

    void sent(Server server) {
        server.inFlight++;
    }

    /**
     * A call has come to its end.
     *
     * @param failure null if the server answered as one that serves; else what happened
     * @return whether the server went up or down by it
     */
    boolean settled(Server server, @Nullable String failure, Instant now) {
        boolean wasUp = server.up;
        server.inFlight--;
        if (failure == null) {
            succeeded(server, now);
        } else {
            failed(server, failure, now);
        }
        return wasUp != server.up;
    }

    /** Servers that are down and whose probe is due; each is given once until it is {@link #probed}. */
    List<Server> toProbe(Instant now) {
        List<Server> due = servers.stream()
                .filter(server -> !server.up && !server.probing)
                .filter(server -> server.probeAt != null && !server.probeAt.isAfter(now))
                .toList();
        due.forEach(server -> server.probing = true);
        return due;
    }

    /** A probe has come to its end; true if the server is up again. */
    boolean probed(Server server, @Nullable String failure, Instant now) {
        server.probing = false;
        if (failure == null) {
            succeeded(server, now);
        } else {
            note(server, failure, now);
            server.opened++;
            server.probeAt = now.plus(breaker.backoff().pause(server.opened, random.getAsDouble()));
        }
        return failure == null;
    }

    /** Time until some server that is down is probed next; zero if it is due or being done. */
    Duration untilProbe(Instant now) {
        Instant next = servers.stream()
                .map(server -> server.up || server.probeAt == null ? Instant.MAX : server.probeAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return next.isBefore(now) || next.equals(Instant.MAX) ? Duration.ZERO : Duration.between(now, next);
    }

    /** The state of those that are down, in words. */
    String troubles() {
        return String.join(
                "; ",
                servers.stream()
                        .filter(server -> !server.up)
                        .map(server -> server.uri + " is down since " + server.since + ": " + server.lastFailure)
                        .toList());
    }

    List<ServerView> view() {
        return servers.stream()
                .map(s -> new ServerView(s.uri.toString(), s.up, s.since, s.lastFailure, s.lastFailureAt, s.inFlight))
                .toList();
    }

    private boolean isFree(Server server) {
        return server.up && server.inFlight < connections;
    }

    private static boolean isBetter(Server server, Server best, @Nullable Server avoid) {
        if (best == avoid || server == avoid) {
            return best == avoid;
        }
        return server.inFlight < best.inFlight;
    }

    private void succeeded(Server server, Instant now) {
        server.failures = 0;
        if (!server.up || server.since == null) {
            server.up = true;
            server.since = now;
            server.probeAt = null;
        }
        server.opened = 0;
    }

    private void failed(Server server, String failure, Instant now) {
        note(server, failure, now);
        server.failures++;
        if (server.up && server.failures >= breaker.failures()) {
            server.up = false;
            server.since = now;
            server.opened++;
            server.probeAt = now.plus(breaker.backoff().pause(server.opened, random.getAsDouble()));
        }
    }

    private static void note(Server server, String failure, Instant now) {
        server.lastFailure = failure;
        server.lastFailureAt = now;
    }
}
