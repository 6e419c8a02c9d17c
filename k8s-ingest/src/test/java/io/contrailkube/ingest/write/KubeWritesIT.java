package io.contrailkube.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.support.Things;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes to a Kubernetes API server, in order and out of order. */
class KubeWritesIT {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String QUICK = "writes.backoff { min = 20ms, max = 100ms }";
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String ADDRESS = "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"%s\"}]}}}";
    private static final List<KubeKind> KINDS = List.of(
            new Kind("Service", List.of(new ApiResource("", "v1", "services"))),
            new Kind(
                    "Ingress",
                    List.of(
                            new ApiResource("networking.k8s.io", "v2", "ingresses"),
                            new ApiResource("networking.k8s.io", "v1", "ingresses"))),
            new Kind("IngressClass", List.of(new ApiResource("networking.k8s.io", "v1", "ingressclasses"))));

    private final KubernetesStandin kubernetes = KubernetesStandin.start(KubernetesOptions.loopback());
    private final KubernetesApi api =
            KubernetesApi.connect(TestSettings.of(kubernetes.uri()).access());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    /** Where a kind is; what its objects mean is of no concern here. */
    private record Kind(String name, List<ApiResource> resources) implements KubeKind {
        @Override
        public Class<? extends KubeFact> factType() {
            return Things.Thing.class;
        }

        @Override
        public Optional<KubeFact> decode(JsonNode object) {
            return Optional.empty();
        }
    }

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
    void statusAnnotationsAndAddressesAreWritten() {
        KubeWrites writes = start();
        ObjectId web = service("web");

        writes.write(new KubeWrite(web, Place.STATUS, patch(ADDRESS.formatted("10.1.0.3"))));
        writes.write(new KubeWrite(
                web, Place.ANNOTATIONS, patch("{\"metadata\":{\"annotations\":{\"example.org/a\":\"b\"}}}")));
        writes.write(new KubeWrite(web, Place.EXTERNAL_IPS, patch("{\"spec\":{\"externalIPs\":[\"10.1.0.3\"]}}")));

        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(3));
        JsonNode now = get(SERVICES + "/web");
        assertThat(now.at("/status/loadBalancer/ingress/0/ip").asText()).isEqualTo("10.1.0.3");
        assertThat(now.at("/metadata/annotations").path("example.org/a").asText())
                .isEqualTo("b");
        assertThat(now.at("/spec/externalIPs/0").asText()).isEqualTo("10.1.0.3");
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(notices).isEmpty();
    }

    @Test
    void theFirstVersionThatIsServedIsWrittenToAndObjectsWithoutNamespaceToo() {
        KubeWrites writes = start();
        ObjectId ingress = create(
                "Ingress",
                "default",
                "front",
                "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
                "\"spec\":{\"defaultBackend\":{\"service\":{\"name\":\"web\",\"port\":{\"number\":80}}}}");
        ObjectId ours = create(
                "IngressClass",
                "",
                "ours",
                "/apis/networking.k8s.io/v1/ingressclasses",
                "\"spec\":{\"controller\":\"example.org/ours\"}");

        writes.write(new KubeWrite(ingress, Place.STATUS, patch(ADDRESS.formatted("10.1.0.4"))));
        writes.write(new KubeWrite(ours, Place.ANNOTATIONS, patch("{\"metadata\":{\"annotations\":{\"x\":\"y\"}}}")));

        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(2));
        assertThat(get("/apis/networking.k8s.io/v1/namespaces/default/ingresses/front")
                        .at("/status/loadBalancer/ingress/0/ip")
                        .asText())
                .isEqualTo("10.1.0.4");
        assertThat(get("/apis/networking.k8s.io/v1/ingressclasses/ours")
                        .at("/metadata/annotations/x")
                        .asText())
                .isEqualTo("y");
    }

    @Test
    void whatCannotBeWrittenNowIsWrittenLaterInItsLatestForm() {
        fault("{\"name\":\"down\",\"kind\":\"status\",\"status\":503,\"method\":\"PATCH\"}");
        KubeWrites writes = start();
        ObjectId web = service("web");
        writes.write(status(web, "10.1.0.3"));
        await().untilAsserted(() -> assertThat(counted("failed")).isGreaterThan(1));

        writes.write(status(web, "10.1.0.4"));
        assertThat(waiting()).isEqualTo(1);
        kubernetes.faults().clear();

        await().untilAsserted(() -> assertThat(address("web")).isEqualTo("10.1.0.4"));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(counted("written")).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksIsNoReasonToGiveUp() {
        KubeWrites writes = start();
        ObjectId web = service("web");
        fault("{\"name\":\"cut\",\"kind\":\"reset\",\"requests\":3}");

        writes.write(status(web, "10.1.0.3"));

        await().untilAsserted(() -> assertThat(counted("written")).isEqualTo(1));
        assertThat(counted("failed")).isPositive();
        assertThat(address("web")).isEqualTo("10.1.0.3");
    }

    @Test
    void whatIsGoneOrAnotherObjectIsLeftAlone() {
        KubeWrites writes = start();
        ObjectId web = service("web");

        writes.write(status(new ObjectId("Service", "default", "none", "u-1"), "10.1.0.3"));
        writes.write(status(new ObjectId("Service", "default", "web", "u-2"), "10.1.0.3"));

        await().untilAsserted(() -> assertThat(counted("gone")).isEqualTo(2));
        assertThat(address("web")).isEmpty();
        assertThat(notices).isEmpty();
        assertThat(get(SERVICES + "/web").at("/metadata/uid").asText()).isEqualTo(web.uid());
    }

    @Test
    void aRefusalIsToldOnceAndOnlyANewWriteIsTried() {
        fault(
                "{\"name\":\"no\",\"kind\":\"status\",\"status\":403,\"method\":\"PATCH\",\"contentType\":\"application/json\","
                        + "\"body\":\"{\\\"reason\\\":\\\"Forbidden\\\",\\\"message\\\":\\\"not you\\\"}\"}");
        KubeWrites writes = start();
        ObjectId web = service("web");

        writes.write(status(web, "10.1.0.3"));
        await().untilAsserted(() -> assertThat(counted("refused")).isEqualTo(1));
        writes.write(status(web, "10.1.0.3"));
        await().untilAsserted(() -> assertThat(counted("refused")).isEqualTo(2));

        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.about()).isEqualTo(web);
            assertThat(notice.reason()).isEqualTo("WriteRefused");
            assertThat(notice.message())
                    .startsWith("its status could not be written (PATCH " + SERVICES
                            + "/web/status: 403 Forbidden: not you)");
        });
        kubernetes.faults().clear();
        writes.write(status(web, "10.1.0.4"));
        await().untilAsserted(() -> assertThat(address("web")).isEqualTo("10.1.0.4"));
    }

    @Test
    void thereIsALimitToHowMuchWaitsAndToTheRate() {
        fault("{\"name\":\"down\",\"kind\":\"status\",\"status\":503,\"method\":\"PATCH\"}");
        KubeWrites writes = start("writes { queue = 3, parallelism = 1, overall { burst = 2, per-second = 0.001 } }");
        ObjectId web = service("web");
        writes.write(status(web, "10.1.0.3"));
        await().untilAsserted(() -> assertThat(counted("failed")).isEqualTo(2));

        for (int i = 0; i < 5; i++) {
            writes.write(status(new ObjectId("Service", "default", "s" + i, "u" + i), "10.1.0.3"));
        }

        await().untilAsserted(() -> assertThat(counted("displaced")).isEqualTo(3));
        assertThat(waiting()).isEqualTo(3);
        assertThat(counted("failed")).isEqualTo(2);
    }

    @Test
    void manyWritesAreTakenInBoundedTime() {
        KubeWrites writes = start("writes.overall { burst = 1000, per-second = 1000 }");
        List<ObjectId> services = List.of(service("a"), service("b"), service("c"));
        for (int i = 0; i < 300; i++) {
            writes.write(status(services.get(i % 3), "10.1.0." + i % 250));
        }

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(List.of(address("a"), address("b"), address("c")))
                .containsExactly("10.1.0.47", "10.1.0.48", "10.1.0.49");
        assertThat(counted("written")).isBetween(3.0, 300.0);
    }

    private KubeWrites start(String... changes) {
        var settings = TestSettings.of(kubernetes.uri(), changes.length == 0 ? new String[] {QUICK} : with(changes));
        return KubeWrites.over(KIT.spawn(Writer.create(KubeWrites.parts(settings, api, KINDS, notices::add, metrics))));
    }

    private static String[] with(String... changes) {
        return new String[] {QUICK, String.join("\n", changes)};
    }

    private ObjectId service(String name) {
        kubernetes.apply(manifest(name));
        return new ObjectId("Service", "default", name, uid(name));
    }

    private static String manifest(String name) {
        return "{apiVersion: v1, kind: Service, metadata: {name: " + name
                + ", namespace: default}, spec: {type: LoadBalancer, ports: [{port: 80}]}}";
    }

    private ObjectId create(String kind, String namespace, String name, String path, String more) {
        String body = "{\"metadata\":{\"name\":\"" + name + "\"}," + more + '}';
        JsonNode made =
                api.call(ApiCall.post(path, body)).toCompletableFuture().join().body();
        return new ObjectId(kind, namespace, name, made.at("/metadata/uid").asText());
    }

    private String uid(String name) {
        return get(SERVICES + '/' + name).at("/metadata/uid").asText();
    }

    private String address(String name) {
        return get(SERVICES + '/' + name)
                .at("/status/loadBalancer/ingress/0/ip")
                .asText();
    }

    private JsonNode get(String path) {
        return api.call(ApiCall.get(path)).toCompletableFuture().join().body();
    }

    private void fault(String rule) {
        kubernetes.faults().put(rule);
    }

    private double counted(String outcome) {
        return metrics.find("contrail_kube_ingest_writes").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double waiting() {
        return metrics.get("contrail_kube_ingest_waiting_writes").gauge().value();
    }

    private static KubeWrite status(ObjectId about, String address) {
        return new KubeWrite(about, Place.STATUS, patch(ADDRESS.formatted(address)));
    }

    private static ObjectNode patch(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
