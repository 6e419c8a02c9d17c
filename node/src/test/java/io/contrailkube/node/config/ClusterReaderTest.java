package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.config.ClusterSettings.KubernetesApi;
import io.contrailkube.core.config.ClusterSettings.Tenancy;
import io.contrailkube.core.contrail.FqName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterReaderTest {
    private static final String NETWORK = "cluster_network = {'domain': 'nd', 'project': 'np', 'name': 'hosts'}";
    private static final String PROJECT = "cluster_project = {\"domain\": \"pd\", \"project\": \"pp\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private ClusterSettings cluster(String... lines) {
        return Given.minimal(folder, lines).loaded().cluster();
    }

    @Test
    void plainNamesComeFromTheClusterName() {
        ClusterSettings cluster = cluster();

        assertThat(cluster.tenancy())
                .isEqualTo(
                        new Tenancy("default-domain", null, "k8s-default-pod-network", "k8s-default-service-network"));
        assertThat(cluster.owner()).isEqualTo("k8s");
        assertThat(cluster.security().apsName()).isEqualTo("k8s");
        assertThat(cluster.security().secureProject()).isFalse();
        assertThat(cluster.features()).isEqualTo(new ClusterSettings.Features(false, false, false, false, null));
        assertThat(cluster.nested().on()).isFalse();
        assertThat(cluster.nested().flowAgingPorts()).isEmpty();
    }

    @Spec("CL-5")
    @Test
    void aListMayHoldSeveralSubnets() {
        assertThat(cluster("[KUBERNETES]", "pod_subnets = 10.32.0.0/16, 10.33.0.0/16 10.34.0.0/16")
                        .addressing()
                        .podSubnets())
                .extracting(Object::toString)
                .containsExactly("10.32.0.0/16", "10.33.0.0/16", "10.34.0.0/16");
    }

    @Spec("CL-15")
    @Test
    void aConfiguredProjectIsSharedByAll() {
        Tenancy tenancy = cluster("[KUBERNETES]", PROJECT).tenancy();

        assertThat(tenancy.domain()).isEqualTo("pd");
        assertThat(tenancy.project()).isEqualTo("pp");
    }

    @Test
    void aProjectWithoutDomainLeavesTheConfiguredOne() {
        Tenancy tenancy = cluster(
                        "[KUBERNETES]", "cluster_project = {'project': 'pp'}", "kubernetes_cluster_domain = corp")
                .tenancy();

        assertThat(tenancy.domain()).isEqualTo("corp");
        assertThat(tenancy.project()).isEqualTo("pp");
    }

    @Spec("CL-16")
    @Test
    void domainAndProjectOfTheClusterNetworkWin() {
        ClusterSettings cluster = cluster("[KUBERNETES]", PROJECT, NETWORK);

        assertThat(cluster.tenancy().domain()).isEqualTo("nd");
        assertThat(cluster.tenancy().project()).isEqualTo("np");
        assertThat(cluster.nested().hostNetwork()).isEqualTo(FqName.of("nd", "np", "hosts"));
    }

    @Test
    void theHostNetworkHasADefaultName() {
        assertThat(cluster("[KUBERNETES]", "cluster_network = {'domain': 'd', 'project': 'p'}")
                        .nested()
                        .hostNetwork())
                .isEqualTo(FqName.of("d", "p", "cluster-network"));
    }

    @Spec("CL-17")
    @Test
    void onlyTheNameOfAPodNetworkIsUsed() {
        Tenancy tenancy = cluster(
                        "[KUBERNETES]",
                        "cluster_pod_network = {'domain':'x','project':'y','name':'pods'}",
                        "cluster_service_network = {'name':'services'}")
                .tenancy();

        assertThat(tenancy).isEqualTo(new Tenancy("default-domain", null, "pods", "services"));
    }

    @Spec("CL-19")
    @Test
    void nestedModeKnowsThePortsThatMustNotAge() {
        ClusterSettings cluster = cluster(
                "[DEFAULTS]",
                "nested_mode = 1",
                "collectors = c1:8086 c2:8086",
                "[VNC]",
                "cassandra_server_list = a:9042,b:9161",
                "rabbit_port = 5673",
                "vnc_endpoint_port = 8082",
                "[KUBERNETES]",
                NETWORK);

        assertThat(cluster.nested().on()).isTrue();
        assertThat(cluster.nested().flowAgingPorts()).containsExactly(9042, 9161, 5673, 8082, 8086);
    }

    @Test
    void nestedModeNeedsThePortsOfServers() {
        String servers = "cassandra_server_list = a";

        assertThat(Given.minimal(folder, "[VNC]", servers).faults()).isEmpty();
        assertThat(Given.minimal(folder, "[DEFAULTS]", "nested_mode = yes", "[VNC]", servers)
                        .faults())
                .singleElement()
                .asString()
                .contains("cassandra_server_list = a: 'a' has no port");
    }

    @Spec("CL-26")
    @Test
    void aPolicySetMayHaveItsOwnName() {
        assertThat(cluster("[DEFAULTS]", "aps_name = foo").security().apsName()).isEqualTo("foo");
    }

    @Test
    void theFloatingIpPoolHasFourParts() {
        assertThat(cluster("[VNC]", "public_fip_pool = {'name': 'n', 'network': 'w', 'project': 'p', 'domain': 'd'}")
                        .features()
                        .publicFipPool())
                .isEqualTo(FqName.of("d", "p", "w", "n"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 10.0.0.10, 0, false, true",
        "false, 10.0.0.10, 0, false, false",
        "true, , 0, false, false",
        "true, 10.0.0.10, 1, false, true",
        "true, 10.0.0.10, 1, true, false",
        "true, 10.0.0.10, 0, true, true"
    })
    void theLinkLocalServiceOfTheApi(boolean wanted, String host, String nested, boolean network, boolean expected) {
        KubernetesApi api = cluster(
                        "[DEFAULTS]",
                        "api_service_link_local = " + wanted,
                        "nested_mode = " + nested,
                        "[KUBERNETES]",
                        "kubernetes_api_server = " + (host == null ? "" : host),
                        "kubernetes_api_secure_port = 6443",
                        network ? NETWORK : "")
                .kubernetesApi();

        assertThat(api).isEqualTo(new KubernetesApi(host == null ? "" : host, 6443, "kubernetes", expected));
    }

    @Test
    void theServiceOfTheApiMayHaveAnotherName() {
        assertThat(cluster("[KUBERNETES]", "kubernetes_service_name = api").kubernetesApi())
                .isEqualTo(new KubernetesApi("10.0.0.10", 8443, "api", true));
    }

    @Spec("CL-8")
    @Test
    void flagsAreReadInAnyCase() {
        ClusterSettings.Features features = cluster(
                        "[KUBERNETES]",
                        "ip_fabric_forwarding = True",
                        "ip_fabric_snat = TRUE",
                        "host_network_service = YES")
                .features();

        assertThat(features).isEqualTo(new ClusterSettings.Features(true, true, false, true, null));
    }
}
