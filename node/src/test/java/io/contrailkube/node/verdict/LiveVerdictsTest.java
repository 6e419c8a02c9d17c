package io.contrailkube.node.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Against an API server that is a map, and a Contrail that holds what is planned. */
final class LiveVerdictsTest {
    private static final ClusterSettings SETTINGS = Configuration.demo(ConfigurationSources.of(List.of(), List.of()))
            .loaded()
            .cluster();
    private static final String PODS = "/api/v1/namespaces/web/pods/";

    private final Map<String, String> kubernetes = new HashMap<>(Map.of(
            "/api/v1/namespaces/web",
            named("web", "", ""),
            PODS + "a",
            pod("a", "10.32.0.1"),
            PODS + "b",
            pod("b", "10.32.0.2"),
            "/api/v1/pods?fieldSelector=status.podIP%3D10.32.0.2",
            "{\"items\":[" + pod("b", "10.32.0.2") + "]}"));

    private final List<String> asked = new ArrayList<>();
    private final PlannedContrail contrail = new PlannedContrail();
    private final LiveVerdicts verdicts = verdicts(SETTINGS);

    private LiveVerdicts verdicts(ClusterSettings settings) {
        return new LiveVerdicts(
                settings,
                new LiveKubernetes(this::read),
                new LiveContrail(contrail, new ObjectNames(settings)),
                Runnable::run);
    }

    private static String named(String name, String metadata, String more) {
        return "{\"metadata\":{\"name\":\"" + name + "\"" + metadata + "}" + more + "}";
    }

    private static String pod(String name, String address) {
        String metadata = ",\"namespace\":\"web\",\"uid\":\"" + name + "\",\"labels\":{\"app\":\"" + name + "\"}";
        String spec = ",\"spec\":{\"nodeName\":\"n\",\"containers\":[{\"name\":\"c\",\"ports\":[{\"name\":\"http\","
                + "\"containerPort\":8080}]}]}";
        return named(name, metadata, spec + ",\"status\":{\"podIP\":\"" + address + "\"}");
    }

    private CompletionStage<JsonNode> read(String path) {
        asked.add(path);
        String found = kubernetes.get(path);
        return CompletableFuture.completedFuture(found == null ? MissingNode.getInstance() : json(found));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Holds what pods {@code web/a} and {@code web/b} lead to. */
    private static final class PlannedContrail implements ContrailPort {
        private final SortedMap<String, SortedMap<String, ObjectNode>> objects = OfflinePlan.onCluster(
                        SETTINGS,
                        List.of(
                                ((ObjectNode) json(pod("a", "10.32.0.1"))).put("kind", "Pod"),
                                ((ObjectNode) json(pod("b", "10.32.0.2"))).put("kind", "Pod")))
                .objects();

        private List<Actual> all(String type) {
            return objects.getOrDefault(type, new TreeMap<>()).entrySet().stream()
                    .map(entry ->
                            new Actual(new ObjectKey(type, FqName.parse(entry.getKey())), "uuid", entry.getValue()))
                    .toList();
        }

        @Override
        public CompletionStage<List<StepOutcome>> apply(Plan plan) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public CompletionStage<Map<ObjectKey, Actual>> read(Collection<Lookup> lookups) {
            Map<ObjectKey, Actual> found = new HashMap<>();
            lookups.forEach(lookup -> all(lookup.key().type()).stream()
                    .filter(actual -> actual.key().equals(lookup.key()))
                    .forEach(actual -> found.put(actual.key(), actual)));
            return CompletableFuture.completedFuture(found);
        }

        @Override
        public CompletionStage<List<Actual>> list(String type) {
            return CompletableFuture.completedFuture(all(type));
        }

        @Override
        public CompletionStage<Optional<Actual>> find(Question.OfContrail question) {
            throw new AssertionError("nothing is looked for");
        }

        @Override
        public CompletionStage<List<Actual>> survey(ObjectKey project) {
            List<Actual> found = new ArrayList<>(all("instance-ip"));
            all("virtual-machine-interface").stream()
                    .filter(port -> port.key()
                            .fqName()
                            .toString()
                            .startsWith(project.fqName().toString()))
                    .forEach(found::add);
            all("instance-ip").forEach(ip -> {
                boolean ofA = ip.key().fqName().toString().startsWith("a__");
                ip.body().put("instance_ip_address", ofA ? "10.32.0.1" : "10.32.0.2");
            });
            return CompletableFuture.completedFuture(found);
        }
    }

    private FlowReport ask(String from, String to, String port) {
        return ask(verdicts, from, to, port);
    }

    private static FlowReport ask(LiveVerdicts verdicts, String from, String to, String port) {
        return verdicts.answer(new FlowQuestion(from, to, port, "TCP"))
                .toCompletableFuture()
                .join();
    }

    @Test
    void bothAreReadAndAgree() {
        FlowReport report = ask("web/a", "web/b", "http");

        assertThat(report.agree()).isTrue();
        assertThat(report.port()).isEqualTo("TCP/8080");
        assertThat(report.kubernetes()).isEqualTo("allow");
        assertThat(report.contrail()).isEqualTo("allow");
        assertThat(report.reasons().contrail()).hasSize(2);
        assertThat(report.remarks()).isEmpty();
        assertThat(asked).contains("/apis/networking.k8s.io/v1/namespaces/web/networkpolicies");
    }

    @Test
    void whoeverHasAnAddressIsMeantByIt() {
        FlowReport report = ask("web/a", "10.32.0.2", "http");

        assertThat(report.reasons().kubernetes()).hasSize(2);
        assertThat(report.reasons().contrail()).extracting(FlowReport.End::at).containsExactly("web/a", "10.32.0.2");
        assertThat(ask("203.0.113.1", "web/a", "80").reasons().contrail()).hasSize(1);
    }

    @Test
    void whatContrailHasNotYetIsADifference() {
        kubernetes.put(
                "/apis/networking.k8s.io/v1/namespaces/web/networkpolicies",
                "{\"items\":[" + named("deny", ",\"namespace\":\"web\"", ",\"spec\":{\"podSelector\":{}}") + "]}");

        FlowReport report = ask("203.0.113.1", "web/a", "80");

        assertThat(report.agree()).isFalse();
        assertThat(report.kubernetes()).isEqualTo("deny");
        assertThat(report.remarks()).singleElement().asString().contains("ask again");
        assertThat(report.lines().get(0)).contains("THEY DIFFER");
    }

    @Test
    void agentsDoNotSeePortsOfSctp() {
        contrail.objects.getOrDefault("firewall-rule", new TreeMap<>()).values().forEach(rule -> rule.putObject(
                        "service")
                .put("protocol", "sctp")
                .putObject("dst_ports")
                .put("start_port", 5000)
                .put("end_port", 5000));

        FlowReport report = ask("web/a", "web/b", "SCTP/5000");

        assertThat(report.contrail()).isEqualTo("deny");
        assertThat(report.remarks()).anySatisfy(remark -> assertThat(remark).contains("every port of SCTP as 0"));
    }

    @Test
    void settingsAreRespected() {
        kubernetes.put(
                "/apis/networking.k8s.io/v1/namespaces/web/networkpolicies",
                "{\"items\":["
                        + named(
                                "out",
                                ",\"namespace\":\"web\"",
                                ",\"spec\":{\"egress\":[{}],\"policyTypes\":[\"Egress\"]}")
                        + ','
                        + named("in", ",\"namespace\":\"web\"", ",\"spec\":{\"policyTypes\":[\"Ingress\"]}")
                        + "]}");
        Map<String, String> given = Map.of(
                "contrail-kube.features.np-enforcement", "flow", "contrail-kube.features.sctp-port-mode", "widen");
        LiveVerdicts original =
                verdicts(Configuration.demo(new ConfigurationSources(List.of(), List.of(), Map.of(), given))
                        .loaded()
                        .cluster());

        assertThat(ask("web/a", "web/b", "80").kubernetes()).isEqualTo("deny");
        assertThat(ask(original, "web/a", "web/b", "80").kubernetes()).isEqualTo("allow");
        assertThat(ask(original, "web/a", "web/b", "SCTP/80").remarks())
                .anySatisfy(remark -> assertThat(remark).contains("sctp-port-mode = widen"));
    }

    @Test
    void badQuestionsAreToldAndTheNextIsAnswered() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask("web/gone", "web/a", "80"))
                    .hasCauseInstanceOf(FlowQuestion.BadQuestion.class)
                    .hasMessageContaining("there is no pod web/gone");
            assertThatThrownBy(() -> ask("gone", "web/a", "80")).hasMessageContaining("'gone' is neither");
        }
        assertThat(ask("web/a", "web/b", "80").agree()).isTrue();
    }
}
