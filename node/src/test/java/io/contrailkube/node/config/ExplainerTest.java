package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Explained explain(Given given, String name) {
        return given.read().explained().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhereAnOptionComesFrom() {
        Given given = Given.minimal(folder, "[KUBERNETES]", "pod_subnets = 10.40.0.0/16");

        assertThat(explain(given, "pod_subnets").value()).isEqualTo("10.40.0.0/16");
        assertThat(explain(given, "pod_subnets").origin()).isEqualTo(folder + "/more.conf:2");
        assertThat(explain(given, "ip_fabric_snat").origin()).isEqualTo("default");
        assertThat(explain(given, "http_server_port").fallback()).isEqualTo("8108");
        assertThat(explain(given, "cluster_id").effect()).startsWith("accepted and unused");
    }

    @Test
    void saysWhereASettingComesFromAndWhatItMeans() {
        Given given = Given.minimal(folder, "[DEFAULTS]", "http_server_port = 9108")
                .hocon("contrail-kube {\n gateway.request-timeout = 10s }")
                .environment("CONFIG_FORCE_contrail__kube_gateway_limits_burst", "7")
                .property("contrail-kube.gateway.limits.connections", "8");

        assertThat(explain(given, "contrail-kube.node.http.port").origin()).isEqualTo(folder + "/more.conf:2");
        assertThat(explain(given, "contrail-kube.gateway.request-timeout").origin())
                .isEqualTo(folder + "/hocon0.conf:2");
        assertThat(explain(given, "contrail-kube.gateway.request-timeout").fallback())
                .isEqualTo("30s");
        assertThat(explain(given, "contrail-kube.gateway.limits.burst").origin())
                .isEqualTo("environment variable CONFIG_FORCE_contrail__kube_gateway_limits_burst");
        assertThat(explain(given, "contrail-kube.gateway.limits.connections").origin())
                .isEqualTo("-Dcontrail-kube.gateway.limits.connections");
        assertThat(explain(given, "contrail-kube.features.ingress-prefix-mode").fallback())
                .isEqualTo("exact");
        assertThat(explain(given, "contrail-kube.gateway.limits.pending").meaning())
                .startsWith("Steps of plans");
    }

    @Test
    void saysThatHoconOverrulesAnOption() {
        Given given = Given.minimal(folder, "[VNC]", "vnc_endpoint_ip = 10.0.0.1")
                .hocon("contrail-kube.gateway.servers = [\"https://10.0.0.2:8082\"]");

        assertThat(explain(given, "vnc_endpoint_ip").origin())
                .isEqualTo("overruled by contrail-kube.gateway.servers in " + folder + "/hocon0.conf:1");
    }

    @Test
    void masksSecrets() {
        Given given = Given.minimal(
                folder,
                "[DEFAULTS]",
                "token = open-sesame",
                "[VNC]",
                "rabbit_server = guest:open-sesame@h1:5672, h2",
                "[AUTH]",
                "auth_password = open-sesame");

        assertThat(given.read().explained())
                .noneMatch(row -> row.toString().contains("open-sesame"))
                .anyMatch(
                        row -> row.name().equals("rabbit_server") && row.value().equals("guest:******@h1:5672, h2"))
                .anyMatch(row -> row.name().equals("contrail-kube.ingest.kubernetes.token")
                        && row.value().equals("******"));
    }

    @Test
    void worksWithoutAnyFile() {
        assertThat(explain(Given.in(folder), "pod_subnets").value()).isEqualTo("(none, mandatory)");
    }
}
