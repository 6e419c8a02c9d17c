package io.contrailkube.loadtest.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.node.cli.WorldJson;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import io.contrailkube.node.config.LoadedConfiguration;
import io.contrailkube.node.manifest.Manifests;
import io.contrailkube.standins.http.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/** Three node processes, a real journal, HTTP on both sides: whatever is killed, Contrail comes to equal the plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledNodesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Manifests EXAMPLES =
            Manifests.read(List.of(Path.of("..", "deploy", "examples").toString()), InputStream.nullInputStream());
    private Lab lab;
    private Observer observer;

    @BeforeAll
    void open() throws IOException {
        lab = Lab.open(Lab.Options.ofNodes(3));
        observer = new Observer(lab);
        lab.nodes().forEach(NodeProcess::start);
        EXAMPLES.objects()
                .forEach(manifest -> lab.kubernetes().apply(manifest.object().toString()));
        awaitMembers(3);
        awaitPlan();
    }

    /** What a user sees who compares the output of {@code plan} with the dump of {@code demo}. */
    @Test
    @Order(0)
    void theExamplesLeadToWhatThePlanOfTheirFilesSays() {
        LoadedConfiguration configuration = Configuration.demo(ConfigurationSources.of(List.of(), List.of()))
                .loaded();
        List<JsonNode> manifests = new ArrayList<>();
        EXAMPLES.objects().forEach(manifest -> manifests.add(manifest.object()));
        String plan = WorldJson.render(
                OfflinePlan.onCluster(configuration.cluster(), manifests).objects());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(WorldJson.render(lab.dump())).isEqualTo(plan));
    }

    @AfterAll
    void close() {
        lab.close();
    }

    /** The logs of the nodes are worth more than a clean folder when something went wrong. */
    @RegisterExtension
    final TestWatcher watcher = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            lab.keepFiles();
        }
    };

    @Test
    @Order(1)
    void killingAnyNodeWhileItWorksLosesNothing() throws IOException {
        for (int victim = 0; victim < lab.nodes().size(); victim++) {
            NodeProcess node = lab.nodes().get(victim);
            for (int i = 0; i < 8; i++) {
                String name = "kill-" + victim + "-" + i;
                namespace(name, "{opencontrail.org/isolation: 'true'}");
                application(name);
                if (i == 4) {
                    node.kill();
                }
            }
            delete("kill-" + victim + "-0");
            awaitPlan();
            awaitPods();
            node.start();
            awaitMembers(3);
        }
        assertThat(createdTwice()).isEmpty();
    }

    @Test
    @Order(2)
    @Spec("CL-2")
    void restartingEveryNodeWithNothingChangedWritesNothing() {
        long mark = lab.contrail().log().last();
        lab.nodes().forEach(NodeProcess::kill);
        lab.nodes().forEach(NodeProcess::start);
        awaitMembers(3);
        await().atMost(PATIENCE).until(() -> {
            Observer.Sight sight = observer.look();
            return sight.namespaces() > 0 && sight.served() == sight.namespaces();
        });
        awaitPlan();
        assertThat(writesSince(mark)).isEmpty();
    }

    @Test
    @Order(3)
    @Spec("NS-40")
    void aHundredUnrelatedChangesOfANamespaceWriteNothing() throws IOException {
        long mark = lab.contrail().log().last();
        for (int i = 0; i < 100; i++) {
            Web.Answer answer = lab.web()
                    .call(
                            "PATCH",
                            lab.kubernetes().uri().resolve("/api/v1/namespaces/payments"),
                            "application/merge-patch+json",
                            "{\"metadata\":{\"annotations\":{\"example.org/turn\":\"" + i + "\"}}}");
            assertThat(answer.status()).isEqualTo(200);
        }
        // A change that does matter, made after the others, has been served: so have they.
        namespace("after-a-hundred", "{}");
        awaitPlan();
        // Those of the new namespace alone, as few as docs/adr/0009 derives.
        assertThat(writesSince(mark)).hasSize(8).noneMatch(write -> write.contains("payments"));
    }

    private List<String> writesSince(long mark) {
        var writes = new ArrayList<String>();
        for (LoggedRequest entry : lab.contrail().log().since(mark)) {
            boolean read = entry.request().method().equals("GET")
                    || entry.request().path().equals("/list-bulk-collection")
                    || entry.request().path().equals("/fqname-to-id");
            if (!read) {
                writes.add(entry.request().method() + ' ' + entry.request().path() + ' ' + entry.body());
            }
        }
        return writes;
    }

    /** Bodies of creates that succeeded more than once, although nothing of the name was deleted. */
    private Set<String> createdTwice() {
        var seen = new HashSet<String>();
        var twice = new HashSet<String>();
        for (LoggedRequest entry : lab.contrail().log().since(0)) {
            boolean create =
                    entry.request().method().equals("POST") && entry.body().contains("\"fq_name\"");
            if (create && entry.status() == 200 && !wasDeleted(entry.body()) && !seen.add(entry.body())) {
                twice.add(entry.body());
            }
        }
        return twice;
    }

    /** Of each victim's namespaces the first was deleted, and may have been made again by a node that had not heard of it. */
    private static boolean wasDeleted(String body) {
        return body.matches("(?s).*kill-[0-9]-0\\b.*");
    }

    private void namespace(String name, String annotations) {
        lab.kubernetes()
                .apply(
                        """
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: %s, annotations: %s}
                        """
                                .formatted(name, annotations));
    }

    /** Two pods, one of which is behind a service with a public address. */
    private void application(String namespace) {
        lab.kubernetes()
                .apply(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: front, namespace: %1$s}
                        spec: {type: LoadBalancer, selector: {app: front}, ports: [{port: 80}]}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: front, namespace: %1$s, labels: {app: front}}
                        spec: {containers: [{name: web, image: web}]}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: back, namespace: %1$s, labels: {app: back}}
                        spec: {containers: [{name: web, image: web}]}
                        """
                                .formatted(namespace));
    }

    /** Every pod runs, every service shows its public address, and with that Contrail equals the plan, too. */
    private void awaitPods() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            for (JsonNode object : lab.inKubernetes()) {
                if (!object.at("/metadata/namespace").asText().startsWith("kill-")) {
                    continue;
                }
                if (object.path("kind").asText().equals("Pod")) {
                    assertThat(object.at("/status/phase").asText()).isEqualTo("Running");
                } else if (object.at("/spec/type").asText().equals("LoadBalancer")) {
                    assertThat(object.at("/status/loadBalancer/ingress/0/ip").asText())
                            .startsWith("203.0.113.");
                }
            }
            assertThat(lab.differences()).isEmpty();
        });
    }

    private void delete(String name) throws IOException {
        Web.Answer answer = lab.web()
                .call("DELETE", lab.kubernetes().uri().resolve("/api/v1/namespaces/" + name), "application/json", "{}");
        assertThat(answer.status()).isEqualTo(200);
    }

    private void awaitMembers(int count) {
        await().atMost(PATIENCE).until(() -> observer.look().members() == count);
    }

    private void awaitPlan() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(lab.differences())
                .isEmpty());
    }
}
