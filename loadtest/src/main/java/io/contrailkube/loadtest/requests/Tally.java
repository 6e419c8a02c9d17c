package io.contrailkube.loadtest.requests;

import io.contrailkube.standins.http.LoggedRequest;
import io.contrailkube.standins.http.RequestLog;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what the controller asks of Contrail, by method and first segment of the path; the played nodes do not count. */
final class Tally {
    private static final List<String> OTHERS = List.of(ClusterPlay.CLIENT, "Java-http-client");

    private final RequestLog log;
    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private long last;

    Tally(RequestLog log) {
        this.log = log;
        this.last = log.last();
    }

    /** Takes in what was logged since; to be called often enough that nothing falls out of the log. */
    boolean update() {
        boolean any = false;
        for (LoggedRequest each : log.since(last)) {
            last = Math.max(last, each.sequence());
            if (OTHERS.stream().noneMatch(each.client()::startsWith)) {
                any = true;
                String path = each.request().path();
                int end = path.indexOf('/', 1);
                counts.merge(
                        each.request().method() + ' ' + (end < 0 ? path : path.substring(0, end)), 1, Integer::sum);
            }
        }
        return any;
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What was counted since this was asked last. */
    SortedMap<String, Integer> take() {
        var taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }
}
