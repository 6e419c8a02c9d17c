package io.contrailkube.ingest.javadsl;

import static io.contrailkube.ingest.support.Things.bookmark;
import static io.contrailkube.ingest.support.Things.discovery;
import static io.contrailkube.ingest.support.Things.error;
import static io.contrailkube.ingest.support.Things.event;
import static io.contrailkube.ingest.support.Things.groups;
import static io.contrailkube.ingest.support.Things.json;
import static io.contrailkube.ingest.support.Things.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.support.Heard;
import io.contrailkube.ingest.support.ScriptedServer;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.support.Things;
import io.contrailkube.ingest.watch.WatchEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stream makes of what a server may say. */
class KubernetesSourceTest {
    private static final ActorTestKit KIT = ActorTestKit.create(TestSettings.config(URI.create("http://none")));
    private static final String LIST = "GET /api/v1/things\\?limit";
    private static final String WATCH = "GET /api/v1/things\\?watch";

    private final ScriptedServer server = ScriptedServer.start()
            .on("GET /api/v1$", http -> http.json(200, discovery()))
            .on(LIST, http -> http.json(200, list(5, "", json("a", 3, "red"))))
            .on(WATCH, http -> http.open().silence());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(server));

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void listsPageByPageAndWatchesFromThere() {
        server.on("limit=500$", http -> http.json(200, list(5, "t/1+=", json("a", 3, "red"))))
                .on("continue=t%2F1%2B%3D$", http -> http.json(200, list(5, "", json("b", 4, "red"))))
                .on(WATCH, http -> http.open()
                        .write(event("ADDED", json("c", 6, "red")))
                        .silence());

        Heard heard = hear();

        await().untilAsserted(() -> assertThat(heard.changed()).containsExactly("c"));
        assertThat(heard.listed()).containsExactly("a", "b");
        assertThat(heard.events().stream().map(Object::getClass))
                .containsExactly(
                        WatchEvent.Listing.class,
                        WatchEvent.Page.class,
                        WatchEvent.Page.class,
                        WatchEvent.Listed.class,
                        WatchEvent.Watching.class,
                        WatchEvent.Changed.class);
        assertThat(server.requests("watch=true"))
                .singleElement()
                .asString()
                .matches(".*allowWatchBookmarks=true&timeoutSeconds=([3-5]\\d\\d|600)&resourceVersion=5");
    }

    @Test
    void aTokenThatExpiresInTheMiddleBeginsTheListAnew() {
        server.on("limit=500$", http -> http.json(200, list(5, "old", json("a", 3, "red"))), this::shortList)
                .on("continue=old", http -> http.json(410, "{\"reason\":\"Expired\",\"message\":\"too old\"}"));

        Heard heard = hear();

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.all(WatchEvent.Listing.class)).hasSize(2);
        assertThat(heard.all(WatchEvent.Listed.class)).hasSize(1);
        assertThat(heard.failures()).containsExactly(Cause.EXPIRED);
    }

    @Spec("WA-1")
    @Test
    void aWatchThatEndsGoesOnFromItsLastVersionWithoutAList() {
        server.on(
                WATCH,
                http -> {
                    http.open().write(event("ADDED", json("b", 6, "red")) + bookmark(8));
                    TimeUnit.MILLISECONDS.sleep(150);
                },
                http -> http.open().write(event("ADDED", json("c", 9, "red"))).silence());

        Heard heard = hear();

        await().untilAsserted(() -> assertThat(heard.changed()).containsExactly("b", "c"));
        assertThat(server.requests(LIST)).hasSize(1);
        assertThat(server.requests("resourceVersion=8$")).hasSize(1);
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void watchesThatAreEndedAtOnceAreNoReasonToSpin() {
        server.on(WATCH, http -> http.open());

        Heard heard = hear("watch.backoff { min = 100ms, max = 100ms, jitter = 0 }");

        await().untilAsserted(() -> assertThat(heard.failures()).hasSizeGreaterThanOrEqualTo(4));
        assertThat(heard.failures()).containsOnly(Cause.CUT);
        assertThat(heard.all(WatchEvent.Interrupted.class))
                .allSatisfy(each -> assertThat(each.pause()).hasMillis(100));
        // Once, in case the version is what the server does not like.
        assertThat(server.requests(LIST)).hasSize(2);
    }

    @Test
    void aConnectionThatBreaksGoesOnFromItsLastVersion() {
        server.on(
                WATCH,
                http -> {
                    http.open().write(event("ADDED", json("b", 6, "red")) + "{\"type\":\"ADDED\",\"obj");
                    throw new IOException("cut");
                },
                http -> http.open().write(event("ADDED", json("c", 9, "red"))).silence());

        Heard heard = hear();

        await().untilAsserted(() -> assertThat(heard.changed()).containsExactly("b", "c"));
        assertThat(server.requests("resourceVersion=6$")).hasSize(1);
        assertThat(server.requests(LIST)).hasSize(1);
    }

    @Spec("WA-3")
    @Test
    void goneLeadsToANewListAndIsNoObject() {
        server.on(
                WATCH,
                http -> http.json(410, "{\"message\":\"too old resource version\"}"),
                http -> http.open()
                        .write(error(410, "too old resource version"))
                        .silence(),
                http -> http.open().silence());

        Heard heard = hear();

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(2));
        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Listed.class)).hasSize(3));
        assertThat(heard.failures()).containsExactly(Cause.EXPIRED, Cause.EXPIRED);
        assertThat(heard.changed()).isEmpty();
        assertThat(heard.all(WatchEvent.Interrupted.class)).allMatch(WatchEvent.Interrupted::lists);
    }

    @Spec("WA-4")
    @Test
    void aSilentWatchIsReplaced() {
        Heard heard = hear("watch.idle-timeout = 200ms");

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSizeGreaterThan(2));
        assertThat(heard.failures()).containsOnly(Cause.SILENT);
        assertThat(server.requests(LIST)).hasSize(1);
    }

    @Spec("WA-5")
    @Test
    void aForbiddenWatchIsTriedAgainInGoodTime() {
        server.on(WATCH, http -> http.json(403, "{\"message\":\"no right to watch\"}"));

        Heard heard = hear("watch.backoff { min = 50ms, max = 10s, jitter = 0 }");

        await().untilAsserted(() -> assertThat(heard.failures()).hasSizeGreaterThanOrEqualTo(3));
        assertThat(heard.failures()).containsOnly(Cause.REFUSED);
        assertThat(heard.all(WatchEvent.Interrupted.class).stream()
                        .map(WatchEvent.Interrupted::pause)
                        .limit(3))
                .containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(heard.all(WatchEvent.Interrupted.class).get(0).failure()).hasMessageContaining("no right to watch");
        assertThat(heard.all(WatchEvent.Watching.class)).isEmpty();
    }

    @Spec("WA-6")
    @Test
    void aListThatFailsSaysNothingAboutWhatIsThere() {
        server.on(LIST, http -> http.json(500, "{}"), http -> http.json(500, "no JSON"), this::shortList);

        Heard heard = hear();

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.failures()).containsExactly(Cause.TROUBLED, Cause.TROUBLED);
        int listed = heard.events().indexOf(heard.all(WatchEvent.Listed.class).get(0));
        assertThat(heard.events().subList(0, listed))
                .allMatch(each -> !(each instanceof WatchEvent.Deleted) && !(each instanceof WatchEvent.Listed));
    }

    @Spec("WA-7")
    @Test
    void aMalformedLineLeadsToANewList() {
        server.on(
                WATCH,
                http -> http.open()
                        .write(event("ADDED", json("b", 6, "red")))
                        .write("{\"type\":\"ADDED\",\"object\":{\"metadata\":\n")
                        .silence(),
                http -> http.open().write(event("ADDED", json("c", 9, "red"))).silence());

        Heard heard = hear();

        await().untilAsserted(() -> assertThat(heard.changed()).containsExactly("b", "c"));
        assertThat(heard.failures()).containsExactly(Cause.MALFORMED);
        assertThat(heard.all(WatchEvent.Interrupted.class).get(0).failure())
                .hasMessageContaining("\"object\":{\"metadata\":");
        assertThat(heard.all(WatchEvent.Listed.class)).hasSize(2);
    }

    @Test
    void anEventThatIsTooLongDoesNotFillTheMemory() {
        server.on(WATCH, http -> {
            http.open();
            for (int i = 0; i < 10_000; i++) {
                http.write("x".repeat(100));
            }
        });

        Heard heard = hear("watch.max-line = 10KiB");

        await().untilAsserted(() -> assertThat(heard.failures()).contains(Cause.MALFORMED));
    }

    @Test
    void aServerThatAsksForPatienceGetsIt() {
        server.on(LIST, http -> http.header("Retry-After", "1").json(429, "{}"), this::shortList);

        Heard heard = hear();

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.all(WatchEvent.Interrupted.class)).singleElement().satisfies(each -> assertThat(each.pause())
                .hasSeconds(1));
    }

    @Test
    void butNotWithoutEnd() {
        server.on(WATCH, http -> http.header("Retry-After", "86400").json(503, "{}"));

        Heard heard = hear("watch.longest-retry-after = 100ms");

        await().untilAsserted(() -> assertThat(heard.failures()).hasSizeGreaterThan(2));
    }

    @Spec("WA-9")
    @Test
    void theFirstResourceThatIsServedIsWatched() {
        server.on("GET /apis/old.example/v1beta1$", http -> http.json(200, discovery()))
                .on("GET /apis/old.example/v1beta1/things\\?limit", this::shortList)
                .on("GET /apis/old.example/v1beta1/things\\?watch", http -> http.open()
                        .silence());
        var kind = new Things(List.of(
                new ApiResource("new.example", "v1", "things"), new ApiResource("old.example", "v1beta1", "things")));

        Heard heard = hear(kind);

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(server.requests("new.example")).containsExactly("GET /apis/new.example/v1");
    }

    @Spec("WA-9")
    @Test
    void aResourceThatMovesIsFoundAgain() {
        server.on("GET /apis/old.example/v1beta1$", http -> http.json(200, discovery()))
                .on("GET /apis/new.example/v1$", http -> http.json(404, "{}"), http -> http.json(200, discovery()))
                .on("GET /apis/old.example/v1beta1/things", this::shortList, http -> http.json(404, "{}"))
                .on("GET /apis/new.example/v1/things\\?limit", this::shortList)
                .on("GET /apis/new.example/v1/things\\?watch", http -> http.open()
                        .silence());
        var kind = new Things(List.of(
                new ApiResource("new.example", "v1", "things"), new ApiResource("old.example", "v1beta1", "things")));

        Heard heard = hear(kind);

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.failures()).containsExactly(Cause.NOT_SERVED);
    }

    @Test
    void aKindThatIsServedNowhereIsLookedForAgain() {
        server.on("GET /api/v1$", http -> http.json(200, "{\"resources\":[]}"), http -> http.json(200, discovery()));

        Heard heard = hear();

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.all(WatchEvent.Interrupted.class).get(0).failure())
                .hasMessageContaining("Thing")
                .hasMessageContaining("/api/v1/things");
    }

    @Test
    void aCustomResourceThatNobodyInstalledIsAnEmptyListAndIsWatchedOnceItAppears() {
        server.on("GET /apis$", http -> http.json(200, groups("other.example/v1", "custom.example/v1beta1")));

        Heard heard = hear(Things.CUSTOM, "watch.unserved-pause = 50ms");

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.NotServed.class)).hasSizeGreaterThan(1));
        assertThat(heard.failures()).containsExactly(Cause.NOT_SERVED, Cause.NOT_SERVED);
        assertThat(heard.all(WatchEvent.NotServed.class).get(0).words()).contains("/apis/custom.example/v1/things");

        server.on("GET /apis/custom.example/v1$", http -> http.json(200, discovery()))
                .on("GET /apis/custom.example/v1/things\\?limit", this::shortList)
                .on("GET /apis/custom.example/v1/things\\?watch", http -> http.open()
                        .silence())
                .on("GET /apis$", http -> http.json(200, groups("custom.example/v1")));

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));
        assertThat(heard.listed()).containsExactly("a");
    }

    @Test
    void onlyAServerThatListsWhatItServesIsBelievedThatAKindIsNotThere() {
        server.on(
                        "GET /apis$",
                        http -> http.json(404, "not here"),
                        http -> http.json(403, "{}"),
                        http -> http.json(200, "<html>"),
                        http -> http.json(200, groups("custom.example/v1")),
                        http -> http.json(200, groups("custom.example/v1")),
                        http -> http.json(200, groups()),
                        http -> http.json(503, "{}"),
                        http -> http.json(200, groups()))
                .on(
                        "GET /apis/custom.example/v1$",
                        http -> http.json(404, "{}"),
                        http -> http.json(200, "{\"resources\":[]}"));

        Heard heard = hear(Things.CUSTOM);

        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.NotServed.class)).hasSize(1));
        assertThat(heard.failures())
                .containsExactly(
                        Cause.TROUBLED,
                        Cause.REFUSED,
                        Cause.MALFORMED,
                        Cause.TROUBLED,
                        Cause.NOT_SERVED,
                        Cause.NOT_SERVED,
                        Cause.TROUBLED,
                        Cause.NOT_SERVED,
                        Cause.NOT_SERVED);
    }

    @Test
    void aSlowReaderHoldsTheServerBack() {
        var written = new AtomicInteger();
        server.on(WATCH, http -> {
            http.open();
            String padding = "x".repeat(10_000);
            for (int i = 0; i < 100_000; i++) {
                http.write(event("MODIFIED", json("a" + padding, 6 + i, "red")));
                written.incrementAndGet();
            }
        });
        var settings = settings("watch.idle-timeout = 300ms");
        var api = KubernetesApi.connect(settings.access());
        open.add(api);
        var reader = KubernetesSource.listAndWatch(api, settings.watching(), Things.PLAIN)
                .toMat(Sink.queue(), Keep.both())
                .run(KIT.system());
        List<WatchEvent> heard = new ArrayList<>();
        pull(reader.second(), heard, 10);

        var before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(500))
                .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());

        // Longer than the idle time-out; being held back is no silence of the server.
        pull(reader.second(), heard, 100);
        assertThat(written.get()).isLessThan(10_000);
        assertThat(heard).noneMatch(WatchEvent.Interrupted.class::isInstance);
        reader.first().stop();
    }

    @Test
    void stopClosesTheConnection() {
        var closed = new CountDownLatch(1);
        server.on(WATCH, http -> {
            http.open();
            try {
                while (true) {
                    http.write("\n");
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                closed.countDown();
            }
        });
        Heard heard = hear();
        await().untilAsserted(
                        () -> assertThat(heard.all(WatchEvent.Watching.class)).hasSize(1));

        heard.control().stop().toCompletableFuture().join();

        await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
    }

    @Test
    void stopBeforeTheAnswerClosesTheConnectionToo() {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        server.on(WATCH, http -> {
            asked.countDown();
            TimeUnit.MILLISECONDS.sleep(300);
            http.open();
            try {
                while (true) {
                    http.write("\n");
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                closed.countDown();
            }
        });
        Heard heard = hear();
        await().until(() -> asked.getCount() == 0);

        heard.control().stop().toCompletableFuture().join();

        await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
    }

    private static void pull(SinkQueueWithCancel<WatchEvent> queue, List<WatchEvent> into, int times) {
        for (int i = 0; i < times; i++) {
            into.add(queue.pull().toCompletableFuture().join().orElseThrow());
        }
    }

    private void shortList(ScriptedServer.Exchange http) throws IOException {
        http.json(200, list(5, "", json("a", 3, "red")));
    }

    private Heard hear(String... settings) {
        return hear(Things.PLAIN, settings);
    }

    private Heard hear(Things kind, String... changes) {
        var settings = settings(changes);
        var api = KubernetesApi.connect(settings.access());
        open.add(api);
        var heard = new Heard(KubernetesSource.listAndWatch(api, settings.watching(), kind), KIT.system());
        open.add(heard);
        return heard;
    }

    private IngestSettings settings(String... changes) {
        return TestSettings.of(server.uri(), changes);
    }
}
