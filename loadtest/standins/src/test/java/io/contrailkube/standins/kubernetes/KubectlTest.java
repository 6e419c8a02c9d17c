package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl against the stand-in, where there is one. */
class KubectlTest {
    private static final String MANIFEST =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: demo}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: demo, labels: {app: web}}
            spec: {containers: [{name: c, image: first, ports: [{containerPort: 80}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: demo}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: closed, namespace: demo}
            spec: {podSelector: {}}
            ---
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: red, namespace: demo}
            spec: {config: ''}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: edge, namespace: demo}
            spec:
              ingressClassName: opencontrail
              rules:
              - host: shop.example.com
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
            """;

    private final KubernetesStandin standin =
            KubernetesStandin.start(KubernetesOptions.loopback().withAttachments());

    private final Path directory;

    KubectlTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private record Result(int code, String out) {}

    @BeforeAll
    static void onlyWhereThereIsAKubectl() {
        boolean found = false;
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            found |= Files.isExecutable(Path.of(place, "kubectl"));
        }
        assumeTrue(found, "kubectl is not on the path");
    }

    @BeforeEach
    void applyAll() throws IOException {
        Files.writeString(directory.resolve("all.yaml"), MANIFEST);
        assertThat(run("apply", "-f", "all.yaml").out())
                .contains(
                        "namespace/demo created", "pod/web created", "networkpolicy.networking.k8s.io/closed created");
    }

    @AfterEach
    void stop() {
        standin.close();
    }

    private ProcessBuilder kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "kubectl",
                "--server=" + standin.uri(),
                "--cache-dir=" + directory.resolve("cache"),
                "--namespace=demo"));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        process.environment().put("KUBECONFIG", directory.resolve("none").toString());
        return process;
    }

    private Result run(String... arguments) {
        try {
            Process process = kubectl(arguments).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String ok(String... arguments) {
        Result result = run(arguments);
        assertThat(result.code()).as(result.out()).isZero();
        return result.out();
    }

    @Test
    void appliesAgainOnlyWhatHasChanged() throws IOException {
        Files.writeString(directory.resolve("all.yaml"), MANIFEST.replace("first", "second"));
        assertThat(ok("apply", "-f", "all.yaml")).contains("pod/web configured", "service/web unchanged");
        assertThat(ok("get", "pod", "web", "-o", "yaml")).contains("image: second");
        assertThat(ok("apply", "--server-side", "-f", "all.yaml")).contains("pod/web serverside-applied");
    }

    @Test
    void getsInEveryForm() {
        assertThat(ok("get", "pods")).contains("READY", "web", "0/1");
        assertThat(ok("get", "po,svc,netpol,net-attach-def", "-o", "wide")).contains("pod/web", "service/web", "NODE");
        assertThat(ok("get", "all", "--all-namespaces", "--show-labels")).contains("app=web", "service/kubernetes");
        assertThat(ok("get", "svc", "web", "-o", "jsonpath={.spec.clusterIP}")).isEqualTo("10.96.0.2");
        assertThat(ok("get", "pods", "-o", "yaml")).contains("kind: Pod");
        assertThat(ok("get", "pods", "--field-selector=status.phase=Pending", "-l", "app in (web)", "-o", "name"))
                .isEqualTo("pod/web\n");
        assertThat(run("get", "pod", "none").out()).contains("Error from server (NotFound): pods \"none\" not found");
    }

    @Test
    void showsWhatAClusterMakesOfPodsAndServices() {
        ok("patch", "pod", "web", "--type=merge", "-p", "{\"spec\":{\"hostNetwork\":true}}");
        ClusterPlay play = ClusterPlay.start(standin, ClusterOptions.nodes(1));
        try {
            ok("wait", "pod", "web", "--for=condition=Ready", "--timeout=10s");
            assertThat(ok("get", "pods", "-o", "wide")).contains("1/1", "Running", "10.10.0.1", "node-1");
            assertThat(ok("describe", "pod", "web")).contains("IP:  10.10.0.1", "Ready             True");
            await().untilAsserted(
                            () -> assertThat(ok("get", "endpoints", "web")).contains("10.10.0.1:80"));
            assertThat(ok("get", "endpointslices")).contains("web-", "10.10.0.1");
            assertThat(ok("describe", "svc", "web")).contains("10.10.0.1:80");
            assertThat(ok("get", "nodes", "-o", "wide")).contains("node-1", "Ready", "10.10.0.1");
            ok("patch", "svc", "web", "-p", "{\"spec\":{\"type\":\"LoadBalancer\"}}");
            assertThat(ok("get", "svc", "web")).contains("LoadBalancer", "<pending>", "80:30000/TCP");
            ok("delete", "pod", "web");
            assertThat(ok("get", "pods")).contains("No resources found");
        } finally {
            play.close();
        }
    }

    @Test
    void showsIngresses() {
        ok(
                "patch",
                "ingress",
                "edge",
                "--subresource=status",
                "--type=merge",
                "-p",
                """
                {"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.9"}]}}}""");
        assertThat(ok("get", "ingress")).contains("opencontrail", "shop.example.com", "203.0.113.9", "80");
        assertThat(ok("describe", "ingress", "edge")).contains("shop.example.com", "web:80");
    }

    @Test
    void watches() throws IOException, InterruptedException {
        Path out = directory.resolve("watch.txt");
        Process watching =
                kubectl("get", "pods", "--watch").redirectOutput(out.toFile()).start();
        try {
            await().untilAsserted(() -> assertThat(Files.readString(out)).contains("web"));
            ok(
                    "patch",
                    "pod",
                    "web",
                    "--subresource=status",
                    "--type=merge",
                    "-p",
                    "{\"status\":{\"phase\":\"Running\"}}");
            await().untilAsserted(() -> assertThat(Files.readString(out)).contains("Running"));
        } finally {
            watching.destroy();
            watching.waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void changes() {
        ok("label", "pod", "web", "tier=front");
        ok("annotate", "net-attach-def", "red", "a=b");
        ok("patch", "pod", "web", "-p", "{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"patched\"}]}}");
        ok("patch", "pod", "web", "--type=json", "-p", "[{\"op\":\"remove\",\"path\":\"/metadata/labels/app\"}]");
        assertThat(ok("get", "pod", "web", "-o", "jsonpath={.metadata.labels} {.spec.containers[*].image}"))
                .isEqualTo("{\"tier\":\"front\"} patched");
        ok("create", "configmap", "made", "--from-literal=a=b", "--dry-run=server");
        ok("create", "configmap", "made", "--from-literal=a=b");
        assertThat(run("create", "configmap", "made").out()).contains("configmaps \"made\" already exists");
    }

    @Test
    void describes() {
        assertThat(ok("describe", "pod", "web")).contains("Name:             web", "Events:");
        assertThat(ok("describe", "namespace", "demo")).contains("Status:       Active");
        assertThat(ok("describe", "networkpolicy", "closed")).contains("Policy Types: Ingress");
        assertThat(ok("api-resources")).contains("networkpolicies", "net-attach-def", "customresourcedefinitions");
        assertThat(ok("version")).contains("Server Version");
    }

    @Test
    void deletesAndWaits() {
        assertThat(ok("delete", "pod,svc", "--all")).contains("pod \"web\" deleted");
        assertThat(ok("delete", "namespace", "demo")).contains("namespace \"demo\" deleted");
        assertThat(ok("get", "namespaces", "-o", "name")).doesNotContain("demo");
    }
}
