package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Manifests as they would be on a cluster where they run: with the namespaces that they name, the label that Kubernetes puts on
 * each, and an address for each pod. Of two objects of one name the later counts.
 *
 * @param madeUp pods with an address that was made up
 */
public record AsServed(List<JsonNode> objects, List<Party.Pod> madeUp) {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace", "IngressClass");
    /** Reserved for tests of networks, so that nobody has it; for nodes whose address is not said. */
    private static final String NODES = "198.18.0.0/15";

    /**
     * @param podSubnet prefix from which addresses are made up
     * @param taken addresses that are not to be made up
     * @throws IllegalArgumentException if there are more pods than addresses
     */
    public static AsServed of(Collection<? extends JsonNode> manifests, String podSubnet, Set<IpAddress> taken) {
        var completion = new Completion(podSubnet, taken);
        manifests.forEach(completion::add);
        return completion.complete();
    }

    private static final class Completion {
        private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
        private final Addresses pods;
        private final Addresses nodes;
        private final Map<String, IpAddress> ofNodes = new HashMap<>();
        private final List<Party.Pod> madeUp = new ArrayList<>();
        private final Set<IpAddress> taken;

        Completion(String podSubnet, Set<IpAddress> taken) {
            this.taken = new HashSet<>(taken);
            this.pods = new Addresses(podSubnet, this.taken);
            this.nodes = new Addresses(NODES, this.taken);
        }

        void add(JsonNode manifest) {
            ObjectNode object = manifest.deepCopy();
            ObjectNode metadata = object.withObject("/metadata");
            String kind = object.path("kind").asText();
            if (!WITHOUT_NAMESPACE.contains(kind)
                    && metadata.path("namespace").asText("").isEmpty()) {
                metadata.put("namespace", "default");
            }
            objects.put(
                    kind
                            + ' '
                            + metadata.path("namespace").asText("")
                            + '/'
                            + metadata.path("name").asText(),
                    object);
        }

        AsServed complete() {
            Set<String> named = new TreeSet<>();
            objects.values()
                    .forEach(
                            object -> named.add(object.at("/metadata/namespace").asText("")));
            named.remove("");
            named.forEach(name -> objects.computeIfAbsent("Namespace /" + name, any -> namespace(name)));
            for (ObjectNode object : objects.values()) {
                switch (object.path("kind").asText()) {
                    case "Namespace" -> label(object);
                    case "Pod" -> taken.addAll(KubePod.of(object).addresses());
                    default -> {
                        // Nothing is missing in it.
                    }
                }
            }
            objects.values().stream()
                    .filter(object -> object.path("kind").asText().equals("Pod") && !KubePod.hasEnded(object))
                    .forEach(this::address);
            return new AsServed(List.copyOf(objects.values()), List.copyOf(madeUp));
        }

        private static ObjectNode namespace(String name) {
            ObjectNode object = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1");
            object.put("kind", "Namespace").putObject("metadata").put("name", name);
            return object;
        }

        private static void label(ObjectNode namespace) {
            ObjectNode metadata = namespace.withObject("/metadata");
            if (!metadata.path("labels").has(NAME_LABEL)) {
                ObjectNode labels =
                        metadata.path("labels") instanceof ObjectNode given ? given : metadata.putObject("labels");
                labels.put(NAME_LABEL, metadata.path("name").asText());
            }
        }

        private void address(ObjectNode object) {
            KubePod pod = KubePod.of(object);
            if (!pod.addresses().isEmpty()) {
                return;
            }
            madeUp.add(pod.id());
            ObjectNode status = object.path("status") instanceof ObjectNode given ? given : object.putObject("status");
            String address = (pod.onNode() ? node(object) : pods.next()).toString();
            status.put("podIP", address).put("phase", "Running");
            status.putArray("podIPs").addObject().put("ip", address);
            status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
            if (pod.onNode()) {
                status.put("hostIP", address);
            }
        }

        private IpAddress node(ObjectNode pod) {
            String name = pod.at("/spec/nodeName").asText("");
            return name.isEmpty() ? nodes.next() : ofNodes.computeIfAbsent(name, any -> nodes.next());
        }
    }

    /** Addresses of a prefix that nobody has yet, from its end, where allocation comes to last. */
    private static final class Addresses {
        private static final int MOST_BITS = 20;

        private final String text;
        private final IpBlock block;
        private final Set<IpAddress> taken;
        private long left;

        Addresses(String text, Set<IpAddress> taken) {
            this.text = text;
            this.block = IpBlock.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address prefix"));
            this.taken = taken;
            this.left = (1L << Math.min(MOST_BITS, block.network().bits() - block.length())) - 1;
        }

        IpAddress next() {
            while (--left > 0) {
                IpAddress network = block.network();
                var address = new IpAddress(network.bits(), network.high(), network.low() + left);
                if (taken.add(address)) {
                    return address;
                }
            }
            throw new IllegalArgumentException("more pods without status.podIP than there are addresses in " + text
                    + "; write their addresses into the manifests");
        }
    }
}
