package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Watcher;
import org.jspecify.annotations.Nullable;

/** Cluster IPs and node ports of services. */
final class ServiceAddresses implements Watcher {
    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;

    private final Pool ips;
    private final Pool nodePorts = new Pool(FIRST_NODE_PORT, NODE_PORTS);

    /** Addresses of that IPv4 range, without its first and last. */
    ServiceAddresses(String cidr) {
        String[] parts = cidr.split("/");
        long size = 1L << (32 - Integer.parseInt(parts[1]));
        this.ips = new Pool(number(parts[0]) + 1, (int) Math.min(size - 2, Integer.MAX_VALUE));
    }

    /** Frees what a deleted or changed service held. */
    @Override
    public void changed(Change change) {
        if (change.before() == null) {
            return;
        }
        JsonNode before = change.before().tree().path("spec");
        JsonNode after = change.kind() == Change.Kind.DELETED
                ? Json.object()
                : change.now().tree().path("spec");
        if (!Json.text(before, "clusterIP").equals(Json.text(after, "clusterIP"))) {
            giveBackIp(Json.text(before, "clusterIP"));
        }
        before.path("ports").forEach(port -> {
            if (!holds(after, port.path("nodePort").asInt())) {
                nodePorts.free(port.path("nodePort").asInt());
            }
        });
    }

    /** Allocates what the service needs, or checks what it asks for; {@code before} is null for a new one. */
    void allocate(ObjectNode service, @Nullable ObjectNode before) {
        ObjectNode spec = Json.child(service, "spec");
        JsonNode old = before == null ? Json.object() : before.path("spec");
        String type = Json.text(spec, "type");
        if (!type.equals("ExternalName")) {
            allocateIp(service, spec, old);
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            for (JsonNode port : spec.path("ports")) {
                if (port instanceof ObjectNode each) {
                    allocateNodePort(service, each, old);
                }
            }
        }
    }

    /** Gives back what a service got that could not be stored after all. */
    void giveBack(ObjectNode service) {
        giveBackIp(Json.text(service, "spec", "clusterIP"));
        service.path("spec")
                .path("ports")
                .forEach(port -> nodePorts.free(port.path("nodePort").asInt()));
    }

    private void allocateIp(ObjectNode service, ObjectNode spec, JsonNode old) {
        String held = Json.text(old, "clusterIP");
        String asked = Json.text(spec, "clusterIP");
        if (!held.isEmpty()) {
            if (!asked.isEmpty() && !asked.equals(held)) {
                throw invalid(
                        service, "spec.clusterIPs[0]", "Invalid value: [\"" + asked + "\"]: may not change once set");
            }
            asked = held;
        } else if (asked.isEmpty()) {
            asked = text(ips.take());
        } else if (!asked.equals("None") && !ips.take(number(service, asked))) {
            throw invalid(
                    service,
                    "spec.clusterIPs",
                    "Invalid value: [\"" + asked + "\"]: failed to allocate IP " + asked
                            + ": provided IP is already allocated");
        }
        spec.put("clusterIP", asked);
        spec.putArray("clusterIPs").add(asked);
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        Json.absent(spec, "ipFamilyPolicy", "SingleStack");
    }

    private void allocateNodePort(ObjectNode service, ObjectNode port, JsonNode old) {
        int asked = port.path("nodePort").asInt();
        if (asked == 0) {
            for (JsonNode before : old.path("ports")) {
                if (before.path("port").equals(port.path("port"))) {
                    asked = before.path("nodePort").asInt();
                }
            }
        }
        if (asked == 0) {
            asked = nodePorts.take();
        } else if (!holds(old, asked) && !nodePorts.take(asked)) {
            throw invalid(
                    service,
                    "spec.ports[0].nodePort",
                    "Invalid value: " + asked + ": provided port is already allocated");
        }
        port.put("nodePort", asked);
    }

    private static boolean holds(JsonNode spec, int nodePort) {
        for (JsonNode port : spec.path("ports")) {
            if (nodePort != 0 && port.path("nodePort").asInt() == nodePort) {
                return true;
            }
        }
        return false;
    }

    private void giveBackIp(String ip) {
        if (ip.indexOf('.') > 0) {
            ips.free(number(ip));
        }
    }

    private static ApiFailure invalid(ObjectNode service, String field, String complaint) {
        return ApiFailure.invalid(Resources.core("services"), Json.text(service, "metadata", "name"), field, complaint);
    }

    private static int number(ObjectNode service, String ip) {
        if (!ip.matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
            throw invalid(service, "spec.clusterIPs[0]", "Invalid value: \"" + ip + "\": must be a valid IPv4 address");
        }
        return number(ip);
    }

    private static int number(String ip) {
        int number = 0;
        for (String part : ip.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String text(int ip) {
        return (ip >>> 24) + "." + (ip >>> 16 & 255) + "." + (ip >>> 8 & 255) + "." + (ip & 255);
    }
}
