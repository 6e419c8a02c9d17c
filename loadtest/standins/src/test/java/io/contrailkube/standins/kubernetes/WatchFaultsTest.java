package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchFaultsTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final Duration MOMENT = Duration.ofMillis(150);

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private void strike(String order) {
        assertThat(client.post("/standin/watches", order).status()).isEqualTo(200);
    }

    private Events opened() {
        Events events = client.watch(PODS + "?watch=true");
        await().until(() -> client.get("/standin/watches").body().size() == 1);
        return events;
    }

    @Test
    void dropsOpenWatches() {
        try (Events events = opened()) {
            strike("{'do':'drop','path':'pods'}");
            assertThat(events.endedInOrder()).isFalse();
        }
        await().until(() -> client.get("/standin/watches").body().isEmpty());
    }

    @Test
    void silencesOpenWatches() {
        try (Events events = opened()) {
            strike("{'do':'silence'}");
            client.pod("a", "");
            assertThat(events.quietFor(MOMENT)).isTrue();
            assertThat(client.get("/standin/watches").body().size()).isEqualTo(1);
        }
    }

    @Test
    void sendsALineThatIsNoJson() {
        try (Events events = opened()) {
            strike("{'do':'malform'}");
            client.pod("a", "");
            assertThat(events.line(Duration.ofSeconds(5)))
                    .startsWith("{\"type\":\"MODIFIED\"")
                    .doesNotEndWith("}");
            assertThat(events.brief()).isEqualTo("ADDED a");
        }
    }

    @Test
    void expiresOpenWatches() {
        try (Events events = opened()) {
            strike("{'do':'expire'}");
            assertThat(events.next().at("/object/code").asInt()).isEqualTo(410);
            assertThat(events.endedInOrder()).isTrue();
        }
    }

    @Test
    void swallowsEvents() {
        try (Events events = opened()) {
            strike("{'do':'miss','count':2}");
            client.pod("a", "");
            client.pod("b", "");
            client.pod("c", "");
            assertThat(events.brief()).isEqualTo("ADDED c");
        }
    }

    @Test
    void strikesTheNextWatchByARule() {
        client.pod("a", "");
        client.put("/standin/faults/w", "{'kind':'watch','do':'miss','count':1,'path':'pods','requests':1}");
        try (Events struck = client.watch(PODS + "?watch=true");
                Events spared = client.watch(PODS + "?watch=true")) {
            assertThat(spared.brief()).isEqualTo("ADDED a");
            assertThat(struck.quietFor(MOMENT)).isTrue();
        }
        client.put("/standin/faults/w", "{'kind':'watch','do':'drop','ms':50}");
        try (Events dropped = client.watch(PODS + "?watch=true")) {
            assertThat(dropped.brief()).isEqualTo("ADDED a");
            assertThat(dropped.endedInOrder()).isFalse();
        }
    }

    @Test
    void answersGoneToTheNextListAndWatch() {
        client.put("/standin/faults/g", "{'kind':'gone','path':'pods','requests':2}");
        assertThat(client.get(PODS).status()).isEqualTo(410);
        assertThat(client.get(PODS + "?watch=true").text("/reason")).isEqualTo("Expired");
        assertThat(client.get(PODS).status()).isEqualTo(200);
    }

    @Test
    void compactsOnDemand() {
        String since = client.get(PODS).text("/metadata/resourceVersion");
        client.pod("a", "");
        assertThat(client.post("/standin/compact", "{}").status()).isEqualTo(200);
        try (Events events = client.watch(PODS + "?watch=true&resourceVersion=" + since)) {
            assertThat(events.next().at("/type").asText()).isEqualTo("ERROR");
        }
    }

    @Test
    void refusesFaultsItDoesNotKnow() {
        assertThat(client.post("/standin/watches", "{'do':'dance'}").status()).isEqualTo(400);
        assertThat(client.put("/standin/faults/w", "{'kind':'watch','do':'dance'}")
                        .status())
                .isEqualTo(400);
    }
}
