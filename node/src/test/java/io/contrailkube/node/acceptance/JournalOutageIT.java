package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A node whose journal cannot be reached lives, says so, and does nothing. */
class JournalOutageIT {
    @Test
    void withoutAJournalItLivesAndWaits() {
        try (Installation here =
                Installation.prepared("contrail-kube.journal.url = \"jdbc:postgresql://127.0.0.1:1/nowhere\"")) {
            here.start();

            assertThat(here.ask("/livez").status()).isEqualTo(200);
            eventually(() ->
                    assertThat(here.readyz()).contains("[-]journal failed").contains("127.0.0.1:1"));
            assertThat(here.ask("/readyz").status()).isEqualTo(503);
            Web.Answer view = here.ask("/api/v1/namespaces");
            assertThat(view.status()).isEqualTo(503);
            assertThat(view.body().path("error").asText()).contains("127.0.0.1:1");
            assertThat(view.body().path("remedy").asText()).isNotBlank();
            assertThat(here.ask("/metrics").status()).isEqualTo(200);
            assertThat(here.contrail().writesSince(0)).isEmpty();
        }
    }
}
