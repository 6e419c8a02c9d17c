package io.contrailkube.standins.kubernetes;

import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.kubernetes.api.ApiServer;
import io.contrailkube.standins.kubernetes.api.Deletion;
import io.contrailkube.standins.kubernetes.api.Uids;
import java.time.Duration;
import java.util.Set;

/** How a stand-in of Kubernetes is started: where it listens, who may come in, its pace, what it remembers and begins with. */
public record KubernetesOptions(
        HttpServerOptions server, Set<String> tokens, ApiServer.Habits habits, Memory memory, Start start) {

    /** Changes of each kind that watches can go back to, and requests in the log, 0 for none. */
    public record Memory(int changesPerKind, int requests) {}

    /**
     * What stands from the start besides what stands in every cluster.
     *
     * @param attachments whether the definition of NetworkAttachmentDefinition does; without it that kind is not served
     * @param apiHost address in the endpoints of the service {@code kubernetes}; empty for the host that is listened on
     * @param apiPort port in these endpoints; 0 for the port that is listened on
     */
    public record Start(boolean attachments, String apiHost, int apiPort) {
        static final Start PLAIN = new Start(false, "", 0);
    }

    public KubernetesOptions {
        tokens = Set.copyOf(tokens);
    }

    /** Loopback, a free port, plain HTTP, no token; namespaces take a moment to go, pods go at once. */
    public static KubernetesOptions loopback() {
        Deletion.Delays delays = new Deletion.Delays(Duration.ofMillis(50), Duration.ZERO);
        return new KubernetesOptions(
                HttpServerOptions.loopback(),
                Set.of(),
                new ApiServer.Habits(delays, Duration.ofSeconds(10), "10.96.0.0/12", 1, Uids.RANDOM),
                new Memory(20_000, 2_000),
                Start.PLAIN);
    }

    public KubernetesOptions withServer(HttpServerOptions server) {
        return new KubernetesOptions(server, tokens, habits, memory, start);
    }

    /** Only requests with one of these bearer tokens are served. */
    public KubernetesOptions withTokens(Set<String> tokens) {
        return new KubernetesOptions(server, tokens, habits, memory, start);
    }

    public KubernetesOptions withDelays(Deletion.Delays delays) {
        return withHabits(
                new ApiServer.Habits(delays, habits.bookmarks(), habits.serviceRange(), habits.seed(), habits.uids()));
    }

    /** How often watches that allow it get a bookmark. */
    public KubernetesOptions withBookmarks(Duration every) {
        return withHabits(
                new ApiServer.Habits(habits.delays(), every, habits.serviceRange(), habits.seed(), habits.uids()));
    }

    /** IPv4 range of cluster IPs. */
    public KubernetesOptions withServiceRange(String cidr) {
        return withHabits(
                new ApiServer.Habits(habits.delays(), habits.bookmarks(), cidr, habits.seed(), habits.uids()));
    }

    public KubernetesOptions withUids(Uids uids) {
        return withHabits(
                new ApiServer.Habits(habits.delays(), habits.bookmarks(), habits.serviceRange(), habits.seed(), uids));
    }

    public KubernetesOptions withHabits(ApiServer.Habits habits) {
        return new KubernetesOptions(server, tokens, habits, memory, start);
    }

    public KubernetesOptions withMemory(Memory memory) {
        return new KubernetesOptions(server, tokens, habits, memory, start);
    }

    /** NetworkAttachmentDefinitions are served from the start. */
    public KubernetesOptions withAttachments() {
        return withStart(new Start(true, start.apiHost(), start.apiPort()));
    }

    /** What the endpoints of the service {@code kubernetes} say. */
    public KubernetesOptions withApiAddress(String host, int port) {
        return withStart(new Start(start.attachments(), host, port));
    }

    private KubernetesOptions withStart(Start changed) {
        return new KubernetesOptions(server, tokens, habits, memory, changed);
    }
}
