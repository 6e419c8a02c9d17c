package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.http.Query;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.http.StreamWriter;
import io.contrailkube.standins.kubernetes.store.Expired;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Opens watches and knows those that are open. */
public final class Watches {
    /** An open watch: the path and query it came with, and its wire. */
    public record Open(long number, String path, Query query, WatchWire wire) {}

    private static final long LONGEST_SECONDS = 3_600;

    private final ObjectStore store;
    private final Duration bookmarks;
    private final ScheduledExecutorService timers;
    private final Executor pump;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Watches(ObjectStore store, Duration bookmarks, ScheduledExecutorService timers, Executor pump) {
        this.store = store;
        this.bookmarks = bookmarks;
        this.timers = timers;
        this.pump = pump;
    }

    static boolean asked(Request request) {
        String watch = request.query().first("watch", "");
        return request.query().has("watch") && !watch.equals("false") && !watch.equals("0");
    }

    /** The open watches by their number. */
    public Map<Long, Open> open() {
        return Map.copyOf(open);
    }

    Reply watch(ApiPath path, Request request) {
        Query query = request.query();
        if (request.headers().first("Upgrade", "").equalsIgnoreCase("websocket")) {
            // As a proxy without WebSockets answers: clients that try them first then watch by plain HTTP.
            return Answers.object(200, new byte[0]);
        }
        boolean initial = query.first("sendInitialEvents", "").equals("true");
        if (initial && !query.first("resourceVersionMatch", "").equals("NotOlderThan")) {
            throw ApiFailure.of(
                    422,
                    "Invalid",
                    "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents"
                            + " requires setting resourceVersionMatch to NotOlderThan");
        }
        boolean marks = query.first("allowWatchBookmarks", "").equals("true");
        Rendering rendering = Rendering.of(request, path.type());
        WatchStream.View view =
                new WatchStream.View(path, Selector.of(path, query), rendering, marks, initial && marks);
        long since = Lists.revision(query);
        long timeout = Lists.number(query, "timeoutSeconds", LONGEST_SECONDS);
        boolean fromState =
                initial || (since <= 0 && !query.first("sendInitialEvents", "").equals("false"));
        Start start = new Start(fromState, since <= 0 ? store.revision() : since, timeout);
        return new Reply.Stream(
                200, Map.of("Content-Type", "application/json"), writer -> begin(request, view, start, writer));
    }

    private record Start(boolean fromState, long since, long timeoutSeconds) {}

    private void begin(Request request, WatchStream.View view, Start start, StreamWriter writer) {
        WatchWire wire = new WatchWire(writer);
        long number = numbers.incrementAndGet();
        open.put(number, new Open(number, request.path(), request.query(), wire));
        wire.onClose(() -> open.remove(number));
        WatchStream stream = new WatchStream(view, wire, pump);
        try {
            Watch watch;
            if (start.fromState()) {
                watch = store.watchFromState(view.path().stored(), stream);
            } else {
                stream.begun();
                watch = store.watch(view.path().stored(), start.since(), stream);
            }
            wire.onClose(watch::close);
            keep(view, watch, stream, wire, start.timeoutSeconds());
        } catch (Expired e) {
            stream.fail(ApiFailure.expired(String.valueOf(e.getMessage())));
        }
    }

    private void keep(WatchStream.View view, Watch watch, WatchStream stream, WatchWire wire, long timeoutSeconds) {
        Future<?> end = timers.schedule(stream::end, timeoutSeconds, TimeUnit.SECONDS);
        wire.onClose(() -> end.cancel(false));
        if (view.bookmarks()) {
            long every = bookmarks.toMillis();
            Future<?> marks = timers.scheduleAtFixedRate(watch::mark, every, every, TimeUnit.MILLISECONDS);
            wire.onClose(() -> marks.cancel(false));
        }
    }
}
