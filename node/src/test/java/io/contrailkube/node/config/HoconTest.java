package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Ingresses;
import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.Enforcement;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.config.ClusterSettings.VmNaming;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoconTest {
    private static final String SERVER = "contrail-kube.ingest.kubernetes.server";
    private static final String TOKEN = "contrail-kube.ingest.kubernetes.token";
    private static final String PORT = "contrail-kube.node.http.port";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Config hocon(String... lines) {
        return Given.minimal(folder, lines).loaded().hocon();
    }

    private Given withoutServer(String... lines) {
        String minimal = Given.MINIMAL.replaceAll("kubernetes_api_server.*\n", "");
        return Given.in(folder).file("minimal.conf", minimal).file("more.conf", String.join("\n", lines));
    }

    @Test
    void withoutServerAndTokenTheUsualPlacesDecide() {
        Config config = withoutServer("[KUBERNETES]", "kubernetes_api_secure_port = 6443")
                .loaded()
                .hocon();

        assertThat(config.getString(SERVER)).isEmpty();
        assertThat(config.getString(TOKEN)).isEmpty();
        assertThat(config.getBoolean("contrail-kube.ingest.kubernetes.verify-tls"))
                .isTrue();
    }

    @Test
    void aTokenMeansTheSecurePort() {
        Config plain = hocon("[KUBERNETES]", "kubernetes_api_port = 8081");
        Config secure = hocon("[DEFAULTS]", "token = t", "[KUBERNETES]", "kubernetes_api_secure_port = 6443");
        Config alone = withoutServer("[DEFAULTS]", "token = t").loaded().hocon();

        assertThat(plain.getString(SERVER)).isEqualTo("http://10.0.0.10:8081");
        assertThat(secure.getString(SERVER)).isEqualTo("https://10.0.0.10:6443");
        assertThat(secure.getString(TOKEN)).isEqualTo("t");
        assertThat(alone.getString(SERVER)).isEqualTo("https://localhost:8443");
    }

    @Test
    void contrailServersGetThePort() {
        assertThat(hocon("[VNC]", "vnc_endpoint_ip = [10.0.0.1, fd00::1]", "vnc_endpoint_port = 18082")
                        .getStringList("contrail-kube.gateway.servers"))
                .containsExactly("http://10.0.0.1:18082", "http://[fd00::1]:18082");
        assertThat(hocon("[VNC]", "vnc_endpoint_port = 18082").getStringList("contrail-kube.gateway.servers"))
                .containsExactly("http://127.0.0.1:18082");
        assertThat(hocon().getStringList("contrail-kube.gateway.servers")).containsExactly("http://127.0.0.1:8082");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.5:35357/v2.0/tokens, http://10.0.0.5:35357/v2.0",
        "https://10.0.0.5:5000/v3/auth/tokens, https://10.0.0.5:5000/v3",
        "http://10.0.0.5:35357/v2.0, http://10.0.0.5:35357/v2.0"
    })
    void keystoneIsUsedIfItsUrlIsGiven(String given, String expected) {
        Config keystone = hocon("[AUTH]", "auth_token_url = " + given, "auth_password = pa%%ss%w")
                .getConfig("contrail-kube.gateway.keystone");

        assertThat(keystone.getString("url")).isEqualTo(expected);
        assertThat(keystone.getString("user")).isEqualTo("admin");
        assertThat(keystone.getString("password")).isEqualTo("pa%ss%w");
        assertThat(keystone.getString("tenant")).isEqualTo("admin");
    }

    @Spec("WA-13")
    @Test
    void anIntervalOfZeroSwitchesTheAuditOff() {
        String path = "contrail-kube.sharding.audit-interval";

        assertThat(hocon("[DEFAULTS]", "kube_timer_interval = 0").getDuration(path))
                .isEqualTo(Duration.ZERO);
        assertThat(hocon("[DEFAULTS]", "kube_timer_interval = 120").getDuration(path))
                .hasMinutes(2);
        assertThat(hocon().getDuration(path)).isPositive();
    }

    @Test
    void logAndEndpointOptionsAreTakenOver() {
        Config node = hocon(
                        "[DEFAULTS]",
                        "http_server_port = 9108",
                        "log_level = SYS_NOTICE",
                        "log_file = /tmp/x.log",
                        "worker_id = 3",
                        "[SANDESH]",
                        "introspect_ssl_enable = True",
                        "sandesh_keyfile = /k.pem")
                .getConfig("contrail-kube.node");

        assertThat(node.getInt("http.port")).isEqualTo(9108);
        assertThat(node.getBoolean("http.tls.enabled")).isTrue();
        assertThat(node.getString("http.tls.key-file")).isEqualTo("/k.pem");
        assertThat(node.getString("log.level")).isEqualTo("INFO");
        assertThat(node.getString("log.file")).isEqualTo("/tmp/x.log");
        assertThat(node.getString("log.instance")).isEqualTo("3");
    }

    @Test
    void strongerLayersWin() {
        Given options = Given.minimal(folder, "[DEFAULTS]", "http_server_port = 1001");
        Given file = options.hocon(PORT + " = 1002");
        Given environment = file.environment("CONFIG_FORCE_contrail__kube_node_http_port", "1003");
        Given property = environment.property(PORT, "1004");

        assertThat(options.loaded().hocon().getInt(PORT)).isEqualTo(1001);
        assertThat(file.loaded().hocon().getInt(PORT)).isEqualTo(1002);
        assertThat(file.hocon(PORT + " = 1012").loaded().hocon().getInt(PORT)).isEqualTo(1012);
        assertThat(environment.loaded().hocon().getInt(PORT)).isEqualTo(1003);
        assertThat(property.loaded().hocon().getInt(PORT)).isEqualTo(1004);
    }

    @Test
    void sharedReadIsASettingOfOurs() {
        assertThat(Given.minimal(folder)
                        .hocon("contrail-kube.features.shared-read = on")
                        .loaded()
                        .cluster()
                        .features()
                        .sharedRead())
                .isTrue();
    }

    @Test
    void howWorkloadsAreServedIsASettingOfOurs() {
        assertThat(Given.minimal(folder).loaded().cluster().workloads()).isEqualTo(Workloads.DEFAULTS);

        assertThat(Given.minimal(folder)
                        .hocon(
                                """
                                contrail-kube.features {
                                  vm-naming = r5.0
                                  release-completed-pods = no
                                  write-external-ips = true
                                  ingress-controller-name = "example.com/lb/inner"
                                  claim-classless-ingress = off
                                  ingress-prefix-mode = haproxy-regex
                                }
                                """)
                        .loaded()
                        .cluster()
                        .workloads())
                .isEqualTo(new Workloads(
                        VmNaming.R5_0,
                        false,
                        true,
                        new Ingresses("example.com/lb/inner", false, PrefixMode.HAPROXY_REGEX)));
    }

    @Test
    void howNetworkPoliciesAreEnforcedIsASettingOfOurs() {
        assertThat(Given.minimal(folder).loaded().cluster().security().policies())
                .isEqualTo(NetworkPolicies.DEFAULTS);
        assertThat(Given.minimal(folder)
                        .hocon("contrail-kube.features { np-enforcement = flow, sctp-port-mode = widen }")
                        .loaded()
                        .cluster()
                        .security()
                        .policies())
                .isEqualTo(new NetworkPolicies(Enforcement.FLOW, SctpPortMode.WIDEN));

        Given file =
                Given.minimal(folder).file("np.conf", "[DEFAULTS]\nnp_enforcement = Flow\nsctp_port_mode = wide\n");
        assertThat(file.faults())
                .singleElement()
                .asString()
                .startsWith("np.conf:3: sctp_port_mode = wide")
                .contains("exact, widen");
        assertThat(Given.minimal(folder)
                        .file("np.conf", "[DEFAULTS]\nnp_enforcement = Flow\n")
                        .loaded()
                        .cluster()
                        .security()
                        .policies())
                .isEqualTo(new NetworkPolicies(Enforcement.FLOW, SctpPortMode.EXACT));
    }

    @Test
    void aSettingThatIsNotAmongTheAllowedOnesSaysWhichAre() {
        assertThat(Given.minimal(folder)
                        .hocon("contrail-kube.features { vm-naming = r20, ingress-prefix-mode = regex }")
                        .hocon("contrail-kube.features { np-enforcement = Strict, sctp-port-mode = all }")
                        .property("contrail-kube.features.ingress-controller-name", "nginx")
                        .faults())
                .containsExactlyInAnyOrder(
                        "hocon0.conf:1: contrail-kube.features.vm-naming = r20: unknown value; give one of r21.4, r5.0",
                        "hocon0.conf:1: contrail-kube.features.ingress-prefix-mode = regex: unknown value; give one of"
                                + " exact, haproxy-regex",
                        "hocon1.conf:1: contrail-kube.features.np-enforcement = Strict: unknown value; give one of"
                                + " strict, flow",
                        "hocon1.conf:1: contrail-kube.features.sctp-port-mode = all: unknown value; give one of"
                                + " exact, widen",
                        "-Dcontrail-kube.features.ingress-controller-name: contrail-kube.features.ingress-controller-name"
                                + " = nginx: this cannot be the controller of an IngressClass; give a domain and a path of"
                                + " at most 250 characters, such as opencontrail.org/ingress");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    contrail-kube.node.http.prot = 1         | unknown setting; did you mean 'contrail-kube.node.http.port'?
                    contrail-kube.noed.http.port = 1         | unknown setting; did you mean 'contrail-kube.node'?
                    contrail-kub.node.http.port = 1          | unknown setting; did you mean 'contrail-kube'?
                    contrail-kube.node.http.port = abc       | this is not what is expected here; give NUMBER like 8108
                    contrail-kube.node.http = 5              | this is a group of settings, not a value
                    contrail-kube.features = 5               | this is a group of settings, not a value
                    contrail-kube.features.vm-naming = null  | this is not what is expected here; give a text like "r21.4"
                    contrail-kube.features.shared-read = 7x  | this is not what is expected here; give a text like "off"
                    contrail-kube.features.write-external-ips = 7x | this is not what is expected here; give a text like "off"
                    contrail-kube.gateway.request-timeout = soon | this is not what is expected here; give a text like "30s"
                    contrail-kube.ingest.watch.max-line = much | this is not what is expected here; give a text like "16MiB"
                    contrail-kube.gateway.servers = none     | this is not what is expected here
                    akka.x = ${nowhere}                      | HOCON
                    contrail-kube { node                     | it must be HOCON
                    """)
    void badSettingsAreRefused(String text, String message) {
        assertThat(Given.minimal(folder).hocon(text).faults())
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void badSettingsOfTheEnvironmentAndThePropertiesAreRefused() {
        Given given = Given.minimal(folder)
                .environment("CONFIG_FORCE_contrail__kube_node_http_prot", "1")
                .property("contrail-kube.journal.passwort", "secret");

        assertThat(given.faults())
                .hasSize(2)
                .anyMatch(
                        fault -> fault.startsWith("environment variable CONFIG_FORCE_contrail__kube_node_http_prot: "))
                .anyMatch(fault -> fault.startsWith("-Dcontrail-kube.journal.passwort: "));
    }

    @Test
    void whatIsNotOursIsNotLookedAt() {
        assertThat(Given.minimal(folder)
                        .hocon("akka.remote.artery.canonical.port = 0, other { x = 1 }")
                        .property("user.name", "me")
                        .faults())
                .isEmpty();
    }
}
