package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many writers at once: nothing is lost, and every watch sees one and the same order. */
class ConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int EACH = 250;

    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private static void together(java.util.function.IntConsumer work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            all.add(CompletableFuture.runAsync(() -> work.accept(writer)));
        }
        all.forEach(CompletableFuture::join);
    }

    @Test
    void everyWatchSeesEveryCreationInOneOrder() {
        try (Events first = client.watch("/api/v1/pods?watch=true&resourceVersion=0");
                Events second = client.watch("/api/v1/pods?watch=true&resourceVersion=1")) {
            together(writer -> {
                for (int i = 0; i < EACH; i++) {
                    client.pod("p" + writer + "-" + i, "");
                }
            });
            Set<String> seen = new HashSet<>();
            long last = 0;
            for (int i = 0; i < WRITERS * EACH; i++) {
                JsonNode event = first.next();
                assertThat(second.next()).isEqualTo(event);
                long revision = event.at("/object/metadata/resourceVersion").asLong();
                assertThat(revision).isGreaterThan(last);
                last = revision;
                seen.add(event.at("/object/metadata/name").asText());
            }
            assertThat(seen).hasSize(WRITERS * EACH);
        }
    }

    @Test
    void patchesOfOneObjectLoseNothing() {
        client.post("/api/v1/namespaces/default/configmaps", "{'metadata':{'name':'m'},'data':{}}");
        together(writer -> {
            for (int i = 0; i < 50; i++) {
                client.patch(
                        "/api/v1/namespaces/default/configmaps/m",
                        Client.MERGE,
                        "{'data':{'k" + writer + "-" + i + "':'v'}}");
            }
        });
        assertThat(client.get("/api/v1/namespaces/default/configmaps/m")
                        .body()
                        .at("/data")
                        .size())
                .isEqualTo(WRITERS * 50);
    }
}
