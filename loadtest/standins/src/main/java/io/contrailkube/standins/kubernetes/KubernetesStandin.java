package io.contrailkube.standins.kubernetes;

import io.contrailkube.standins.http.Faults;
import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.http.HttpServer;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.RequestLog;
import io.contrailkube.standins.http.StandinShell;
import io.contrailkube.standins.kubernetes.api.ApiServer;
import io.contrailkube.standins.kubernetes.api.BearerToken;
import io.contrailkube.standins.kubernetes.api.Manifests;
import io.contrailkube.standins.kubernetes.api.WatchFaults;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** A running stand-in of the Kubernetes API server. */
public final class KubernetesStandin implements AutoCloseable {
    private final ObjectStore store;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(named("timers"));
    private final ExecutorService pump = Executors.newSingleThreadExecutor(named("watches"));
    private final RequestLog log;
    private final ApiServer api;
    private final BearerToken token;
    private final WatchFaults watchFaults;
    private final Faults faults;
    private final HttpServer server;

    private KubernetesStandin(KubernetesOptions options) {
        store = new ObjectStore(options.memory().changesPerKind());
        log = new RequestLog(options.memory().requests(), true);
        api = new ApiServer(store, options.habits(), timers, pump);
        token = new BearerToken(options.tokens());
        watchFaults = new WatchFaults(api.watches());
        faults = watchFaults.addTo(new Faults(options.habits().seed()));
        apply(StartObjects.NAMESPACES);
        if (options.start().attachments()) {
            apply(StartObjects.ATTACHMENTS);
        }
        Handler guarded = api.handler().behind(token);
        StandinShell shell = new StandinShell(guarded, log, faults)
                .control("watches", watchFaults::control)
                .control("compact", request -> {
                    compact();
                    return CompletableFuture.completedFuture(Reply.text(200, "text/plain", "compacted\n"));
                });
        server = HttpServer.start(options.server(), shell);
        apply(StartObjects.api(options, server.uri()));
    }

    public static KubernetesStandin start(KubernetesOptions options) {
        return new KubernetesStandin(options);
    }

    public URI uri() {
        return server.uri();
    }

    /** Creates or merges the objects of one or more YAML documents, in their order, with their status. */
    public void apply(String yaml) {
        new Manifests(api.objects()).apply(yaml);
    }

    /** The operations of the API for components in the same process; {@code store} is what they watch. */
    public ApiServer api() {
        return api;
    }

    public ObjectStore store() {
        return store;
    }

    public Faults faults() {
        return faults;
    }

    /** Strikes watches that are open now. */
    public WatchFaults watchFaults() {
        return watchFaults;
    }

    public RequestLog requests() {
        return log;
    }

    /** Who is let in can change at run time, as tokens are renewed. */
    public BearerToken token() {
        return token;
    }

    /** Forgets the history: watches and continued lists of older revisions get 410. */
    public void compact() {
        store.compact();
    }

    /** Cuts every open connection. */
    public void dropConnections() {
        server.dropConnections();
    }

    @Override
    public void close() {
        server.close();
        timers.shutdownNow();
        pump.shutdownNow();
    }

    private static ThreadFactory named(String role) {
        return task -> {
            Thread thread = new Thread(task, "standin-kubernetes-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }
}
