package io.contrailkube.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.contrailkube.ingest.IngestSettings.Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
    @Test
    void theDefaultsStandInReferenceConf() {
        var settings = IngestSettings.from(ConfigFactory.defaultReference());

        assertThat(settings.access().tls().verify()).isTrue();
        assertThat(settings.watching().pageSize()).isEqualTo(500);
        assertThat(settings.watching().maxLine()).isEqualTo(16 << 20);
        assertThat(settings.watching().life().idle()).isGreaterThan(Duration.ofMinutes(1));
        assertThat(settings.offering().backoff().min()).hasMillis(200);
        assertThat(settings.workers().keepAlive()).isPositive();
        assertThat(settings.events().overall().burst()).isPositive();
    }

    @Test
    void whatCannotWorkIsRefusedByName() {
        assertThatThrownBy(() -> with("watch.page-size = 0")).hasMessageContaining("page-size");
        assertThatThrownBy(() -> with("watch { min-life = 2m, max-life = 1m }")).hasMessageContaining("min-life");
        assertThatThrownBy(() -> with("watch.idle-timeout = 0s")).hasMessageContaining("idle-timeout");
        assertThatThrownBy(() -> with("offers.parallelism = 0")).hasMessageContaining("parallelism");
        assertThatThrownBy(() -> with("events.queue = 0")).hasMessageContaining("queue");
        assertThatThrownBy(() -> with("events.overall.per-second = 0")).hasMessageContaining("per second");
        assertThatThrownBy(() -> with("kubernetes { kubeconfig = a, server = b }"))
                .hasMessageContaining("exclude each other");
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(new Server("", "", "https://a", "secret").toString())
                .contains("https://a")
                .doesNotContain("secret");
    }

    private static IngestSettings with(String change) {
        return IngestSettings.from(ConfigFactory.parseString("contrail-kube.ingest { " + change + " }")
                .withFallback(ConfigFactory.defaultReference()));
    }
}
