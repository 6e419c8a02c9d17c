package io.contrailkube.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contrailkube.core.Spec;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.node.verdict.ManifestWorld.Planner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class VerdictCommandTest {
    private static final String PODS =
            """
            {apiVersion: v1, kind: Pod, metadata: {name: front, namespace: web, labels: {app: front}},
             status: {podIP: 10.32.0.5}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: api, namespace: web, labels: {app: api}},
             spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: node, namespace: kube-system},
             spec: {hostNetwork: true}, status: {hostIP: 192.168.7.7}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: ended, namespace: web}, status: {phase: Failed}}
            """;
    private static final String POLICY =
            """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: guard, namespace: web}
            spec:
              podSelector: {matchLabels: {app: api}}
              ingress: [{from: [{podSelector: {matchLabels: {app: front}}}], ports: [{port: http}]}]
            """;

    /** A translation that forgets what lets a namespace talk. */
    private static final Planner FORGETFUL = (settings, manifests) -> {
        var world = OfflinePlan.onCluster(settings, manifests);
        world.objects().getOrDefault("firewall-policy", new TreeMap<>()).forEach((name, policy) -> {
            for (var rules = policy.path("firewall_rule_refs").iterator(); rules.hasNext(); ) {
                if (rules.next().toString().contains("Namespace-web-")) {
                    rules.remove();
                }
            }
        });
        return world;
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Result(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Result run(Planner planner, String manifests, String arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("world.yaml"), manifests);
        var out = new StringWriter();
        var err = new StringWriter();
        var failures = new Failures();
        CommandLine line = new CommandLine(new VerdictCommand(planner))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("-f", file.toString()));
        if (!arguments.isEmpty()) {
            all.addAll(List.of(arguments.split(" ")));
        }
        return new Result(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private Result run(String manifests, String arguments) throws IOException {
        return run(OfflinePlan::onCluster, manifests, arguments);
    }

    @Test
    void withoutPoliciesBothLetEverythingPass() throws IOException {
        Result result = run(PODS, "--from web/front --to web/api --port http");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(result.out())
                .startsWith("web/front to web/api TCP/8080: allow")
                .contains(
                        "Kubernetes: allow",
                        "  ingress of web/api: no policy selects it",
                        "Contrail: allow",
                        "  at web/front: pass by rule k8s-Namespace-web-");
        assertThat(result.err()).contains("made-up address: web/api").doesNotContain("differ");
    }

    @Test
    void policiesAndRulesThatDecideAreNamed() throws IOException {
        JsonNode allowed = run(PODS + POLICY, "--from web/front --to web/api --port 8080 --output json")
                .json();
        JsonNode denied = run(PODS + POLICY, "--from 10.9.9.9 --to web/api --port 8080 --output json")
                .json();

        assertThat(allowed.path("kubernetes").asText()).isEqualTo("allow");
        assertThat(allowed.at("/reasons/kubernetes/1/allowedBy").toString())
                .isEqualTo("[{\"policy\":\"web/guard\",\"rule\":0}]");
        assertThat(denied.path("from").asText()).isEqualTo("10.9.9.9");
        assertThat(denied.path("port").asText()).isEqualTo("TCP/8080");
        assertThat(denied.path("kubernetes").asText()).isEqualTo("deny");
        assertThat(denied.at("/reasons/kubernetes/0/isolatedBy/0").asText()).isEqualTo("web/guard");
        assertThat(denied.at("/reasons/contrail/0/interface").asText()).startsWith("default-domain:k8s-web:api__");
    }

    @Test
    @Spec("NP-34")
    void whoMustAgreeAndWhichPortsCountAreSettings() throws IOException {
        String world = PODS
                + """
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: out, namespace: web}
                spec: {podSelector: {matchLabels: {app: front}}, policyTypes: [Egress], egress: [{}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: in, namespace: web}
                spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
                """;
        String flow = "--from web/front --to web/api --port 80 --output json";
        Path hocon = Files.writeString(folder.resolve("flow.conf"), "contrail-kube.features.np-enforcement = flow");

        assertThat(run(world, flow).json().path("kubernetes").asText()).isEqualTo("deny");
        assertThat(run(world, flow + " --hocon " + hocon)
                        .json()
                        .path("kubernetes")
                        .asText())
                .isEqualTo("allow");
        Path wide = Files.writeString(folder.resolve("wide.conf"), "contrail-kube.features.sctp-port-mode = widen");
        assertThat(run(world, flow + " --hocon " + wide).err()).contains("sctp-port-mode = widen");
    }

    @Test
    void theMatrixHasEveryOrderedPair() throws IOException {
        Result result = run(
                PODS,
                "--matrix --port TCP/80 --port UDP/53 --external 203.0.113.7 --external 2001:db8::7 --output json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FINE);
        JsonNode results = result.json().path("results");
        assertThat(results).hasSize(5 * 5 * 2);
        Set<String> parties = new TreeSet<>();
        results.forEach(flow -> {
            parties.add(flow.path("from").asText());
            parties.add(flow.path("to").asText());
            assertThat(flow.path("kubernetes").asText()).isEqualTo("allow");
            assertThat(flow.path("contrail").asText()).isEqualTo("allow");
        });
        assertThat(parties).containsExactly("2001:db8::7", "203.0.113.7", "kube-system/node", "web/api", "web/front");
    }

    @Test
    void aPodThatGetsNoInterfaceIsToldAndNotCompared() throws IOException {
        String broken =
                """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: broken, namespace: web,
                  annotations: {opencontrail.org/network: '{bad'}}}
                """;

        Result result = run(PODS + broken, "--matrix --port TCP/80 --output json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(result.out()).doesNotContain("web/broken").contains("web/api");
        assertThat(result.err())
                .contains("warning: Pod web/broken: InvalidAnnotation")
                .contains("without an interface in Contrail, and so not in any matrix: web/broken");
    }

    @Test
    void differencesAreShownAndAreTheExitCode() throws IOException {
        Result flow = run(FORGETFUL, PODS, "--from web/front --to 8.8.8.8 --port 80");
        Result matrix = run(FORGETFUL, PODS, "--matrix --port 80");

        assertThat(flow.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(flow.out()).contains("THEY DIFFER", "Kubernetes: allow", "Contrail: deny", "no rule fits");
        assertThat(flow.err()).contains("differ in 1 flow;");
        assertThat(matrix.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(matrix.out()).contains("TCP/80", "2  web/api", "  !", "+ allow");
        assertThat(matrix.err()).contains("differ in 6 flows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                                | --from is missing: say who sends
                    --from web/front                                  | --to is missing: say who receives
                    --from web/front --to web/api                     | --port is missing: give the port
                    --from web/front --to web/api --port 1 --port 2   | --port stands 2 times
                    --from web/front --to web/api --port 1 --external 8.8.8.8 | --external goes with --matrix only
                    --from web/front --matrix --port 1                | --matrix is about everybody
                    --from web/frnt --to web/api --port 1             | did you mean 'web/front'?
                    --from web/ended --to web/api --port 1            | or its containers have ended
                    --from front --to web/api --port 1                | 'front' is neither NAMESPACE/POD nor an address
                    --from 10.32.0.256 --to web/api --port 1          | '10.32.0.256' is neither
                    --from web/api --to web/front --port http         | web/front has no TCP port named 'http'
                    --from web/front --to web/api --port UDP/http     | web/api has no UDP port named 'http'
                    --from web/front --to web/api --port 0            | 0 is no port of TCP: give 1 to 65535
                    --from web/front --to web/api --port 1 --protocol x | 'x' is no protocol: give TCP, UDP, SCTP or ICMP
                    --matrix --port http                              | port 'http' is no number
                    --matrix --port 80 --external web/api             | 'web/api' is no address
                    --matrix --port 80 --output xml                   | Invalid value for option '--output'
                    """)
    void badUsageIsToldWithReasonAndRemedy(String arguments, String message) throws IOException {
        Result result = run(PODS, arguments);

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void protocolsWithoutPortsNeedNone() throws IOException {
        Result result = run(PODS, "--from web/front --to web/api --protocol icmp");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(result.out()).startsWith("web/front to web/api ICMP: allow");
    }
}
