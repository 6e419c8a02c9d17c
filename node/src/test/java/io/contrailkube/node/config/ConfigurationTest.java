package io.contrailkube.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contrailkube.core.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Spec("CL-3")
    @ParameterizedTest
    @ValueSource(strings = {"pod_subnets", "service_subnets", "ip_fabric_subnets"})
    void aMissingOrEmptySubnetListIsAFault(String option) {
        String without = Given.MINIMAL.replaceAll(option + ".*\n", "");
        String empty = Given.MINIMAL.replaceAll(option + ".*\n", option + " =\n");
        String commas = Given.MINIMAL.replaceAll(option + ".*\n", option + " = , ,\n");

        for (String text : List.of(without, empty, commas)) {
            assertThat(Given.in(folder).file("f", text).read().faults())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.option()).isEqualTo(option);
                        assertThat(fault.problem()).startsWith("mandatory");
                        assertThat(fault.remedy()).contains("[KUBERNETES]");
                    });
        }
    }

    @Spec("CL-4")
    @Test
    void aMissingClusterNameIsAFault() {
        String text = Given.MINIMAL.replaceAll("cluster_name.*\n", "");

        assertThat(Given.in(folder).file("f", text).faults())
                .singleElement()
                .asString()
                .startsWith("f: cluster_name: mandatory and missing");
    }

    @Spec("CL-6")
    @Test
    void aSubnetWithoutPrefixLengthIsToldWithOptionAndValue() {
        Given given = Given.minimal(folder, "[KUBERNETES]", "pod_subnets = 10.32.0.0");

        assertThat(given.faults())
                .singleElement()
                .asString()
                .startsWith("more.conf:2: pod_subnets = 10.32.0.0: '10.32.0.0' has no prefix length");
    }

    @Spec("CL-18")
    @Test
    void aMalformedDictionaryIsToldWithItsOption() {
        Given given = Given.minimal(folder, "[KUBERNETES]", "cluster_project = {'domain': 'd'", "  'project': 'p'}");

        assertThat(given.faults())
                .singleElement()
                .asString()
                .startsWith("more.conf:2: cluster_project = {'domain': 'd' 'project': 'p'}: it is no dictionary");
    }

    @Spec("WA-14")
    @Test
    void anIntervalThatIsNoNumberIsAFault() {
        Given given = Given.minimal(folder, "[DEFAULTS]", "kube_timer_interval = abc");

        assertThat(given.faults())
                .singleElement()
                .asString()
                .startsWith("more.conf:2: kube_timer_interval = abc: 'abc' is no whole number");
    }

    @Test
    @Spec("NP-77")
    void allFaultsAreToldAtOnceAndSecretsAreMasked() {
        Given given = Given.in(folder)
                .file(
                        "f",
                        """
                        [KUBERNETES]
                        cluster_name = K8S!
                        pod_subnets = 10.32.0.0/12 # ours
                        service_subnets = 10.96.0.0/12
                        nonsense
                        kubernetes_api_port = 99999
                        kubernetes_api_server =
                        [DEFAULTS]
                        global_tags = 0
                        token = verysecret
                        log_level = LOUD
                        """)
                .hocon("contrail-kube.gateway.limits.connection = 3");

        assertThat(given.faults())
                .hasSize(9)
                .noneMatch(fault -> fault.contains("verysecret"))
                .anyMatch(fault -> fault.startsWith("f:2: cluster_name = K8S!"))
                .anyMatch(fault -> fault.startsWith("f:3: pod_subnets") && fault.contains("line of its own"))
                .anyMatch(fault -> fault.startsWith("f:5: this is neither"))
                .anyMatch(fault -> fault.startsWith("f:6: kubernetes_api_port = 99999"))
                .anyMatch(fault -> fault.startsWith("f:9: global_tags = 0: only global tags work"))
                .anyMatch(fault -> fault.startsWith("f:10: token = ******"))
                .anyMatch(fault -> fault.startsWith("f:11: log_level = LOUD") && fault.contains("SYS_DEBUG"))
                .anyMatch(fault -> fault.startsWith("f: ip_fabric_subnets: mandatory"))
                .anyMatch(fault -> fault.startsWith("hocon0.conf:1: contrail-kube.gateway.limits.connection"));
        assertThatThrownBy(given::loaded).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pod_subnets = 10.32.0.0/12 10.33.0.0/16         | 10.33.0.0/16 overlaps 10.32.0.0/12 of pod_subnets
                    service_subnets = 10.32.0.0/16                  | 10.32.0.0/16 overlaps 10.32.0.0/12 of pod_subnets
                    ip_fabric_subnets = 10.0.0.0/8                  | 10.0.0.0/8 overlaps 10.96.0.0/12 of service_subnets
                    """)
    void subnetsMustNotOverlap(String line, String problem) {
        assertThat(Given.minimal(folder, "[KUBERNETES]", line).read().faults())
                .extracting(Fault::problem)
                .contains(problem);
    }

    @Test
    void unreadableFilesAreFaults() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        var given = new Given(
                folder,
                List.of(folder.resolve("none"), folder, binary),
                List.of(folder.resolve("none.conf")),
                java.util.Map.of(),
                java.util.Map.of());

        assertThat(given.faults())
                .anyMatch(fault -> fault.startsWith("none: there is no such file"))
                .anyMatch(fault -> fault.startsWith(folder + ": this is a directory"))
                .anyMatch(fault -> fault.startsWith("binary: the file is not UTF-8"))
                .anyMatch(fault -> fault.startsWith("none.conf: the file cannot be read"));
    }

    @Test
    void aLaterFileWins() {
        LoadedConfiguration loaded =
                Given.minimal(folder, "[KUBERNETES]", "cluster_name = other").loaded();

        assertThat(loaded.cluster().name()).isEqualTo("other");
    }

    @Test
    void anOptionInTheWrongSectionCountsUnlessItsHomeHasIt() {
        Given given = Given.minimal(
                folder, "[DEFAULTS]", "cluster_name = wrong", "[KUBERNETES]", "token = t", "[VNC]", "aps_name = a");

        assertThat(given.loaded().cluster().name()).isEqualTo("k8s");
        assertThat(given.loaded().cluster().security().apsName()).isEqualTo("a");
        assertThat(given.warnings())
                .containsExactlyInAnyOrder(
                        "more.conf:2: cluster_name: belongs into section [KUBERNETES], not [DEFAULTS]; minimal.conf:2 counts"
                                + " instead",
                        "more.conf:4: token: belongs into section [DEFAULTS], not [KUBERNETES]; it is taken all the same",
                        "more.conf:6: aps_name: belongs into section [DEFAULTS], not [VNC]; it is taken all the same");
    }

    @Test
    void unknownAndUnusedOptionsAreWarnedAbout() {
        Given given = Given.minimal(
                folder,
                "[KUBERNETES]",
                "pod_subnet = 1",
                "[VNC]",
                "cluster_id = x",
                "rabbit_server = u:pw@h:1",
                "[VCN]",
                "a = 1");

        assertThat(given.loaded().warnings())
                .extracting(Warning::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message)
                                .isEqualTo("pod_subnet: unknown option, ignored; did you mean 'pod_subnets'?"),
                        message -> assertThat(message).isEqualTo("unknown section [VCN]; did you mean 'VNC'?"),
                        message ->
                                assertThat(message).isEqualTo("a: unknown option, ignored; nothing similar is known"),
                        message -> assertThat(message)
                                .startsWith("accepted and unused")
                                .endsWith(": rabbit_server, cluster_id"));
    }

    @Test
    void doubtfulCombinationsAreWarnedAbout() {
        Given given = Given.minimal(
                folder,
                "[DEFAULTS]",
                "kube_object_cache = false",
                "[KUBERNETES]",
                "kubernetes_api_server = localhost",
                "[AUTH]",
                "auth_user = me");

        assertThat(given.warnings())
                .anyMatch(warning -> warning.startsWith("more.conf:2: kube_object_cache"))
                .anyMatch(warning -> warning.startsWith("more.conf:4: kubernetes_api_server: pods will be led"))
                .anyMatch(warning -> warning.contains("auth_token_url: it is not set"));
    }

    @Test
    void theSampleFileHasNoFaultAndNoWarning() {
        Path sample = Path.of("..", "deploy", "config", "contrail-kubernetes.conf");
        var sources = new ConfigurationSources(List.of(sample), List.of(), java.util.Map.of(), java.util.Map.of());

        assertThat(Configuration.read(sources).faults()).isEmpty();
        assertThat(Configuration.read(sources).warnings()).isEmpty();
    }
}
