package io.contrailkube.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.verdict.AsServed;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import io.contrailkube.node.manifest.Manifest;
import io.contrailkube.node.manifest.Manifests;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final ClusterSettings SETTINGS = Configuration.demo(ConfigurationSources.of(List.of(), List.of()))
            .loaded()
            .cluster();

    private static Optional<Reachability> of(List<JsonNode> manifests) {
        String subnet = SETTINGS.addressing().podSubnets().get(0).toString();
        List<JsonNode> served = AsServed.of(manifests, subnet, Set.of()).objects();
        return Reachability.of(
                SETTINGS, served, OfflinePlan.onCluster(SETTINGS, served).objects());
    }

    /** What the comments in the examples say; {@code misspelt} has an address here only because one is made up for it. */
    @Test
    void theExamplesMeanWhatTheySayAndContrailDoesIt() {
        Manifests examples =
                Manifests.read(List.of(Path.of("..", "deploy", "examples").toString()), InputStream.nullInputStream());
        List<JsonNode> manifests = examples.objects().stream()
                .filter(manifest -> !manifest.toString().contains("misspelt"))
                .<JsonNode>map(Manifest::object)
                .toList();

        Reachability reachability = of(manifests).orElseThrow();

        var text = new StringWriter();
        reachability.print(new PrintWriter(text, true));
        assertThat(text.toString())
                .contains(
                        """
                        TCP/80                         1  2  3  4  5  6  7
                        1  guestbook/frontend-0        +  .  .  .  +  +  +
                        2  guestbook/redis-follower-0  .  +  .  .  +  +  +
                        3  guestbook/redis-leader-0    .  .  +  .  +  +  +
                        4  shop/cart-0                 .  .  .  +  +  +  +
                        5  shop/storefront-0           .  .  .  .  +  .  .
                        6  sensors/collector           +  +  +  .  +  +  +
                        7  198.51.100.7                +  .  .  .  +  +  +
                        """)
                .contains("TCP/6379 ", "TCP/8080 ");
        assertThat(reachability.isAsMeant()).isTrue();
        assertThat(reachability.question()).isEqualTo("from=198.51.100.7&to=guestbook/frontend-0&port=80");
    }

    @Test
    void withoutPodsThereIsNothingToShow() {
        assertThat(of(List.of())).isEmpty();
    }
}
