package io.contrailkube.standins.kubernetes;

import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.kubernetes.api.ApiServer;
import io.contrailkube.standins.kubernetes.api.Deletion;
import java.time.Duration;
import java.util.Set;

/** How a stand-in of Kubernetes is started: where it listens, who may come in, its pace and how much it remembers. */
public record KubernetesOptions(HttpServerOptions server, Set<String> tokens, ApiServer.Habits habits, Memory memory) {

    /** Changes of each kind that watches can go back to, and requests in the log, 0 for none. */
    public record Memory(int changesPerKind, int requests) {}

    public KubernetesOptions {
        tokens = Set.copyOf(tokens);
    }

    /** Loopback, a free port, plain HTTP, no token; namespaces take a moment to go, pods go at once. */
    public static KubernetesOptions loopback() {
        Deletion.Delays delays = new Deletion.Delays(Duration.ofMillis(50), Duration.ZERO);
        return new KubernetesOptions(
                HttpServerOptions.loopback(),
                Set.of(),
                new ApiServer.Habits(delays, Duration.ofSeconds(10), "10.96.0.0/12", 1),
                new Memory(20_000, 2_000));
    }

    public KubernetesOptions withServer(HttpServerOptions server) {
        return new KubernetesOptions(server, tokens, habits, memory);
    }

    /** Only requests with one of these bearer tokens are served. */
    public KubernetesOptions withTokens(Set<String> tokens) {
        return new KubernetesOptions(server, tokens, habits, memory);
    }

    public KubernetesOptions withDelays(Deletion.Delays delays) {
        return withHabits(new ApiServer.Habits(delays, habits.bookmarks(), habits.serviceRange(), habits.seed()));
    }

    /** How often watches that allow it get a bookmark. */
    public KubernetesOptions withBookmarks(Duration every) {
        return withHabits(new ApiServer.Habits(habits.delays(), every, habits.serviceRange(), habits.seed()));
    }

    /** IPv4 range of cluster IPs. */
    public KubernetesOptions withServiceRange(String cidr) {
        return withHabits(new ApiServer.Habits(habits.delays(), habits.bookmarks(), cidr, habits.seed()));
    }

    public KubernetesOptions withHabits(ApiServer.Habits habits) {
        return new KubernetesOptions(server, tokens, habits, memory);
    }

    public KubernetesOptions withMemory(Memory memory) {
        return new KubernetesOptions(server, tokens, habits, memory);
    }
}
