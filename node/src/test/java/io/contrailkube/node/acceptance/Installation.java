package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.contrailkube.node.ControllerNode;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import io.contrailkube.node.config.LoadedConfiguration;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of one controller node, its journal, Contrail and Kubernetes. Everything stands from the start but the node;
 * it may be started with different configurations one after the other.
 */
final class Installation implements AutoCloseable {
    private final ContrailStandin contrail;
    private final KubernetesStandin kubernetes;
    private final Config journal = Journals.fresh();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final String hocon;
    private @Nullable ControllerNode node;
    private int step;

    private Installation(ContrailStandin contrail, KubernetesStandin kubernetes, String hocon) {
        this.contrail = contrail;
        this.kubernetes = kubernetes;
        this.hocon = hocon;
    }

    static Installation prepared() {
        return prepared("");
    }

    /** @param hocon laid over the defaults of the tests */
    static Installation prepared(String hocon) {
        ContrailStandin contrail =
                ContrailStandin.start(ContrailOptions.loopback().withLogged(100_000));
        Installation installation = beside(contrail, hocon, KubernetesOptions.loopback());
        installation.owned.add(contrail);
        return installation;
    }

    /** A started one with nodes on which pods run, and with additional networks. */
    static Installation withNodes(String... configuration) {
        ContrailStandin contrail =
                ContrailStandin.start(ContrailOptions.loopback().withLogged(100_000));
        Installation installation =
                beside(contrail, "", KubernetesOptions.loopback().withAttachments());
        installation.owned.add(contrail);
        try {
            installation.owned.add(0, installation.play());
            return installation.start(configuration).awaitReady();
        } catch (RuntimeException | AssertionError e) {
            installation.close();
            throw e;
        }
    }

    private ClusterPlay play() {
        var pace = new ClusterOptions.Pace(Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMillis(5));
        return ClusterPlay.start(
                kubernetes, ClusterOptions.nodes(2).withPace(pace).withContrail(contrail.uri(), "k8s"));
    }

    /** A prepared one whose node is started and ready. */
    static Installation started(String... configuration) {
        Installation installation = prepared();
        try {
            return installation.start(configuration).awaitReady();
        } catch (RuntimeException | AssertionError e) {
            installation.close();
            throw e;
        }
    }

    /** Another Kubernetes cluster with a controller of its own on the same Contrail. */
    Installation neighbour() {
        return beside(contrail, hocon, KubernetesOptions.loopback());
    }

    private static Installation beside(ContrailStandin contrail, String hocon, KubernetesOptions options) {
        KubernetesStandin kubernetes = KubernetesStandin.start(options.withBookmarks(Duration.ofMillis(200)));
        Installation installation = new Installation(contrail, kubernetes, hocon);
        installation.owned.add(kubernetes);
        return installation;
    }

    /**
     * Starts the node; returns when its endpoints are there.
     *
     * @param configuration lines of {@code contrail-kubernetes.conf}, beyond name and subnets
     */
    Installation start(String... configuration) {
        node = ControllerNode.start(loaded(configuration));
        return this;
    }

    Installation awaitReady() {
        eventually(() -> assertThat(readyz()).endsWith("readyz check passed\n"));
        return this;
    }

    /** The node leaves in good order; as after an end of its process, the journal is all that it finds again. */
    Installation stop() {
        if (node != null) {
            node.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            node.awaitTermination();
            node = null;
        }
        return this;
    }

    Installation restart(String... configuration) {
        return stop().start(configuration).awaitReady();
    }

    private LoadedConfiguration loaded(String... configuration) {
        try {
            Path folder = Files.createTempDirectory("contrail-kube-acceptance");
            Path base = Files.writeString(folder.resolve("base.conf"), base());
            Path more = Files.writeString(folder.resolve("more.conf"), String.join("\n", configuration) + '\n');
            Path over = Files.writeString(folder.resolve("node.conf"), overlay());
            try {
                var sources = new ConfigurationSources(List.of(base, more), List.of(over), Map.of(), Map.of());
                return Configuration.read(sources).loaded();
            } finally {
                for (Path path : List.of(base, more, over, folder)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String base() {
        return """
                [KUBERNETES]
                cluster_name = k8s
                pod_subnets = 10.32.0.0/12
                service_subnets = 10.96.0.0/12
                ip_fabric_subnets = 10.64.0.0/12
                kubernetes_api_server = 10.0.0.5
                [VNC]
                vnc_endpoint_ip = %s
                vnc_endpoint_port = %d
                """
                .formatted(contrail.uri().getHost(), contrail.uri().getPort());
    }

    /** Pauses are short, so that what a minute would show is seen in seconds. */
    private String overlay() {
        String usual =
                """
                contrail-kube.node.http { port = 0, token = "open-sesame" }
                akka.remote.artery.canonical.port = 0
                contrail-kube.ingest.kubernetes.server = "%s"
                contrail-kube.sharding.pauses { max = 1s, max-refused = 1s }
                contrail-kube.gateway.breaker.backoff.max = 1s
                contrail-kube.ingest.offers.backoff.max = 1s
                contrail-kube.ingest.watch.backoff.max = 1s
                contrail-kube.gateway.limits.connections = 16
                # The last node of a cluster has nobody to hand its workers to, and waits for it in vain.
                akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 1500ms
                """
                        .formatted(kubernetes.uri());
        return ConfigFactory.parseString(hocon)
                .withFallback(ConfigFactory.parseString(usual))
                .withFallback(journal)
                .root()
                .render(ConfigRenderOptions.concise());
    }

    Contrail contrail() {
        return new Contrail(contrail);
    }

    Kubernetes kubernetes() {
        return new Kubernetes(kubernetes);
    }

    /** What the node says of itself. */
    Web.Answer ask(String path) {
        return Web.get(running().http().resolve(path));
    }

    Web.Answer order(String path, String token) {
        return Web.postWithToken(running().http().resolve(path), token);
    }

    /** Compares everything with Contrail, now. */
    void audit() {
        order("/api/v1/audit", "open-sesame").orFail();
    }

    String readyz() {
        return ask("/readyz?verbose").text();
    }

    JsonNode namespace(String name) {
        return ask("/api/v1/namespaces/" + name).orFail().body();
    }

    /** What was decided about a namespace. */
    String setting(String namespace, String name) {
        for (JsonNode decided : namespace(namespace).path("settings")) {
            if (decided.path("setting").asText().equals(name)) {
                return decided.path("value").asText();
            }
        }
        return "not decided";
    }

    /** Waits until namespaces are as they should be, as far as the node knows. */
    Installation awaitServed(String... namespaces) {
        for (String name : namespaces) {
            eventually(() -> {
                JsonNode view = namespace(name);
                assertThat(view.path("phase").asText()).as(view::toPrettyString).isEqualTo("served");
            });
        }
        return this;
    }

    /** Waits until everything that was done to a namespace up to now has been worked on: a label is the last of it. */
    Installation passed(String namespace) {
        String value = namespace + '-' + ++step;
        kubernetes().label(namespace, "step", value);
        eventually(() -> assertThat(contrail().has("tag", "step=" + value)).isTrue());
        return awaitServed(namespace);
    }

    /** Waits until nothing of a namespace is left, neither with itself nor among what all share. */
    Installation awaitGone(String namespace) {
        eventually(() -> {
            Web.Answer view = ask("/api/v1/namespaces/" + namespace);
            assertThat(view.status()).as(view.text()).isEqualTo(404);
            assertThat(ask("/api/v1/cluster").body().path("namespaces").toString())
                    .doesNotContain('"' + namespace + '"');
        });
        return this;
    }

    private ControllerNode running() {
        if (node == null) {
            throw new IllegalStateException("the node is not started");
        }
        return node;
    }

    @Override
    public void close() {
        stop();
        owned.forEach(Installation::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
