package io.contrailkube.standins.contrail;

import io.contrailkube.standins.contrail.ContrailOptions.Choice;
import io.contrailkube.standins.http.Faults;
import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.http.HttpServer;
import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.http.RequestLog;
import io.contrailkube.standins.http.StandinShell;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stand-in of the Contrail API server; besides the API it serves the control calls under {@code /standin}. */
public final class ContrailStandin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContrailStandin.class);
    private static final int LONGEST_LINE = 65_535;
    private static final int LARGEST_BODY = 1_024_000;
    private static final int THREADS = 2;

    private final ReentrantLock loop = new ReentrantLock();
    private final String token;
    private final Api api;
    private final RequestLog log;
    private final Faults faults;
    private final HttpServer server;

    private ContrailStandin(ContrailOptions options) {
        World world = World.empty(options.line());
        this.api = new Api(world, options.habits());
        this.token = options.habits().token();
        this.log = new RequestLog(options.habits().logged(), true);
        this.faults = new Faults(options.habits().seed());
        Handler shell = new StandinShell(this::handle, log, faults)
                .control("dump", request -> CompletableFuture.completedFuture(locked(() -> Answers.json(api.dump()))));
        HttpServerOptions.Wire wire = new HttpServerOptions.Wire(
                LONGEST_LINE, LARGEST_BODY, false, options.habits().has(Choice.NAGLE), Answers::error);
        this.server = HttpServer.start(
                new HttpServerOptions(options.host(), options.port(), wire, options.tls(), THREADS), shell);
    }

    public static ContrailStandin start(ContrailOptions options) {
        return new ContrailStandin(options);
    }

    public URI uri() {
        return server.uri();
    }

    public RequestLog log() {
        return log;
    }

    public Faults faults() {
        return faults;
    }

    /** Cuts every open connection, as a restart of the server would; its objects stay. */
    public void dropConnections() {
        server.dropConnections();
    }

    @Override
    public void close() {
        server.close();
    }

    private CompletionStage<Reply> handle(Request request) {
        return CompletableFuture.completedFuture(answer(request));
    }

    private Reply answer(Request request) {
        if (!token.isEmpty()
                && !request.path().equals("/")
                && !token.equals(request.headers().first("X-Auth-Token"))) {
            return Reply.text(401, "text/plain; charset=UTF-8", "Authentication required");
        }
        try {
            return locked(() -> api.serve(request));
        } catch (ApiError refused) {
            return Answers.error(refused.status(), refused.text());
        } catch (RuntimeException fault) {
            LOG.error("{} {} failed", request.method(), request.path(), fault);
            return Answers.error(500, "Internal Server Error");
        }
    }

    private <T> T locked(Supplier<T> work) {
        loop.lock();
        try {
            return work.get();
        } finally {
            loop.unlock();
        }
    }
}
