package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final Duration MOMENT = Duration.ofMillis(150);

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback()
            .withBookmarks(Duration.ofMillis(100))
            .withMemory(new KubernetesOptions.Memory(50, 10)));
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private String revision() {
        return client.get("/api/v1/pods?limit=1").text("/metadata/resourceVersion");
    }

    @Test
    void tellsWhatHappensAfterARevision() {
        client.pod("old", "");
        String since = revision();
        client.pod("a", "");
        try (Events events = client.watch(PODS + "?watch=true&resourceVersion=" + since)) {
            client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'x':'y'}}}");
            client.delete(PODS + "/a");
            assertThat(events.brief()).isEqualTo("ADDED a");
            JsonNode modified = events.next();
            assertThat(modified.at("/type").asText()).isEqualTo("MODIFIED");
            assertThat(modified.at("/object/kind").asText()).isEqualTo("Pod");
            JsonNode deleted = events.next();
            assertThat(deleted.at("/type").asText()).isEqualTo("DELETED");
            assertThat(deleted.at("/object/metadata/labels/x").asText()).isEqualTo("y");
            assertThat(deleted.at("/object/metadata/resourceVersion").asLong())
                    .isGreaterThan(
                            modified.at("/object/metadata/resourceVersion").asLong());
        }
    }

    @Test
    void beginsWithTheStateWhenNoRevisionIsGiven() {
        client.pod("a", "");
        for (String query : new String[] {"?watch=true", "?watch=1&resourceVersion=0"}) {
            try (Events events = client.watch(PODS + query)) {
                assertThat(events.brief()).isEqualTo("ADDED a");
                assertThat(events.quietFor(MOMENT)).isTrue();
            }
        }
    }

    @Test
    void turnsChangesOfSelectionIntoAdditionsAndDeletions() {
        client.pod("a", "'app':'x'");
        try (Events events =
                client.watch("/api/v1/pods?watch=true&labelSelector=app%3Dx&resourceVersion=" + revision())) {
            client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'app':'y'}}}");
            client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'more':'1'}}}");
            client.patch(PODS + "/a", Client.MERGE, "{'metadata':{'labels':{'app':'x'}}}");
            JsonNode left = events.next();
            assertThat(left.at("/type").asText()).isEqualTo("DELETED");
            assertThat(left.at("/object/metadata/labels/app").asText()).isEqualTo("x");
            assertThat(events.brief()).isEqualTo("ADDED a");
        }
    }

    @Test
    void watchesOneNamespaceAndOneObject() {
        client.namespace("other");
        String since = revision();
        try (Events inOther = client.watch("/api/v1/namespaces/other/pods?watch=true&resourceVersion=" + since);
                Events one =
                        client.watch(PODS + "?watch=true&fieldSelector=metadata.name%3Db&resourceVersion=" + since)) {
            client.pod("a", "");
            client.pod("b", "");
            client.post("/api/v1/namespaces/other/pods", "{'metadata':{'name':'z'}}");
            assertThat(inOther.brief()).isEqualTo("ADDED z");
            assertThat(one.brief()).isEqualTo("ADDED b");
        }
    }

    @Test
    void sendsBookmarksToThoseWhoAllowThem() {
        try (Events with = client.watch(PODS + "?watch=true&allowWatchBookmarks=true");
                Events without = client.watch(PODS + "?watch=true")) {
            client.namespace("elsewhere");
            JsonNode bookmark = with.next();
            assertThat(bookmark.at("/type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("Pod");
            long reached = with.next().at("/object/metadata/resourceVersion").asLong();
            assertThat(reached).isEqualTo(standin.store().revision());
            assertThat(without.quietFor(MOMENT)).isTrue();
        }
    }

    @Test
    void marksTheEndOfTheInitialState() {
        client.pod("a", "");
        String query = "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (Events events = client.watch(PODS + query)) {
            assertThat(events.brief()).isEqualTo("ADDED a");
            JsonNode mark = events.next();
            assertThat(mark.at("/type").asText()).isEqualTo("BOOKMARK");
            assertThat(mark.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
        }
        assertThat(client.get(PODS + "?watch=true&sendInitialEvents=true").status())
                .isEqualTo(422);
    }

    @Test
    void endsInOrderAfterItsTime() {
        client.pod("a", "");
        try (Events events = client.watch(PODS + "?watch=true&timeoutSeconds=1")) {
            assertThat(events.brief()).isEqualTo("ADDED a");
            assertThat(events.endedInOrder()).isTrue();
        }
    }

    @Test
    void saysWhenTheHistoryIsGone() {
        String since = revision();
        for (int i = 0; i < 60; i++) {
            client.pod("p" + i, "");
        }
        try (Events events = client.watch(PODS + "?watch=true&resourceVersion=" + since)) {
            assertThat(events.status()).isEqualTo(200);
            JsonNode error = events.next();
            assertThat(error.at("/type").asText()).isEqualTo("ERROR");
            assertThat(error.at("/object/kind").asText()).isEqualTo("Status");
            assertThat(error.at("/object/code").asInt()).isEqualTo(410);
            assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
            assertThat(events.endedInOrder()).isTrue();
        }
    }

    @Test
    void leavesOpenWatchesAloneWhenItCompacts() {
        try (Events events = client.watch(PODS + "?watch=true&resourceVersion=" + revision())) {
            standin.compact();
            client.pod("a", "");
            assertThat(events.brief()).isEqualTo("ADDED a");
        }
    }
}
