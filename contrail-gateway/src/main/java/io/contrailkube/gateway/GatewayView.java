package io.contrailkube.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway at a glance, for people and for readiness.
 *
 * @param inFlight requests sent and not answered
 * @param queued calls that wait for a connection, for another call on the same object or for a repetition
 * @param pending steps of plans and objects to be read that are under way
 * @param sent requests sent since the start, by kind
 * @param written writing requests that succeeded
 */
public record GatewayView(
        List<ServerView> servers, int inFlight, int queued, int pending, Map<String, Long> sent, long written) {
    public GatewayView {
        servers = List.copyOf(servers);
        sent = Map.copyOf(sent);
    }

    /** Whether any API server is believed to answer. */
    public boolean isUp() {
        return servers.stream().anyMatch(ServerView::up);
    }

    /**
     * One API server.
     *
     * @param since when it came up or went down; null while it has not been asked yet
     * @param lastFailure what went wrong last, also if it is up again
     */
    public record ServerView(
            String server,
            boolean up,
            @Nullable Instant since,
            @Nullable String lastFailure,
            @Nullable Instant lastFailureAt,
            int inFlight) {}
}
