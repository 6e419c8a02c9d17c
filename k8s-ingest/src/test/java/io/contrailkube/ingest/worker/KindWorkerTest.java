package io.contrailkube.ingest.worker;

import static io.contrailkube.ingest.support.Things.id;
import static io.contrailkube.ingest.support.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.japi.Pair;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Source;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.support.RecordingSink;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.watch.WatchEvent;
import io.contrailkube.ingest.worker.WatchView.State;
import io.contrailkube.ingest.worker.WorkerCommand.Describe;
import io.contrailkube.ingest.worker.WorkerCommand.Replay;
import io.contrailkube.ingest.worker.WorkerCommand.Replayed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KindWorkerTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(NOWHERE));

    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Pair<BoundedSourceQueue<WatchEvent>, Source<WatchEvent, NotUsed>> watch =
            Source.<WatchEvent>queue(100).preMaterialize(KIT.system());
    private @Nullable ActorRef<WorkerCommand> worker;

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @AfterEach
    void stop() {
        if (worker != null) {
            KIT.stop(worker);
        }
    }

    @Test
    void aListIsOfferedAndAnnouncedAndReplayed() {
        start();
        say(new WatchEvent.Listing(), page(thing("a", "x", "1", "red"), thing("b", "y", "2", "red")));
        await().untilAsserted(() -> assertThat(sink.log()).containsExactlyInAnyOrder("+x", "+y"));
        assertThat(replay("a")).isEqualTo(new Replayed("Thing", List.of(thing("a", "x", "1", "red")), false));
        assertThat(describe().state()).isEqualTo(State.LISTING);

        say(new WatchEvent.Listed(), new WatchEvent.Watching());

        await().untilAsserted(() -> assertThat(sink.lists()).containsExactly(Set.of("a", "b")));
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        assertThat(replay("a")).isEqualTo(new Replayed("Thing", List.of(thing("a", "x", "1", "red")), true));
        assertThat(replay("none")).isEqualTo(new Replayed("Thing", List.of(), true));
        assertThat(describe().objects()).isEqualTo(2);
        assertThat(metrics.get("contrail_kube_ingest_cached_objects").gauge().value())
                .isEqualTo(2);
        assertThat(metrics.get("contrail_kube_ingest_lists").counter().count()).isEqualTo(1);
        assertThat(metrics.get("contrail_kube_ingest_offer")
                        .tag("outcome", "held")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Spec({"WA-1", "WA-2"})
    @Test
    void aNewListOffersOnlyWhatIsDifferent() {
        start();
        listed(thing("a", "x", "1", "red"), thing("a", "y", "2", "red"), thing("a", "z", "3", "red"));
        await().untilAsserted(() -> assertThat(sink.log()).hasSize(3));

        say(new WatchEvent.Interrupted(new ApiFailure(Cause.EXPIRED, "gone"), Duration.ZERO, true));
        listed(thing("a", "x", "1", "red"), thing("a", "y", "2", "blue"));

        await().untilAsserted(() -> assertThat(sink.lists()).hasSize(2));
        await().untilAsserted(() -> assertThat(sink.log()).hasSize(5));
        assertThat(sink.log().subList(3, 5)).containsExactly("+y", "-z");
        assertThat(metrics.get("contrail_kube_ingest_relists")
                        .tag("cause", "expired")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Spec("WA-6")
    @Test
    void aListThatIsNotCompletedDeletesNothing() {
        start();
        listed(thing("a", "x", "1", "red"), thing("a", "y", "2", "red"));
        say(
                new WatchEvent.Listing(),
                page(thing("a", "x", "1", "red")),
                new WatchEvent.Interrupted(new ApiFailure(Cause.TROUBLED, "500 oh"), Duration.ZERO, true));

        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.FAILING));
        assertThat(describe().failure()).isEqualTo("500 oh");
        assertThat(describe().objects()).isEqualTo(2);
        assertThat(sink.log()).containsExactly("+x", "+y");
        assertThat(sink.lists()).hasSize(1);
    }

    @Test
    void aKindThatIsNotServedIsACompleteEmptyList() {
        start();
        say(new WatchEvent.NotServed("nowhere"), new WatchEvent.NotServed("nowhere"));

        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.NOT_SERVED));
        await().untilAsserted(() -> assertThat(sink.lists()).containsExactly(Set.of()));
        assertThat(replay("a")).isEqualTo(new Replayed("Thing", List.of(), true));
        assertThat(gauge("kind_served")).isZero();

        listed(thing("a", "x", "1", "red"));
        await().untilAsserted(() -> assertThat(describe().state()).isEqualTo(State.WATCHING));
        assertThat(gauge("kind_served")).isEqualTo(1);

        say(new WatchEvent.NotServed("no more"));
        await().untilAsserted(() -> assertThat(sink.log()).containsExactly("+x", "-x"));
        assertThat(describe().state()).isEqualTo(State.NOT_SERVED);
        assertThat(sink.lists()).containsExactly(Set.of(), Set.of("a"), Set.of());
    }

    @Test
    void objectsWithoutNamespaceGoTheSameWay() {
        start();
        listed(thing("", "x", "1", "red"), thing("", "y", "2", "red"));
        say(new WatchEvent.Deleted(id("", "y", "2"), null));

        await().untilAsserted(() -> assertThat(sink.log()).containsExactly("+x", "+y", "-y"));
        assertThat(sink.lists()).containsExactly(Set.of(""));
        assertThat(replay("")).isEqualTo(new Replayed("Thing", List.of(thing("", "x", "1", "red")), true));
    }

    @Test
    void whatIsNotTakenIsOfferedAgainAndDelaysNobody() {
        var refusals = new AtomicInteger(3);
        sink.answering(change -> change.id().namespace().equals("bad") && refusals.getAndDecrement() > 0
                ? RecordingSink.refused()
                : RecordingSink.done());
        start();
        listed(thing("bad", "x", "1", "red"), thing("good", "y", "2", "red"));
        changed(thing("bad", "x", "1", "blue"));
        changed(thing("good", "z", "3", "red"));

        await().untilAsserted(() -> assertThat(describe().pending()).isZero());
        assertThat(sink.offered().stream()
                        .filter(each -> each.id().namespace().equals("bad"))
                        .reduce((first, last) -> last)
                        .orElseThrow())
                .isInstanceOfSatisfying(FactChange.Present.class, last -> assertThat(last.fact())
                        .isEqualTo(thing("bad", "x", "1", "blue")));
        assertThat(sink.log().indexOf("+z")).isLessThan(sink.log().lastIndexOf("+x"));
        assertThat(metrics.get("contrail_kube_ingest_offer")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aSinkThatThrowsOrNeverAnswersIsOfferedAgain() {
        var calls = new AtomicInteger();
        sink.answering(change -> switch (calls.getAndIncrement()) {
            case 0 -> throw new IllegalStateException("bug");
            case 1 -> new CompletableFuture<>();
            default -> RecordingSink.done();
        });
        start("offers.timeout = 100ms");
        listed(thing("a", "x", "1", "red"));

        await().untilAsserted(() -> assertThat(sink.log()).hasSize(3));
        await().untilAsserted(() -> assertThat(describe().pending()).isZero());
    }

    @Test
    void aListThatIsNotTakenIsAnnouncedAgainInItsNewestForm() {
        var refusals = new AtomicInteger(2);
        sink.answeringLists(any -> refusals.getAndDecrement() > 0 ? RecordingSink.refused() : RecordingSink.done());
        start();
        listed(thing("a", "x", "1", "red"));
        listed(thing("b", "y", "2", "red"));

        await().untilAsserted(() -> assertThat(sink.lists()).hasSizeGreaterThanOrEqualTo(3));
        assertThat(sink.lists().get(sink.lists().size() - 1)).containsExactly("b");
    }

    @Test
    void tooManyChangesHoldTheWatchBack() {
        Queue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();
        sink.answering(change -> {
            var answer = new CompletableFuture<Void>();
            open.add(answer);
            return answer;
        });
        start("offers { max-pending = 3, timeout = 1m }");
        for (int i = 0; i < 60; i++) {
            changed(thing("ns" + i, "x" + i, String.valueOf(i), "red"));
        }
        await().untilAsserted(() -> assertThat(describe().pending()).isEqualTo(3));
        assertThat(sink.log()).hasSize(3);

        await().until(() -> {
            for (var next = open.poll(); next != null; next = open.poll()) {
                next.complete(null);
            }
            return sink.log().size() == 60;
        });
    }

    @Test
    void deletedIsOfferedEvenIfItNeverCountedAndIgnoredIsNot() {
        start();
        say(
                new WatchEvent.Deleted(id("a", "x", "1"), Instant.now().minusSeconds(2)),
                new WatchEvent.Ignored(id("a", "y", "2")));
        changed(thing("a", "z", "3", "red"));

        await().untilAsserted(() -> assertThat(sink.log()).containsExactly("-x", "+z"));
        assertThat(metrics.get("contrail_kube_ingest_event_lag").timer().max(TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aWorkerThatBreaksDownStartsWithNothingAndOffersEverything() {
        var runs = new AtomicInteger();
        Source<WatchEvent, NotUsed> list = Source.from(
                List.of(new WatchEvent.Listing(), page(thing("a", "x", "1", "red")), new WatchEvent.Listed()));
        Source<WatchEvent, NotUsed> bug = Source.completionStage(new CompletableFuture<WatchEvent>()
                .orTimeout(100, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(late -> CompletableFuture.failedFuture(new IllegalStateException("bug"))));
        start(Source.lazySource(() -> list.concatLazy(
                runs.getAndIncrement() == 0
                        ? bug
                        : Source.<WatchEvent>maybe().mapMaterializedValue(any -> NotUsed.getInstance()))));

        await().untilAsserted(() -> assertThat(sink.log()).containsExactly("+x", "+x"));
        await().untilAsserted(() -> assertThat(describe().complete()).isTrue());
        assertThat(metrics.get("contrail_kube_ingest_cached_objects").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void aWorkerThatLeavesTakesItsGaugesAlong() {
        ActorRef<WorkerCommand> started = start();
        listed(thing("a", "x", "1", "red"));
        await().untilAsserted(() -> assertThat(describe().complete()).isTrue());
        var probe = KIT.createTestProbe();

        started.tell(WorkerCommand.Stop.INSTANCE);

        probe.expectTerminated(started);
        await().untilAsserted(() -> assertThat(
                        metrics.find("contrail_kube_ingest_cached_objects").gauge())
                .isNull());
        worker = null;
    }

    private ActorRef<WorkerCommand> start(String... settings) {
        return start(watch.second(), settings);
    }

    private ActorRef<WorkerCommand> start(Source<WatchEvent, ?> source, String... changes) {
        IngestSettings settings = TestSettings.of(NOWHERE, changes);
        var started = KIT.spawn(KindWorker.create(new KindWorker.Parts(
                source,
                new Offers.Target("Thing", sink, settings.offering()),
                new WorkerMetrics(metrics, "Thing"),
                Clock.systemUTC())));
        worker = started;
        return started;
    }

    private void say(WatchEvent... events) {
        for (WatchEvent event : events) {
            assertThat(watch.first().offer(event).isEnqueued()).isTrue();
        }
    }

    private void listed(KubeFact... facts) {
        say(new WatchEvent.Listing(), page(facts), new WatchEvent.Listed(), new WatchEvent.Watching());
    }

    private void changed(KubeFact fact) {
        say(new WatchEvent.Changed(fact, null));
    }

    private static WatchEvent page(KubeFact... facts) {
        return new WatchEvent.Page(List.of(facts));
    }

    private double gauge(String name) {
        return metrics.get("contrail_kube_ingest_" + name).gauge().value();
    }

    private Replayed replay(String namespace) {
        var probe = KIT.createTestProbe(Replayed.class);
        Objects.requireNonNull(worker).tell(new Replay(namespace, "", 100, probe.getRef()));
        return probe.receiveMessage();
    }

    private WatchView describe() {
        var probe = KIT.createTestProbe(WatchView.class);
        Objects.requireNonNull(worker).tell(new Describe(probe.getRef()));
        return probe.receiveMessage();
    }
}
