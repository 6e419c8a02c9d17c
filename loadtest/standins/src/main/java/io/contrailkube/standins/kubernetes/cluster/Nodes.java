package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.Resources;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The node objects that kubelets register. */
final class Nodes {
    private Nodes() {}

    static void register(ClusterOptions.Node node, Hands hands) {
        Place place = new Place(Resources.core("nodes"), "", node.name());
        hands.write(
                place,
                object(node),
                current -> current.set("status", object(node).get("status")));
    }

    private static ObjectNode object(ClusterOptions.Node node) {
        ObjectNode object = Json.object();
        object.putObject("metadata")
                .put("name", node.name())
                .putObject("labels")
                .put("kubernetes.io/hostname", node.name())
                .put("kubernetes.io/os", "linux");
        object.putObject("spec");
        ObjectNode status = object.putObject("status");
        var addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", node.address());
        addresses.addObject().put("type", "Hostname").put("address", node.name());
        for (String field : new String[] {"capacity", "allocatable"}) {
            status.putObject(field).put("cpu", "64").put("memory", "256Gi").put("pods", "1000");
        }
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "KubeletReady")
                .put("lastHeartbeatTime", now)
                .put("lastTransitionTime", now);
        status.putObject("nodeInfo")
                .put("kubeletVersion", "v1.30.0-standin")
                .put("operatingSystem", "linux")
                .put("containerRuntimeVersion", "standin://1");
        return object;
    }
}
