package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.javadsl.KubernetesSource;
import io.contrailkube.ingest.support.RecordingSink;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.worker.WatchView.State;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.api.WatchWire.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The acceptance cases of watches (spec 01 section 10.3) with the worker of namespaces and a Kubernetes API server. */
class StandinIT {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://127.0.0.1:1")));
    private static final String[] SETTINGS = {"watch { page-size = 2, idle-timeout = 1s }"};

    private final KubernetesStandin kubernetes =
            KubernetesStandin.start(KubernetesOptions.loopback().withBookmarks(Duration.ofMillis(100)));
    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KubernetesApi api =
            KubernetesApi.connect(TestSettings.of(kubernetes.uri()).access());
    private @Nullable ActorRef<WorkerCommand> worker;

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void someNamespaces() {
        create("blue");
        create("green");
    }

    @AfterEach
    void close() {
        if (worker != null) {
            KIT.stop(worker);
        }
        api.close();
        kubernetes.close();
    }

    @Spec("WA-8")
    @Test
    void startsWithoutSelfLinks() {
        watching();

        assertThat(call(ApiCall.get("/api/v1/namespaces"))
                        .body()
                        .at("/items/0/metadata/selfLink")
                        .isMissingNode())
                .isTrue();
        assertThat(sink.log())
                .containsExactlyInAnyOrder(
                        "+default", "+kube-system", "+kube-public", "+kube-node-lease", "+blue", "+green");
        assertThat(sink.lists())
                .singleElement()
                .satisfies(names -> assertThat(names).hasSize(6).contains("blue", "default"));
    }

    @Spec("WA-1")
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "END"})
    void aStreamThatEndsIsOpenedAgainWithoutSideEffects(Fault fault) {
        watching();
        int before = sink.log().size();

        strike(fault);
        create("red");

        await().untilAsserted(() -> assertThat(sink.log()).hasSize(before + 1));
        assertThat(sink.log().get(before)).isEqualTo("+red");
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        assertThat(sink.lists()).hasSize(1);
    }

    @Spec("WA-2")
    @Test
    void whatIsDeletedInTheGapIsNoticed() {
        watching();
        fault("{\"name\":\"down\",\"kind\":\"status\",\"status\":503,\"path\":\"/namespaces$\",\"method\":\"GET\"}");
        kubernetes.dropConnections();
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.FAILING));

        delete("blue");
        kubernetes.faults().clear();

        await().untilAsserted(() -> assertThat(sink.log()).contains("-blue"));
        assertThat(replay("blue").facts()).isEmpty();
        assertThat(replay("blue").complete()).isTrue();
    }

    @Spec("WA-3")
    @Test
    void goneLeadsToAListWhoseDifferenceIsOffered() {
        watching();
        int before = sink.log().size();
        fault("{\"name\":\"down\",\"kind\":\"status\",\"status\":503,\"path\":\"/namespaces$\",\"method\":\"GET\"}");
        kubernetes.dropConnections();
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.FAILING));
        delete("blue");
        delete("green");
        create("green");
        kubernetes.compact();
        kubernetes.faults().clear();

        await().untilAsserted(() -> assertThat(sink.lists()).hasSize(2));
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        assertThat(sink.log().subList(before, sink.log().size()))
                .containsExactlyInAnyOrder("-blue", "-green", "+green");
        assertThat(sink.offered())
                .allSatisfy(change -> assertThat(change.id().uid()).isNotEmpty());
    }

    @Spec("WA-3")
    @Test
    void anErrorEventIsNoObject() {
        watching();
        int before = sink.log().size();

        strike(Fault.EXPIRE);

        await().untilAsserted(() -> assertThat(sink.lists()).hasSize(2));
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        assertThat(sink.log()).hasSize(before);
        assertThat(describe().objects()).isEqualTo(6);
    }

    @Spec("WA-4")
    @Test
    void aSilentStreamIsReplacedWithinTheIdleTimeOut() {
        watching();
        strike(Fault.SILENCE);
        long silent = System.nanoTime();
        create("red");

        await().untilAsserted(() -> assertThat(sink.log()).contains("+red"));
        assertThat(Duration.ofNanos(System.nanoTime() - silent))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
        assertThat(metrics.get("contrail_kube_ingest_interruptions")
                        .tag("cause", "silent")
                        .counter()
                        .count())
                .isEqualTo(1);
        // The silent one is closed.
        await().untilAsserted(
                        () -> assertThat(kubernetes.api().watches().open()).hasSize(1));
    }

    @Spec("WA-5")
    @Test
    void aForbiddenKindIsNotReadyAndTriedAgain() {
        fault("{\"name\":\"no\",\"kind\":\"status\",\"status\":403,\"path\":\"/namespaces$\",\"body\":\"{}\"}");
        start();

        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.FAILING));
        assertThat(describe().complete()).isFalse();
        assertThat(describe().failure()).contains("403");
        long requests = kubernetes.requests().last();
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(kubernetes.requests().last() - requests).isBetween(1L, 15L);

        kubernetes.faults().clear();
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
    }

    @Spec("WA-6")
    @Test
    void aListThatFailsAtStartDeletesNothing() {
        fault("{\"name\":\"bad\",\"kind\":\"status\",\"status\":500,\"path\":\"/namespaces$\"}");
        start();

        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.FAILING));
        assertThat(replay("blue").complete()).isFalse();
        assertThat(sink.offered()).isEmpty();
        assertThat(sink.lists()).isEmpty();

        kubernetes.faults().clear();
        await().untilAsserted(() -> assertThat(sink.lists()).hasSize(1));
        assertThat(sink.log()).allMatch(each -> each.startsWith("+"));
    }

    @Spec("WA-7")
    @Test
    void aMalformedLineTouchesNoOtherEventAndIsListed() {
        watching();
        // Once this has come the watch is open: what happens before is told when it opens, and missed by nobody.
        create("heard");
        await().untilAsserted(() -> assertThat(sink.log()).contains("+heard"));
        kubernetes.watchFaults().strike("namespaces", Fault.MISS, 1);
        create("missed");
        create("red");
        await().untilAsserted(() -> assertThat(sink.log()).contains("+red").doesNotContain("+missed"));

        strike(Fault.MALFORM);
        create("white");

        await().untilAsserted(() -> assertThat(sink.log()).contains("+white", "+missed"));
        assertThat(metrics.get("contrail_kube_ingest_relists")
                        .tag("cause", "malformed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(sink.log()).doesNotHaveDuplicates();
    }

    @Spec("NS-32")
    @Test
    void aNamespaceThatIsDeletedAndMadeAnewIsTwoNamespaces() {
        watching();
        String first = replay("blue").facts().get(0).id().uid();

        delete("blue");
        create("blue");

        await().untilAsserted(() -> assertThat(replay("blue").facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.id().uid()).isNotEqualTo(first)));
        await().untilAsserted(() -> assertThat(describe().pending()).isZero());
        List<FactChange> ofBlue = sink.offered().stream()
                .filter(each -> each.id().name().equals("blue"))
                .toList();
        assertThat(ofBlue.get(ofBlue.size() - 2)).isInstanceOf(FactChange.Absent.class);
        assertThat(ofBlue.get(ofBlue.size() - 2).id().uid()).isEqualTo(first);
        assertThat(ofBlue.get(ofBlue.size() - 1)).isInstanceOf(FactChange.Present.class);
    }

    @Spec("NS-40")
    @Test
    void onlyWhatMeansSomethingIsOffered() {
        watching();
        int before = sink.log().size();
        for (int i = 0; i < 100; i++) {
            patch("blue", "{\"metadata\":{\"annotations\":{\"other.org/n\":\"" + i + "\"}}}");
        }
        patch("blue", "{\"metadata\":{\"annotations\":{\"opencontrail.org/isolation\":\"true\"}}}");

        await().untilAsserted(() -> assertThat(sink.log()).hasSizeGreaterThan(before));
        assertThat(sink.log()).hasSize(before + 1);
        assertThat(sink.offered().get(before)).isInstanceOfSatisfying(FactChange.Present.class, present -> assertThat(
                        ((NamespaceFact) present.fact()).annotations())
                .containsEntry("opencontrail.org/isolation", "true"));
        assertThat(metrics.get("contrail_kube_ingest_events")
                        .tag("type", "changed")
                        .counter()
                        .count())
                .isEqualTo(101);
    }

    private void watching() {
        start();
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        await().untilAsserted(() -> assertThat(describe().pending()).isZero());
    }

    private void start() {
        var settings = TestSettings.of(kubernetes.uri(), SETTINGS);
        worker = KIT.spawn(KindWorker.create(new KindWorker.Parts(
                KubernetesSource.listAndWatch(api, settings.watching(), new NamespaceKind()),
                new Offers.Target(NamespaceKind.NAME, sink, settings.offering()),
                new WorkerMetrics(metrics, NamespaceKind.NAME),
                Clock.systemUTC())));
    }

    private void strike(Fault fault) {
        assertThat(kubernetes.watchFaults().strike("namespaces", fault, 1)).isEqualTo(1);
    }

    private void fault(String rule) {
        kubernetes.faults().put(rule);
    }

    private void create(String name) {
        call(ApiCall.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\"}}"));
    }

    private void patch(String name, String change) {
        call(ApiCall.mergePatch("/api/v1/namespaces/" + name, change));
    }

    private void delete(String name) {
        call(new ApiCall("DELETE", "/api/v1/namespaces/" + name, "application/json", "{}"));
        await().until(() -> api.call(ApiCall.get("/api/v1/namespaces/" + name))
                        .toCompletableFuture()
                        .join()
                        .status()
                == 404);
    }

    private ApiAnswer call(ApiCall call) {
        ApiAnswer answer = api.call(call).toCompletableFuture().join();
        assertThat(answer.ok()).as("%s: %s", call, answer).isTrue();
        return answer;
    }

    private WatchView describe() {
        var probe = KIT.createTestProbe(WatchView.class);
        worker().tell(new WorkerCommand.Describe(probe.getRef()));
        return probe.receiveMessage();
    }

    private WorkerCommand.Replayed replay(String namespace) {
        var probe = KIT.createTestProbe(WorkerCommand.Replayed.class);
        worker().tell(new WorkerCommand.Replay(namespace, "", 100, probe.getRef()));
        return probe.receiveMessage();
    }

    private ActorRef<WorkerCommand> worker() {
        return Objects.requireNonNull(worker, "not started");
    }
}
