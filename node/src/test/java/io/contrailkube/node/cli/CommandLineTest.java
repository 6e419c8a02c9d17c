package io.contrailkube.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contrailkube.core.Spec;
import io.contrailkube.node.config.LoadedConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {
    private static final String MINIMAL =
            """
            [KUBERNETES]
            cluster_name = c1
            pod_subnets = 10.32.0.0/12
            service_subnets = 10.96.0.0/12
            ip_fabric_subnets = 10.64.0.0/12
            kubernetes_api_server = 10.0.0.10
            """;
    private static final String ISOLATED =
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ns1
              annotations: {opencontrail.org/isolation: "true"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Result(int exitCode, String out, String err) {}

    private static Result run(Object... arguments) {
        return run(Main.commandLine(), arguments);
    }

    private static Result run(CommandLine line, Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Result(line.execute(texts), out.toString(), err.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void helpNamesCommandsExamplesAndExitCodes() {
        Result help = run("--help");

        assertThat(help.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(help.out()).contains("node ", "plan ", "config ", "Examples:", "Exit codes:");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(run("--version").out()).matches("(?s)contrail-kube \\d.*Java .*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                        | a command is missing
                    nod                       | Did you mean: contrail-kube node?
                    plan                      | Missing required option: '--filename=FILE|DIR'
                    plan -f x --output=xml    | Invalid value for option '--output'
                    config                    | say what: config explain
                    node --port 1             | Unknown option
                    """)
    void badUsageIsToldAndLeadsToExitCodeTwo(String arguments, String message) {
        Result result = run((Object[]) (arguments.isEmpty() ? new String[0] : arguments.split(" ")));

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message, "--help");
    }

    @Test
    void planPrintsWhatManifestsLeadTo() throws IOException {
        Result plan = run("plan", "-f", file("ns.yaml", ISOLATED), "-c", file("c.conf", MINIMAL));

        assertThat(plan.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(plan.err()).isEmpty();
        JsonNode world = new ObjectMapper().readTree(plan.out());
        assertThat(world.path("virtual-network").has("default-domain:c1-ns1:c1-ns1-pod-network"))
                .isTrue();
        assertThat(world.path("project")
                        .path("default-domain:c1-ns1")
                        .path("display_name")
                        .asText())
                .isEqualTo("c1-ns1");
    }

    @Test
    void planWithoutConfigurationTakesASmallCluster() throws IOException {
        Result plan = run("plan", "-f", file("ns.yaml", ISOLATED));

        assertThat(plan.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(plan.out()).contains("default-domain:k8s-ns1:k8s-ns1-service-network");
    }

    @Test
    void planTakesEveryKindAndPlaysTheRestOfTheCluster() throws IOException {
        Path manifests = file(
                "app.yaml",
                """
                {apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: app, labels: {app: web}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: app}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: other-1, namespace: app, labels: {kubernetes.io/service-name: other}}
                addressType: IPv4
                endpoints: [{addresses: [10.1.1.1]}]
                ports: [{port: 80}]
                """);

        Result plan = run("plan", "-f", manifests);

        assertThat(plan.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(plan.err()).doesNotContain("warning:", "not planned:");
        JsonNode world = new ObjectMapper().readTree(plan.out());
        assertThat(world.path("virtual-machine").has("k8s__app__web-0")).isTrue();
        assertThat(world.path("loadbalancer-member")).hasSize(1);
        assertThat(world.path("floating-ip")).hasSize(1);
        // That of the service kubernetes, which every cluster has.
        assertThat(world.path("loadbalancer")).hasSize(2);
    }

    @Test
    void planAsATableNamesObjectsAndCountsThem() throws IOException {
        Result plan = run("plan", "-f", file("ns.yaml", ISOLATED), "--output", "table");

        assertThat(plan.out()).contains("TYPE", "NAME", "REFERS TO").containsPattern("\\d+ objects of \\d+ types");
        assertThat(plan.out()).contains("default-domain:k8s-ns1:k8s-ns1-pod-network");
    }

    @Test
    void planTellsProblemsAndWhatMeansNothing() throws IOException {
        Path manifests = file(
                "all.yaml",
                ISOLATED.replace("opencontrail.org/isolation: \"true\"", "opencontrail.org/isolation: \"maybe\"")
                        + "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: ns1}}\n"
                        + "---\n{apiVersion: example.org/v1, kind: Namespace, metadata: {name: not-ours}}\n");

        Result plan = run("plan", "-f", manifests);

        assertThat(plan.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(plan.err())
                .contains("warning: Namespace ns1: ")
                .contains("not planned: " + manifests + ":7: Deployment ns1/d (nothing is made for apps/v1 Deployment)")
                .contains("not planned: " + manifests + ":9: Namespace not-ours");
        assertThat(plan.out()).doesNotContain("not-ours");
    }

    @Test
    void planTellsAllFaultsOfManifests() throws IOException {
        Path noYaml = file("a.yaml", "a: b: c\n");
        Path noName = file("b.yaml", "apiVersion: v1\nkind: Namespace\n");

        Result plan = run("plan", "-f", noYaml, "-f", noName);

        assertThat(plan.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(plan.out()).isEmpty();
        assertThat(plan.err())
                .contains(
                        "the manifests have 2 faults:",
                        noYaml + ":1: this is no YAML",
                        noName + ":1: Namespace: metadata.name");
    }

    @Test
    @Spec({"CL-3", "CL-4", "WA-14"})
    void faultsOfTheConfigurationAreToldAllAtOnceAndNothingIsStarted() throws IOException {
        var started = new ArrayList<LoadedConfiguration>();
        Path faulty = file("f.conf", "[DEFAULTS]\nkube_timer_interval = abc\n");

        Result node = run(nodeCommand(configuration -> started.add(configuration) ? 0 : 1), "-c", faulty);

        assertThat(node.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(node.err())
                .contains("the configuration has 5 faults:", "cluster_name", "pod_subnets", "service_subnets")
                .contains("ip_fabric_subnets", faulty + ":2: kube_timer_interval = abc");
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "False", "no"})
    @Spec("NP-77")
    void tagsOfProjectsAreRefused(String text) throws IOException {
        var started = new ArrayList<LoadedConfiguration>();
        Path conf = file("c.conf", MINIMAL + "[DEFAULTS]\nglobal_tags = " + text + '\n');

        Result node = run(nodeCommand(configuration -> started.add(configuration) ? 0 : 1), "-c", conf);

        assertThat(node.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(node.err())
                .contains(conf + ":8: global_tags = " + text + ": only global tags work; set it to 1 or leave it out");
        assertThat(started).isEmpty();
    }

    @Test
    void nodeReturnsTheExitCodeOfTheRun() throws IOException {
        Path good = file("c.conf", MINIMAL);

        assertThat(run(nodeCommand(configuration -> 1), "-c", good).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run(nodeCommand(configuration -> 0), "-c", good).exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void settingsThatAModuleRefusesAreBadConfiguration() throws IOException {
        Result node = run(
                nodeCommand(configuration -> {
                    throw new IllegalArgumentException("page-size must be at least 1, not 0");
                }),
                "-c",
                file("c.conf", MINIMAL));

        assertThat(node.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(node.err()).contains("page-size must be at least 1, not 0");
    }

    @Test
    void aLogFileThatCannotBeWrittenIsBadConfiguration() throws IOException {
        Path conf = file("c.conf", MINIMAL + "[DEFAULTS]\nlog_file = " + folder + "/no/such.log\n");

        Result node = run(nodeCommand(configuration -> 0), "-c", conf);

        assertThat(node.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(node.err()).contains("cannot be written");
    }

    @Test
    void aDefectShowsItsTrace() throws IOException {
        Result node = run(
                nodeCommand(configuration -> {
                    throw new IllegalStateException("impossible");
                }),
                "-c",
                file("c.conf", MINIMAL));

        assertThat(node.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(node.err()).contains("defect", "impossible", "at io.contrailkube");
    }

    @Test
    void explainShowsOneOptionInFull() throws IOException {
        Path conf = file("c.conf", MINIMAL);

        Result explained = run("config", "explain", "-c", conf, "POD_SUBNETS");

        assertThat(explained.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(explained.out().lines())
                .contains(
                        "pod_subnets",
                        "  Section  KUBERNETES",
                        "  Default  (none, mandatory)",
                        "  Value    10.32.0.0/12",
                        "  From     " + conf + ":3");
    }

    @Test
    void explainShowsAllOptionsInColumns() {
        Result explained = run("config", "explain");

        assertThat(explained.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(explained.out())
                .contains("[KUBERNETES]", "[VNC]", "[DEFAULTS]", "[SANDESH]", "[AUTH]", "[contrail-kube.node.http]");
        List<String> names = explained
                .out()
                .lines()
                .dropWhile(line -> !line.startsWith("OPTION"))
                .filter(line -> !line.startsWith(" "))
                .takeWhile(line -> !line.isEmpty())
                .toList();
        assertThat(names)
                .extracting(line -> line.lastIndexOf("  "))
                .doesNotContain(-1)
                .containsOnly(names.get(0).lastIndexOf("  "));
    }

    @Test
    void explainShowsAGroupOfSettings() {
        assertThat(run("config", "explain", "contrail-kube.node.http").out())
                .contains("port", "8108", "host")
                .doesNotContain("cluster_name");
    }

    @Test
    void explainSuggestsAName() {
        Result explained = run("config", "explain", "pod_subnet");

        assertThat(explained.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(explained.err()).contains("did you mean 'pod_subnets'?");
    }

    @Test
    void explainWorksOnAFaultyFile() throws IOException {
        Result explained =
                run("config", "explain", "-c", file("f.conf", "[KUBERNETES]\npod_subnets = 1\n"), "pod_subnets");

        assertThat(explained.out()).contains("Value    1");
        assertThat(explained.err()).contains("pod_subnets = 1");
        assertThat(explained.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private static CommandLine nodeCommand(ToIntFunction<LoadedConfiguration> node) {
        var failures = new Failures();
        return new CommandLine(new NodeCommand(node))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
