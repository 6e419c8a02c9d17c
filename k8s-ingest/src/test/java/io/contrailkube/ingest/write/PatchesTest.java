package io.contrailkube.ingest.write;

import static io.contrailkube.ingest.support.Things.discovery;
import static io.contrailkube.ingest.support.Things.groups;
import static io.contrailkube.ingest.support.Things.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.support.ScriptedServer;
import io.contrailkube.ingest.support.TestSettings;
import io.contrailkube.ingest.support.Things;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {
    private static final Things MOVED =
            new Things(List.of(new ApiResource("", "v1", "things"), new ApiResource("new.example", "v1", "things")));
    private static final String PATCH = "PATCH /api/v1/namespaces/ns/things/x$";

    private final ScriptedServer server =
            ScriptedServer.start().on("GET /api/v1$", http -> http.json(200, discovery()));
    private final KubernetesApi api =
            KubernetesApi.connect(TestSettings.of(server.uri()).access());

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | {}                                                                  | Written
                    404 | {"details":{"name":"x"}}                                            | Gone
                    409 | {"message":"Precondition failed: UID in precondition: 1, UID in object meta: 2"} | Gone
                    422 | {"details":{"causes":[{"field":"metadata.uid"}]}}                   | Gone
                    422 | {"details":{"causes":[{"field":"spec.externalIPs"}]}}               | Refused
                    400 | {}                                                                  | Refused
                    403 | {}                                                                  | Refused
                    404 | 404 page not found                                                  | Refused
                    401 | {}                                                                  | Failed
                    409 | {"message":"the object has been modified"}                          | Failed
                    500 | {}                                                                  | Failed
                    503 | {}                                                                  | Failed
                    """)
    void answersMean(int status, String body, String outcome) {
        server.on(PATCH, http -> http.json(status, body));

        assertThat(send(Things.PLAIN).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void thePatchCarriesTheUidAndLeavesTheWriteAsItIs() {
        var body = new AtomicReference<>("");
        server.on(PATCH, http -> {
            body.set(http.body());
            http.json(200, "{}");
        });
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put("a", "b");
        String before = patch.toString();

        assertThat(send(Things.PLAIN, new KubeWrite(id("ns", "x", "1"), Place.ANNOTATIONS, patch)))
                .isEqualTo(new Outcome.Written());

        assertThat(body.get()).isEqualTo("{\"metadata\":{\"annotations\":{\"a\":\"b\"},\"uid\":\"1\"}}");
        assertThat(patch).hasToString(before);
    }

    @Test
    void aServerThatAsksForPatienceIsHeard() {
        server.on(PATCH, http -> http.header("Retry-After", "7").json(429, "{\"message\":\"slow down\"}"));

        assertThat(send(Things.PLAIN)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(failed.words()).contains("slow down");
        });
    }

    @Test
    void whereAKindIsServedIsAskedOnceAndAgainWhenItHasMoved() {
        server.on(PATCH, http -> http.json(200, "{}"), http -> http.json(404, "404 page not found"))
                .on("GET /api/v1$", http -> http.json(200, discovery()), http -> http.json(200, "{\"resources\":[]}"))
                .on("GET /apis/new.example/v1$", http -> http.json(200, discovery()))
                .on("PATCH /apis/new.example/v1/namespaces/ns/things/x$", http -> http.json(200, "{}"));
        var patches = new Patches(api, List.of(MOVED));

        for (int i = 0; i < 3; i++) {
            assertThat(patches.send(write()).toCompletableFuture().join()).isEqualTo(new Outcome.Written());
        }

        assertThat(server.requests("GET")).hasSize(3);
        assertThat(server.requests("PATCH /apis/new")).hasSize(2);
    }

    @Test
    void objectsOfACustomResourceThatIsNotServedAreGone() {
        server.on("GET /apis$", http -> http.json(200, groups()));

        assertThat(send(Things.CUSTOM)).isEqualTo(new Outcome.Gone());
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedLater() {
        server.close();

        assertThat(send(Things.PLAIN)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aKindThatNobodyKnowsIsRefused() {
        var write = new KubeWrite(
                new ObjectId("Gadget", "ns", "x", "1"), Place.STATUS, JsonNodeFactory.instance.objectNode());

        assertThat(send(Things.PLAIN, write)).isInstanceOf(Outcome.Refused.class);
    }

    private Outcome send(Things kind) {
        return send(kind, write());
    }

    private Outcome send(Things kind, KubeWrite write) {
        return new Patches(api, List.of(kind)).send(write).toCompletableFuture().join();
    }

    private static KubeWrite write() {
        return new KubeWrite(id("ns", "x", "1"), Place.ANNOTATIONS, JsonNodeFactory.instance.objectNode());
    }
}
