package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Fence;
import io.contrailkube.gateway.Answer.Answered;
import io.contrailkube.gateway.Answer.Fenced;
import io.contrailkube.gateway.Answer.Unanswered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final ObjectKey KEY = ObjectKey.of(ContrailTypes.DOMAIN, "d");
    private static final String SHORT_PAUSES =
            """
            contrail-kube.gateway {
              retry { attempts = 3, backoff { min = 5ms, max = 20ms } }
              breaker { failures = 3, backoff { min = 20ms, max = 50ms } }
            }
            """;

    private final ActorTestKit testKit = ActorTestKit.create();
    private final ScriptedServers http = new ScriptedServers();
    private final AtomicReference<GatewayView> view = new AtomicReference<>();

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    private ActorRef<Dispatcher.Command> start(String... servers) {
        return startWith("", servers);
    }

    private ActorRef<Dispatcher.Command> startWith(String hocon, String... servers) {
        GatewaySettings settings = GatewaySettings.from(ConfigFactory.parseString(hocon)
                        .withFallback(ConfigFactory.parseString(SHORT_PAUSES))
                        .withFallback(ConfigFactory.load())
                        .resolve())
                .withServers(List.of(servers).stream().map(java.net.URI::create).toList());
        var courier = new Courier(http, settings, null);
        var metrics = new GatewayMetrics(new SimpleMeterRegistry());
        return testKit.spawn(Dispatcher.create(new Dispatcher.Services(settings, courier, metrics, view::set)));
    }

    private static CompletableFuture<Answer> delete(ActorRef<Dispatcher.Command> dispatcher, String uuid, Fence fence) {
        Ticket ticket = Ticket.of(Requests.delete(KEY, uuid), "entity", fence);
        dispatcher.tell(new Dispatcher.Submit(ticket));
        return ticket.promise();
    }

    private static CompletableFuture<Answer> delete(ActorRef<Dispatcher.Command> dispatcher, String uuid) {
        return delete(dispatcher, uuid, Fence.ALWAYS_OPEN);
    }

    private GatewayView view() {
        return Objects.requireNonNull(view.get());
    }

    @Test
    void aServerThatRefusesConnectionsIsReplacedAtOnce() {
        http.then("a", ScriptedServers.refused());
        assertThat(delete(start("http://a:1", "http://b:1"), "U1").join()).isInstanceOf(Answered.class);
        assertThat(http.hosts()).containsExactly("a", "b");
    }

    @Test
    void whatMayHaveBeenDoneIsRepeatedAfterAPause() {
        http.then("a", ScriptedServers.reset()).then("a", ScriptedServers.status(503));
        Answer answer = delete(start("http://a:1"), "U1").join();
        assertThat(answer).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status())
                .isEqualTo(200));
        assertThat(http.calls).hasSize(3);
    }

    @Test
    void repetitionsComeToAnEnd() {
        http.then("a", ScriptedServers.reset())
                .then("a", ScriptedServers.reset())
                .then("a", ScriptedServers.reset());
        Answer answer = delete(start("http://a:1"), "U1").join();
        assertThat(answer).isInstanceOfSatisfying(Unanswered.class, unanswered -> {
            assertThat(unanswered.maybeDone()).isTrue();
            assertThat(unanswered.reason()).isEqualTo("http://a:1: delete domain: Connection reset");
        });
    }

    @Test
    void whatTheServerSaysIsNotRepeated() {
        http.then("a", ScriptedServers.status(500));
        assertThat(delete(start("http://a:1"), "U1").join()).isInstanceOf(Answered.class);
        assertThat(http.calls).hasSize(1);
    }

    @Test
    void aClosedFenceKeepsTheWriteHere() {
        assertThat(delete(start("http://a:1"), "U1", () -> false).join()).isInstanceOf(Fenced.class);
        assertThat(http.calls).isEmpty();
    }

    @Test
    void aFenceThatClosesBeforeARepetitionLeavesADoubt() {
        var open = new AtomicBoolean(true);
        var first = new CompletableFuture<HttpCall.Reply>();
        http.then("a", first);
        CompletableFuture<Answer> answer = delete(start("http://a:1"), "U1", open::get);
        await().until(() -> http.calls.size() == 1);
        open.set(false);
        first.completeExceptionally(new IllegalStateException("Connection reset"));
        assertThat(answer.join()).isInstanceOf(Unanswered.class);
        assertThat(http.calls).hasSize(1);
    }

    @Test
    void aFenceThatFailsIsReportedAndHurtsNobodyElse() {
        ActorRef<Dispatcher.Command> dispatcher = start("http://a:1");
        CompletableFuture<Answer> broken = delete(dispatcher, "U1", () -> {
            throw new IllegalStateException("broken fence");
        });
        await().until(broken::isCompletedExceptionally);
        assertThat(delete(dispatcher, "U1").join()).isInstanceOf(Answered.class);
    }

    @Test
    void oneRequestPerObjectIsInFlight() {
        var first = new CompletableFuture<HttpCall.Reply>();
        http.then("a", first);
        ActorRef<Dispatcher.Command> dispatcher = start("http://a:1");
        delete(dispatcher, "U1");
        CompletableFuture<Answer> second = delete(dispatcher, "U1");
        delete(dispatcher, "U2").join();
        await().untilAsserted(() -> assertThat(view().inFlight()).isEqualTo(1));
        assertThat(view().queued()).isEqualTo(1);
        assertThat(http.calls).hasSize(2);
        first.complete(ScriptedServers.status(200).join());
        assertThat(second.join()).isInstanceOf(Answered.class);
        await().untilAsserted(() -> {
            assertThat(view().inFlight()).isZero();
            assertThat(view().written()).isEqualTo(3);
            assertThat(view().sent()).containsEntry("delete", 3L);
        });
    }

    @Test
    void withAllServersDownCallsFailAtOnceUntilAProbeIsAnswered() {
        http.allRefuse(true);
        ActorRef<Dispatcher.Command> dispatcher = start("http://a:1");
        assertThat(delete(dispatcher, "U1").join()).isInstanceOf(Unanswered.class);
        await().untilAsserted(() -> assertThat(view().isUp()).isFalse());
        assertThat(delete(dispatcher, "U1").join()).isInstanceOfSatisfying(Unanswered.class, unanswered -> {
            assertThat(unanswered.reason()).startsWith("http://a:1 is down since ");
            assertThat(unanswered.maybeDone()).isFalse();
        });
        await().until(() -> view().sent().getOrDefault("probe", 0L) >= 2);
        http.allRefuse(false);
        await().untilAsserted(() -> assertThat(view().isUp()).isTrue());
        assertThat(delete(dispatcher, "U1").join()).isInstanceOf(Answered.class);
    }

    @Test
    void requestsASecondAreBounded() {
        ActorRef<Dispatcher.Command> dispatcher =
                startWith("contrail-kube.gateway.limits { requests-per-second = 100, burst = 1 }", "http://a:1");
        long began = System.nanoTime();
        List<CompletableFuture<Answer>> answers = List.of(
                delete(dispatcher, "U1"), delete(dispatcher, "U2"), delete(dispatcher, "U3"), delete(dispatcher, "U4"));
        answers.forEach(CompletableFuture::join);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }
}
