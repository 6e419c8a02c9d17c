package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scheduler, kubelet and CNI plugin for the pods of one run, which no real scheduler takes: binds them to nodes that do not
 * exist, and says that they run once Contrail has given them an address.
 */
final class PlayedNodes implements AutoCloseable {
    /** What the pods name as their scheduler. */
    static final String SCHEDULER = "contrail-kube-check";
    /** Label of pods that are not to get a network. */
    static final String WAITING = "contrail-kube-check-waits";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LOOK_MILLIS = 250;
    /** Addresses are of a network for documentation (RFC 5737). */
    private static final Map<String, String> NODES = new TreeMap<>(Map.of(
            "contrail-kube-check-1", "192.0.2.11",
            "contrail-kube-check-2", "192.0.2.12",
            "contrail-kube-check-3", "192.0.2.13"));

    private final ApiProxy kubernetes;
    private final ContrailView contrail;
    private final String selector;
    private final Thread thread = new Thread(this::play, "played-nodes");
    private volatile boolean ended;
    private int bound;

    /** @param selector of the pods */
    PlayedNodes(ApiProxy kubernetes, ContrailView contrail, String selector) {
        this.kubernetes = kubernetes;
        this.contrail = contrail;
        this.selector = selector;
        thread.setDaemon(true);
    }

    /** Addresses of the nodes by name. */
    static Map<String, String> addresses() {
        return NODES;
    }

    void start() {
        thread.start();
    }

    private void play() {
        while (!ended) {
            try {
                for (JsonNode pod : pods()) {
                    attend(pod);
                }
                Thread.sleep(LOOK_MILLIS);
            } catch (IOException e) {
                // An API server that restarts, a pod that goes meanwhile, the end of Contrail before ours.
                ended |= !rested();
            } catch (InterruptedException e) {
                ended = true;
            }
        }
    }

    private static boolean rested() {
        try {
            Thread.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Pods that are on their way, to an address or out. */
    List<String> unsettled() throws IOException {
        var missing = new ArrayList<String>();
        for (JsonNode pod : pods()) {
            JsonNode metadata = pod.path("metadata");
            if (metadata.hasNonNull("deletionTimestamp")) {
                missing.add("pod " + metadata.path("name").asText() + " is still being deleted");
            } else if (pod.at("/status/podIP").asText().isEmpty()
                    && !metadata.path("labels").has(WAITING)) {
                missing.add("pod " + metadata.path("name").asText() + " has no address yet");
            }
        }
        return missing;
    }

    private JsonNode pods() throws IOException {
        return kubernetes.read("/api/v1/pods?labelSelector=" + selector).path("items");
    }

    private void attend(JsonNode pod) throws IOException {
        JsonNode metadata = pod.path("metadata");
        String path = "/api/v1/namespaces/" + metadata.path("namespace").asText() + "/pods/"
                + metadata.path("name").asText();
        String uid = metadata.path("uid").asText();
        String node = pod.at("/spec/nodeName").asText();
        if (metadata.hasNonNull("deletionTimestamp")) {
            release(path, uid);
        } else if (node.isEmpty()) {
            bind(path, metadata);
        } else if (pod.at("/status/podIP").asText().isEmpty()) {
            String host = NODES.getOrDefault(node, "");
            boolean onHost = pod.at("/spec/hostNetwork").asBoolean();
            Optional<String> address = onHost ? Optional.of(host) : contrail.address(uid);
            if (address.isPresent()) {
                kubernetes.patch(path + "/status", running(uid, host, address.get()));
            }
        }
    }

    private void release(String path, String uid) throws IOException {
        ObjectNode options = MAPPER.createObjectNode().put("gracePeriodSeconds", 0);
        options.putObject("preconditions").put("uid", uid);
        kubernetes.delete(path, options);
    }

    private void bind(String path, JsonNode pod) throws IOException {
        ObjectNode binding = MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata")
                .put("name", pod.path("name").asText())
                .put("uid", pod.path("uid").asText());
        String node = List.copyOf(NODES.keySet()).get(bound++ % NODES.size());
        binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", node);
        kubernetes.post(path + "/binding", binding);
    }

    /** Says that a pod is ready, or not, or has ended. */
    void tell(String namespace, String name, String phase, boolean ready) throws IOException {
        ObjectNode patch = MAPPER.createObjectNode();
        conditions(patch.putObject("status").put("phase", phase), ready);
        kubernetes.patch("/api/v1/namespaces/" + namespace + "/pods/" + name + "/status", patch);
    }

    private static void conditions(ObjectNode status, boolean ready) {
        var conditions = status.putArray("conditions");
        for (String type : List.of("PodScheduled", "Initialized")) {
            conditions.addObject().put("type", type).put("status", "True");
        }
        for (String type : List.of("ContainersReady", "Ready")) {
            conditions.addObject().put("type", type).put("status", ready ? "True" : "False");
        }
    }

    private static ObjectNode running(String uid, String hostIp, String podIp) {
        ObjectNode patch = MAPPER.createObjectNode();
        patch.putObject("metadata").put("uid", uid);
        ObjectNode status = patch.putObject("status");
        status.put("phase", "Running").put("hostIP", hostIp).put("podIP", podIp);
        status.putArray("podIPs").addObject().put("ip", podIp);
        conditions(status, true);
        return patch;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        kubernetes.close();
    }
}
