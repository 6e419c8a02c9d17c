package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogueTest {
    /** The tables of spec 01, sections 1.2 to 1.5, with the options of spec 03, sections 0 and 11.5. */
    private static final Map<Section, String> SPECIFIED = Map.of(
            Section.KUBERNETES,
            "kubernetes_api_server kubernetes_api_port kubernetes_api_secure_port kubernetes_service_name pod_subnets"
                    + " service_subnets ip_fabric_subnets kubernetes_cluster_owner kubernetes_cluster_domain cluster_name"
                    + " cluster_project cluster_network cluster_pod_network cluster_service_network ip_fabric_forwarding"
                    + " ip_fabric_snat host_network_service",
            Section.VNC,
            "vnc_endpoint_ip vnc_endpoint_port admin_user admin_password admin_tenant public_fip_pool rabbit_server"
                    + " rabbit_port rabbit_user rabbit_password rabbit_vhost rabbit_ha_mode rabbit_use_ssl"
                    + " kombu_ssl_version kombu_ssl_keyfile kombu_ssl_certfile kombu_ssl_ca_certs cassandra_server_list"
                    + " cassandra_user cassandra_password cluster_id zk_server_ip cassandra_use_ssl cassandra_ca_certs",
            Section.DEFAULTS,
            "http_server_port worker_id collectors log_file log_level log_local log_category logger_class logging_conf"
                    + " use_syslog syslog_facility disc_server_ip disc_server_port orchestrator token nested_mode"
                    + " kube_object_cache api_service_link_local kube_timer_interval global_tags aps_name secure_project"
                    + " host_ip np_enforcement sctp_port_mode",
            Section.SANDESH,
            "sandesh_ssl_enable introspect_ssl_enable sandesh_keyfile sandesh_certfile sandesh_ca_cert",
            Section.AUTH,
            "auth_user auth_password auth_tenant auth_token_url");

    private static final Config REFERENCE = ConfigFactory.defaultReference();

    static Stream<Option<?>> options() {
        return Catalogue.all().stream();
    }

    @Test
    void everyOptionOfTheSpecificationHasItsRowInItsSection() {
        SPECIFIED.forEach((section, names) -> assertThat(Catalogue.all().stream()
                        .filter(option -> option.home() == section)
                        .map(Option::name))
                .as(section.name())
                .containsExactlyInAnyOrder(names.split(" ")));
    }

    @Test
    void noNameStandsTwice() {
        int rows = Stream.of(KubernetesOptions.ALL, VncOptions.ALL, DefaultsOptions.ALL, ConnectionOptions.ALL)
                .mapToInt(List::size)
                .sum();

        assertThat(Catalogue.names()).hasSize(rows);
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyRowIsComplete(Option<?> option) {
        String fallback = option.form().fallback();

        assertThat(option.meaning()).isNotBlank();
        assertThat(option.effect().inWords()).isNotBlank();
        if (fallback != null) {
            assertThat(option.form().reader().apply(fallback))
                    .as("default of " + option.name())
                    .isNotNull();
        }
        option.effect().target().ifPresent(path -> assertThat(REFERENCE.hasPath(path))
                .as(path + " stands in a reference.conf")
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("options")
    void whatDecidesHasADefaultOrIsMandatory(Option<?> option) {
        if (!(option.effect() instanceof Effect.Sets) && !option.isUnused()) {
            assertThat(option.form().fallback() != null || option.form().is(Form.Trait.MANDATORY))
                    .isTrue();
        }
    }
}
