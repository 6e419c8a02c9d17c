package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    private static GatewaySettings with(String hocon) {
        return GatewaySettings.from(ConfigFactory.parseString(hocon)
                .withFallback(ConfigFactory.load())
                .resolve());
    }

    @Test
    void theDefaultsAreUsable() {
        GatewaySettings settings = with("");
        assertThat(settings.access().servers()).containsExactly(URI.create("http://127.0.0.1:8082"));
        assertThat(settings.access().keystone().isOn()).isFalse();
        assertThat(settings.reads().linger()).isEqualTo(Duration.ofMillis(3));
        assertThat(settings.incarnation()).isNotEmpty().isNotEqualTo(with("").incarnation());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("contrail-kube.gateway.servers = []"))
                .withMessageContaining("servers is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("contrail-kube.gateway.servers = [\"10.0.0.1\"]"))
                .withMessageContaining("'10.0.0.1' is no API server");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("contrail-kube.gateway.limits.connections = 0"))
                .withMessageContaining("connections must be at least 1");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(with("contrail-kube.gateway.keystone { url = \"http://k/v3\", password = \"secret\" }")
                        .toString())
                .doesNotContain("secret");
    }
}
