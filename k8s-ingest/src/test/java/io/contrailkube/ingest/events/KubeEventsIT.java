package io.contrailkube.ingest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeEventsIT {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));
    private static final String DEFAULT = "/api/v1/namespaces/default/events";
    private static final ObjectId BLUE = new ObjectId("Namespace", "blue", "blue", "u-1");

    private final KubernetesStandin kubernetes = KubernetesStandin.start(KubernetesOptions.loopback());
    private final KubernetesApi api =
            KubernetesApi.connect(TestSettings.of(kubernetes.uri()).access());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @AfterEach
    void close() {
        api.close();
        kubernetes.close();
    }

    @Test
    void aNoticeIsAnEventAndItsRepeatsAreItsCount() {
        KubeEvents events = start("events.window = 1ms");
        events.report(notice(BLUE, "why"));
        await().untilAsserted(() -> assertThat(items(DEFAULT)).hasSize(1));

        await().until(() -> {
            events.report(notice(BLUE, "why"));
            return items(DEFAULT).get(0).path("count").asInt() >= 3;
        });

        JsonNode event = items(DEFAULT).get(0);
        assertThat(items(DEFAULT)).hasSize(1);
        assertThat(event.path("message").asText()).isEqualTo("why");
        assertThat(event.at("/involvedObject/name").asText()).isEqualTo("blue");
    }

    @Test
    void anotherNodeCountsOnAndAForgottenEventIsMadeAnew() {
        start().report(notice(BLUE, "why"));
        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(1));

        KubeEvents other = start("events.window = 1ms");
        other.report(notice(BLUE, "why"));
        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(2));
        JsonNode event = items(DEFAULT).get(0);
        assertThat(event.path("count").asInt()).isEqualTo(2);

        String path = DEFAULT + '/' + event.at("/metadata/name").asText();
        api.call(new ApiCall("DELETE", path, "application/json", "{}"))
                .toCompletableFuture()
                .join();
        other.report(notice(BLUE, "why"));
        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(3));
        assertThat(items(DEFAULT)).hasSize(1);
    }

    @Test
    void anObjectInANamespaceHasItsEventsThere() {
        start().report(notice(new ObjectId("Pod", "kube-system", "web", "u-2"), "why"));

        await().untilAsserted(() -> assertThat(items("/api/v1/namespaces/kube-system/events"))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.at("/involvedObject/namespace").asText())
                        .isEqualTo("kube-system")));
    }

    @Test
    void aServerThatRefusesOrHangsStopsNobody() {
        KubeEvents events = start("events { queue = 10, overall { burst = 1000, per-second = 1000 } }");
        kubernetes
                .faults()
                .put("{\"name\":\"no\",\"kind\":\"status\",\"status\":403,\"path\":\"/events\",\"requests\":1}");
        events.report(notice(BLUE, "refused"));
        await().untilAsserted(() -> assertThat(counted("failed")).isEqualTo(1));
        events.report(notice(BLUE, "refused"));
        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(1));

        kubernetes.faults().put("{\"name\":\"no\",\"kind\":\"hang\",\"path\":\"/events\"}");
        for (int i = 0; i < 100; i++) {
            events.report(notice(new ObjectId("Namespace", "n" + i, "n" + i, "u" + i), "why"));
        }
        assertThat(counted("dropped")).isBetween(50.0, 100.0);
    }

    @Test
    void theWholeIsLimited() {
        KubeEvents events = start("events.overall { burst = 2, per-second = 0.01 }");
        for (int i = 0; i < 10; i++) {
            events.report(notice(new ObjectId("Namespace", "n" + i, "n" + i, "u" + i), "why"));
        }
        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(2));
        assertThat(items(DEFAULT)).hasSize(2);
    }

    private KubeEvents start(String... changes) {
        return KubeEvents.start(KIT.system(), TestSettings.of(kubernetes.uri(), changes), api, metrics);
    }

    private double counted(String outcome) {
        Counter counter = metrics.find("contrail_kube_ingest_notices")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private List<JsonNode> items(String path) {
        var items = new ArrayList<JsonNode>();
        api.call(ApiCall.get(path))
                .toCompletableFuture()
                .join()
                .body()
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static Notice notice(ObjectId about, String message) {
        return new Notice(about, Severity.WARNING, "InvalidAnnotation", message);
    }
}
