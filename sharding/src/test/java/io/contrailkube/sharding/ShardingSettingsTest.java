package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShardingSettingsTest {
    @Test
    void readsTheReferenceAndPutsItOverAkkas() {
        ShardingSettings settings = ShardingSettings.from(ConfigFactory.load());

        assertThat(settings.regions().numberOfShards()).isEqualTo(128);
        assertThat(settings.regions().rememberEntities()).isTrue();
        assertThat(settings.regions().rememberEntitiesStoreMode().name()).isEqualTo("eventsourced");
        assertThat(settings.times().fence()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.times().audit()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void pausesGrowToTheirLongestAndVaryByJitterOnly() {
        var pauses = new ShardingSettings.Pauses(
                Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(10), 0.2);

        assertThat(pauses.afterFailures(1, false)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        assertThat(pauses.afterFailures(50, false)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        assertThat(pauses.afterFailures(50, true)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
        assertThat(pauses.beforeAsking(50)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> read("fence = 0s")).hasMessageContaining("contrail-kube.sharding.fence");
        assertThatThrownBy(() -> read("parallelism = 0")).hasMessageContaining("parallelism must be at least 1, not 0");
        assertThatThrownBy(() -> read("pauses.jitter = 1")).hasMessageContaining("jitter must be from 0 to below 1");
        assertThatThrownBy(() -> read("journal.snapshot-every = 0")).hasMessageContaining("snapshot-every");
    }

    private static ShardingSettings read(String changed) {
        Config config = ConfigFactory.parseString("contrail-kube.sharding { " + changed + " }")
                .withFallback(ConfigFactory.load());
        return ShardingSettings.from(config);
    }
}
