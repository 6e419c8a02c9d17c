package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.events.KubeEvents;
import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.javadsl.KubernetesSource;
import io.contrailkube.ingest.support.RecordingSink;
import io.contrailkube.ingest.support.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same against a real Kubernetes, when there is one: its kubeconfig is named by the variable below. */
@EnabledIfEnvironmentVariable(named = "CONTRAIL_KUBE_TEST_KUBECONFIG", matches = ".+")
class RealServerIT {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));
    private static final IngestSettings SETTINGS = TestSettings.of(
            URI.create(""),
            "kubernetes { server = \"\", kubeconfig = ${CONTRAIL_KUBE_TEST_KUBECONFIG} }",
            // Short, so that the watch ends in order several times.
            "watch { page-size = 2, min-life = 1s, max-life = 1s }");
    private static final KubernetesApi API = KubernetesApi.connect(SETTINGS.access());
    private static final String NAME = "ingest-" + Long.toString(System.nanoTime(), 36);

    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @AfterAll
    static void shutdown() {
        Awaitility.reset();
        KIT.shutdownTestKit();
        API.close();
    }

    @Test
    void namespacesAreListedWatchedAndTold() {
        var worker = KIT.spawn(KindWorker.create(new KindWorker.Parts(
                KubernetesSource.listAndWatch(API, SETTINGS.watching(), new NamespaceKind()),
                new Offers.Target(NamespaceKind.NAME, sink, SETTINGS.offering()),
                new WorkerMetrics(metrics, NamespaceKind.NAME),
                Clock.systemUTC())));
        await().untilAsserted(() -> assertThat(sink.lists()).hasSize(1));
        assertThat(sink.log()).contains("+default", "+kube-system");

        String uid = call(ApiCall.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + NAME + "\"}}"))
                .body()
                .at("/metadata/uid")
                .asText();
        await().untilAsserted(() -> assertThat(told()).containsExactly("+" + NAME));
        call(ApiCall.mergePatch(
                "/api/v1/namespaces/" + NAME,
                "{\"metadata\":{\"annotations\":{\"opencontrail.org/isolation\":\"true\"}}}"));
        await().untilAsserted(() -> assertThat(told()).hasSize(2));

        var events = KubeEvents.start(KIT.system(), SETTINGS, API, metrics);
        var about = new ObjectId(NamespaceKind.NAME, NAME, NAME, uid);
        events.report(new Notice(about, Severity.WARNING, "InvalidAnnotation", "a test"));
        await().untilAsserted(() -> assertThat(
                        call(ApiCall.get("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=" + NAME))
                                .body()
                                .at("/items/0/message")
                                .asText())
                .isEqualTo("a test"));

        await().untilAsserted(() -> assertThat(
                        metrics.get("contrail_kube_ingest_watches").counter().count())
                .isGreaterThanOrEqualTo(3));
        call(new ApiCall("DELETE", "/api/v1/namespaces/" + NAME, "application/json", "{}"));
        await().untilAsserted(() -> assertThat(told()).endsWith("-" + NAME));
        assertThat(sink.lists()).hasSize(1);
        assertThat(metrics.get("contrail_kube_ingest_event_lag").timer().max(TimeUnit.SECONDS))
                .isLessThan(10);
        KIT.stop(worker);
    }

    private List<String> told() {
        return sink.log().stream().filter(each -> each.endsWith(NAME)).toList();
    }

    private static ApiAnswer call(ApiCall call) {
        ApiAnswer answer = API.call(call).toCompletableFuture().join();
        assertThat(answer.ok()).as("%s: %s", call, answer).isTrue();
        return answer;
    }
}
