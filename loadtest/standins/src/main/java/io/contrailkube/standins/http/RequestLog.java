package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers the last requests with their outcome, numbered from 1, and counts all of them. */
public final class RequestLog implements Filter {
    private static final int BODY_LIMIT = 64 << 10;

    private final int capacity;
    private final boolean bodies;
    private final Deque<LoggedRequest> entries = new ArrayDeque<>();
    private final RequestCounts counts = new RequestCounts();
    private long sequence;

    /** Keeps at most {@code capacity} requests; with {@code bodies} also the bodies of writes. */
    public RequestLog(int capacity, boolean bodies) {
        this.capacity = capacity;
        this.bodies = bodies;
    }

    @Override
    public CompletionStage<Reply> filter(Request request, Handler next) {
        counts.count(request);
        if (capacity == 0) {
            return next.handle(request);
        }
        LoggedRequest entry = remember(request);
        CompletionStage<Reply> reply = next.handle(request);
        reply.whenComplete((said, failure) -> entry.answered(said == null ? 500 : said.code(), System.nanoTime()));
        return reply;
    }

    private LoggedRequest remember(Request request) {
        String body = bodies && request.isWrite() && request.body().length <= BODY_LIMIT
                ? new String(request.body(), StandardCharsets.UTF_8)
                : "";
        synchronized (entries) {
            LoggedRequest entry = new LoggedRequest(++sequence, request, body, Instant.now(), System.nanoTime());
            entries.add(entry);
            if (entries.size() > capacity) {
                entries.remove();
            }
            return entry;
        }
    }

    /** The remembered requests numbered above {@code since}, oldest first. */
    public List<LoggedRequest> since(long since) {
        synchronized (entries) {
            List<LoggedRequest> found = new ArrayList<>();
            for (LoggedRequest entry : entries) {
                if (entry.sequence() > since) {
                    found.add(entry);
                }
            }
            return found;
        }
    }

    /** Number of the newest request, 0 before the first. */
    public long last() {
        synchronized (entries) {
            return sequence;
        }
    }

    public RequestCounts counts() {
        return counts;
    }

    /** Forgets the requests and starts the counts since reset anew; the numbering goes on. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
        counts.reset();
    }

    /** Serves {@code /standin/requests}. */
    CompletionStage<Reply> control(Request request) {
        if (request.method().equals("DELETE")) {
            clear();
        }
        long since;
        try {
            since = Long.parseLong(request.query().first("since", "0"));
        } catch (NumberFormatException e) {
            return CompletableFuture.completedFuture(Reply.text(400, "text/plain", "since is a number"));
        }
        boolean writes = request.query().first("writes", "").equals("true");
        ObjectNode answer = Json.MAPPER.createObjectNode().put("last", last());
        ArrayNode list = answer.putArray("requests");
        since(since).stream()
                .filter(entry -> !writes || entry.request().isWrite())
                .forEach(entry -> list.add(entry.toJson()));
        return CompletableFuture.completedFuture(Reply.json(200, answer));
    }
}
