package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.verdict.Consent;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.IpAddress;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Oracles;
import io.contrailkube.core.verdict.Oracles.Matrix;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.SctpPorts;
import io.contrailkube.core.verdict.Traffic;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.node.verdict.MatrixReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who reaches whom under the network policies: as Kubernetes means the objects that it has now, and as Contrail does with
 * those that it has now.
 */
final class Reachability {
    /** More would not be read. */
    private static final int PODS = 12;

    private static final int PORTS = 3;
    /** From a range that is kept for documentation: somebody outside. */
    private static final String OUTSIDE = "198.51.100.7";

    private final Matrix matrix;

    private Reachability(Matrix matrix) {
        this.matrix = matrix;
    }

    /** In a lab, now; empty if it has no pods with ports. */
    static Optional<Reachability> in(Lab lab) throws IOException {
        var dump = new HashMap<String, Map<String, JsonNode>>();
        for (ContrailType type : ContrailTypes.all()) {
            Map<String, JsonNode> objects = dump.computeIfAbsent(type.name(), any -> new HashMap<>());
            for (JsonNode object : lab.inContrail(type)) {
                var parts = new ArrayList<String>();
                object.path("fq_name").forEach(part -> parts.add(part.asText()));
                objects.put(String.join(":", parts), object);
            }
        }
        return of(lab.settings(), lab.inKubernetes(), dump);
    }

    /**
     * Between pods of which there are no two alike, those of namespaces with policies first, on the ports that most of them
     * have.
     *
     * @param contrail objects by type, then by name joined with colons
     */
    static Optional<Reachability> of(
            ClusterSettings settings,
            List<JsonNode> kubernetes,
            Map<String, ? extends Map<String, ? extends JsonNode>> contrail) {
        KubernetesOracle wanted = KubernetesOracle.of(kubernetes);
        ContrailOracle done = ContrailOracle.of(settings.name(), contrail, wanted.addresses(), SctpPorts.AS_MEANT);
        List<JsonNode> pods = pods(wanted, kubernetes);
        List<Traffic> traffic = traffic(pods);
        if (traffic.isEmpty()) {
            return Optional.empty();
        }
        List<Party> parties = new ArrayList<>();
        pods.forEach(pod -> parties.add(party(pod)));
        parties.add(Party.parse(OUTSIDE));
        Consent consent = Consent.of(settings.security().policies().enforcement());
        return Optional.of(new Reachability(new Oracles(wanted, done, consent).matrix(parties, traffic)));
    }

    private static List<JsonNode> pods(KubernetesOracle kubernetes, List<JsonNode> objects) {
        Map<Party.Pod, List<IpAddress>> addresses = kubernetes.addresses();
        Set<String> concerned = new HashSet<>();
        ofKind(objects, "NetworkPolicy").forEach(policy -> concerned.add(Workloads.namespace(policy)));
        Set<String> looks = new HashSet<>();
        return ofKind(objects, "Pod").stream()
                .filter(pod -> !addresses.getOrDefault(party(pod), List.of()).isEmpty())
                .sorted(Comparator.comparing((JsonNode pod) -> !concerned.contains(Workloads.namespace(pod)))
                        .thenComparing(pod -> party(pod).toString()))
                .filter(pod -> looks.add(Workloads.namespace(pod) + pod.at("/metadata/labels")))
                .limit(PODS)
                .toList();
    }

    private static Party.Pod party(JsonNode pod) {
        return new Party.Pod(Workloads.namespace(pod), Workloads.name(pod));
    }

    private static List<Traffic> traffic(List<JsonNode> pods) {
        var uses = new TreeMap<Integer, Integer>();
        for (JsonNode pod : pods) {
            for (JsonNode container : pod.at("/spec/containers")) {
                container
                        .path("ports")
                        .forEach(port -> uses.merge(port.path("containerPort").asInt(), 1, Integer::sum));
            }
        }
        return uses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(PORTS)
                .map(Map.Entry::getKey)
                .sorted()
                .map(Traffic::tcp)
                .toList();
    }

    private static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** Whether Contrail does with every flow what Kubernetes means. */
    boolean isAsMeant() {
        return matrix.differences().isEmpty();
    }

    /** An example of what to ask a node for. */
    String question() {
        List<Party> parties = matrix.wanted().parties();
        Traffic traffic = matrix.wanted().traffic().get(0);
        return "from=" + parties.get(parties.size() - 1) + "&to=" + parties.get(0) + "&port=" + traffic.port();
    }

    void print(PrintWriter out) {
        out.println();
        out.println(
                "Who reaches whom under the network policies, as Kubernetes means them and as the rules in Contrail have"
                        + " them. That the networks of isolated namespaces are apart comes on top.");
        out.println();
        new MatrixReport(matrix).table(out);
    }
}
