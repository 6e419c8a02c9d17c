package io.contrailkube.node.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.verdict.Consent;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.IpAddress;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Oracles;
import io.contrailkube.core.verdict.Oracles.Comparison;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Reach;
import io.contrailkube.core.verdict.SctpPorts;
import io.contrailkube.core.verdict.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Verdicts on the cluster as it is, from what Kubernetes and Contrail have at the moment. Each reads all firewall objects, so
 * only a few are worked out at a time.
 */
public final class LiveVerdicts {
    private static final int AT_A_TIME = 2;

    private final ClusterSettings settings;
    private final LiveKubernetes kubernetes;
    private final LiveContrail contrail;
    private final Executor worker;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    /**
     * @param worker where to work things out, which takes its time
     */
    public LiveVerdicts(ClusterSettings settings, LiveKubernetes kubernetes, LiveContrail contrail, Executor worker) {
        this.settings = settings;
        this.kubernetes = kubernetes;
        this.contrail = contrail;
        this.worker = worker;
    }

    /** Fails with a {@link FlowQuestion.BadQuestion}, or if one of both cannot be asked. */
    public CompletionStage<FlowReport> answer(FlowQuestion question) {
        if (!turns.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(AT_A_TIME + " verdicts are being worked out, which is all at a time"));
        }
        try {
            return read(question).whenComplete((report, failure) -> turns.release());
        } catch (RuntimeException e) {
            turns.release();
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<FlowReport> read(FlowQuestion question) {
        return kubernetes.objects(question.sender(), question.receiver()).thenCompose(objects -> contrail.dump(
                        namespaces(objects))
                .thenApplyAsync(dump -> report(question, objects, dump), worker));
    }

    private static Collection<String> namespaces(List<JsonNode> objects) {
        Collection<String> namespaces = new TreeSet<>();
        objects.stream()
                .filter(LiveVerdicts::isPod)
                .forEach(pod -> namespaces.add(pod.at("/metadata/namespace").asText()));
        return namespaces;
    }

    private static boolean isPod(JsonNode object) {
        return object.path("kind").asText().equals("Pod");
    }

    private FlowReport report(
            FlowQuestion question, List<JsonNode> objects, Map<String, ? extends Map<String, JsonNode>> dump) {
        KubernetesOracle wanted = KubernetesOracle.of(objects);
        question.check(wanted);
        Map<Party.Pod, List<IpAddress>> addresses = ofNodes(objects, wanted);
        ContrailOracle done = ContrailOracle.of(settings.name(), dump, addresses, SctpPorts.AS_ENFORCED);
        Consent consent = Consent.of(settings.security().policies().enforcement());
        Comparison comparison = new Oracles(wanted, done, consent)
                .compare(question.sender(), question.receiver(), question.traffic(wanted));
        List<String> remarks = new ArrayList<>(done.faults());
        Reach.Flow flow = comparison.flow();
        boolean meant = ContrailOracle.of(settings.name(), dump, addresses, SctpPorts.AS_MEANT)
                .decide(flow.from(), flow.to(), flow.traffic())
                .allowed();
        if (meant != comparison.contrail().allowed()) {
            remarks.add(
                    "the rules mean to " + FlowReport.word(meant) + " it, but the agents see every port of SCTP as 0");
        }
        if (flow.traffic().protocol() == Traffic.Protocol.SCTP
                && settings.security().policies().sctpPorts() == SctpPortMode.WIDEN) {
            remarks.add("with sctp-port-mode = widen more of SCTP passes than policies allow");
        }
        if (!comparison.agree()) {
            remarks.add("if something has just changed, ask again: Contrail may not have it all yet");
        }
        return FlowReport.of(comparison, remarks);
    }

    /** Of a pod with an interface Contrail itself says the address. */
    private static Map<Party.Pod, List<IpAddress>> ofNodes(List<JsonNode> objects, KubernetesOracle kubernetes) {
        Map<Party.Pod, List<IpAddress>> addresses = new HashMap<>(kubernetes.addresses());
        objects.stream()
                .filter(object ->
                        isPod(object) && !object.at("/spec/hostNetwork").asBoolean())
                .forEach(pod -> addresses.remove(new Party.Pod(
                        pod.at("/metadata/namespace").asText(),
                        pod.at("/metadata/name").asText())));
        return addresses;
    }
}
