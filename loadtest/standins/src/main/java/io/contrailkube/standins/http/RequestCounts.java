package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests came, per method and per first segment of the path, since the start and since the last reset. */
public final class RequestCounts {
    private final Map<String, LongAdder> sinceStart = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> sinceReset = new ConcurrentHashMap<>();

    void count(Request request) {
        String path = request.target().rawPath();
        int end = path.indexOf('/', 1);
        String key = request.method() + " " + (end < 0 ? path : path.substring(0, end));
        sinceStart.computeIfAbsent(key, k -> new LongAdder()).increment();
        sinceReset.computeIfAbsent(key, k -> new LongAdder()).increment();
    }

    void reset() {
        sinceReset.clear();
    }

    /** Requests since the last reset. */
    public long total() {
        return sinceReset.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Requests since the last reset with that method and first path segment, e.g. {@code POST /ref-update}. */
    public long of(String methodAndSegment) {
        LongAdder count = sinceReset.get(methodAndSegment);
        return count == null ? 0 : count.sum();
    }

    /** Requests since the last reset by method and first path segment. */
    public SortedMap<String, Long> byKind() {
        var kinds = new TreeMap<String, Long>();
        sinceReset.forEach((kind, count) -> kinds.put(kind, count.sum()));
        return kinds;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        describe(json.putObject("sinceStart"), sinceStart);
        describe(json.putObject("sinceReset"), sinceReset);
        return json;
    }

    private static void describe(ObjectNode target, Map<String, LongAdder> counts) {
        ObjectNode methods = target.putObject("methods");
        ObjectNode segments = target.putObject("segments");
        long[] total = {0};
        new TreeMap<>(counts).forEach((key, count) -> {
            long n = count.sum();
            String method = key.substring(0, key.indexOf(' '));
            methods.put(method, methods.path(method).asLong() + n);
            segments.put(key, n);
            total[0] += n;
        });
        target.put("total", total[0]);
    }
}
