package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The status that a kubelet writes, from the first sight of a pod to its end. */
final class PodStatus {
    private static final String READY = "Ready";
    private static final String CONTAINERS_READY = "ContainersReady";

    private final ObjectNode pod;
    private final ObjectNode status;
    private final String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    PodStatus(ObjectNode pod) {
        this.pod = pod;
        this.status = Json.child(pod, "status");
    }

    /** The node has the pod; its network is not there yet. */
    void starting(String hostAddress) {
        status.put("phase", "Pending");
        status.put("hostIP", hostAddress);
        status.putArray("hostIPs").addObject().put("ip", hostAddress);
        Json.absent(status, "startTime", now);
        condition("PodScheduled", true, "");
        condition("Initialized", true, "");
        condition(READY, false, "ContainersNotReady");
        condition(CONTAINERS_READY, false, "ContainersNotReady");
        ArrayNode containers = containers();
        containers.forEach(container -> Json.child(Json.child((ObjectNode) container, "state"), "waiting")
                .put("reason", "ContainerCreating"));
    }

    void running(List<String> addresses, boolean ready) {
        status.put("phase", "Running");
        status.put("podIP", addresses.get(0));
        ArrayNode all = status.putArray("podIPs");
        addresses.forEach(address -> all.addObject().put("ip", address));
        containers().forEach(container -> {
            Json.child(Json.child((ObjectNode) container, "state"), "running").put("startedAt", now);
            ((ObjectNode) container).put("started", true);
        });
        ready(ready);
    }

    void ready(boolean ready) {
        condition(READY, ready, ready ? "" : "ContainersNotReady");
        condition(CONTAINERS_READY, ready, ready ? "" : "ContainersNotReady");
        status.path("containerStatuses").forEach(container -> ((ObjectNode) container).put("ready", ready));
    }

    /** For good, as Succeeded or Failed. */
    void stopped(String phase) {
        boolean succeeded = phase.equals("Succeeded");
        status.put("phase", phase);
        String reason = succeeded ? "PodCompleted" : "PodFailed";
        condition(READY, false, reason);
        condition(CONTAINERS_READY, false, reason);
        containers().forEach(container -> {
            ((ObjectNode) container).put("started", false);
            Json.child(Json.child((ObjectNode) container, "state"), "terminated")
                    .put("exitCode", succeeded ? 0 : 1)
                    .put("reason", succeeded ? "Completed" : "Error")
                    .put("finishedAt", now);
        });
    }

    /** One entry for each container, in no state. */
    private ArrayNode containers() {
        ArrayNode all = status.putArray("containerStatuses");
        for (JsonNode container : pod.path("spec").path("containers")) {
            String image = Json.text(container, "image");
            all.addObject()
                    .put("name", Json.text(container, "name"))
                    .put("ready", false)
                    .put("restartCount", 0)
                    .put("image", image)
                    .put("imageID", image)
                    .put("started", false);
        }
        return all;
    }

    private void condition(String type, boolean value, String reason) {
        ArrayNode all = status.get("conditions") instanceof ArrayNode there ? there : status.putArray("conditions");
        ObjectNode found = null;
        for (JsonNode each : all) {
            if (each instanceof ObjectNode object && Json.text(object, "type").equals(type)) {
                found = object;
            }
        }
        String text = value ? "True" : "False";
        ObjectNode condition = found == null ? all.addObject().put("type", type) : found;
        if (!Json.text(condition, "status").equals(text)) {
            condition.put("status", text).putNull("lastProbeTime").put("lastTransitionTime", now);
        }
        if (reason.isEmpty()) {
            condition.remove("reason");
        } else {
            condition.put("reason", reason);
        }
    }
}
