package io.contrailkube.node.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.offline.PlannedWorld;
import io.contrailkube.core.verdict.AsServed;
import io.contrailkube.core.verdict.Consent;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.IpAddress;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Oracles;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.SctpPorts;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What manifests mean to Kubernetes, and what they lead to in Contrail.
 *
 * @param madeUp pods to which no address was given
 * @param planned what Contrail holds after them
 */
public record ManifestWorld(Oracles oracles, List<Party.Pod> madeUp, PlannedWorld planned) {
    /** What manifests lead to in Contrail. */
    @FunctionalInterface
    public interface Planner {
        PlannedWorld plan(ClusterSettings settings, List<JsonNode> manifests);
    }

    /**
     * @param manifests objects as Kubernetes takes them
     * @param others addresses that are asked for
     */
    public static ManifestWorld of(
            ClusterSettings settings, List<JsonNode> manifests, Collection<Party> others, Planner planner) {
        Set<IpAddress> taken = others.stream()
                .filter(Party.Address.class::isInstance)
                .map(party -> ((Party.Address) party).address())
                .collect(Collectors.toSet());
        Cidr subnet = settings.addressing().podSubnets().get(0);
        AsServed served = served(manifests, subnet.toString(), taken);
        KubernetesOracle kubernetes = KubernetesOracle.of(served.objects());
        PlannedWorld planned = planner.plan(settings, served.objects());
        Consent consent = Consent.of(settings.security().policies().enforcement());
        ContrailOracle contrail =
                ContrailOracle.of(settings.name(), planned.objects(), kubernetes.addresses(), SctpPorts.AS_MEANT);
        return new ManifestWorld(new Oracles(kubernetes, contrail, consent), served.madeUp(), planned);
    }

    /** Pods that are told a problem and get no interface, so that no flow reaches them whatever policies mean. */
    public List<Party.Pod> unconnected() {
        return planned.findings().stream()
                .map(PlannedWorld.Finding::about)
                .filter(about -> about.kind().equals("Pod"))
                .map(about -> new Party.Pod(about.namespace(), about.name()))
                .filter(pod -> !oracles.contrail().connects(pod))
                .distinct()
                .toList();
    }

    private static AsServed served(List<JsonNode> manifests, String subnet, Set<IpAddress> taken) {
        try {
            return AsServed.of(manifests, subnet, taken);
        } catch (IllegalArgumentException e) {
            throw new FlowQuestion.BadQuestion(String.valueOf(e.getMessage()));
        }
    }
}
