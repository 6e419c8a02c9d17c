package io.contrailkube.standins.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The computed cells of the printer columns. */
final class Cells {
    private static final String NONE = "<none>";

    private Cells() {}

    static Object podReady(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    static Object podStatus(JsonNode pod) {
        if (!Json.empty(pod.path("metadata").path("deletionTimestamp"))) {
            return "Terminating";
        }
        String reason = Json.text(pod, "status", "reason");
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            String waiting = Json.text(status, "state", "waiting", "reason");
            reason = waiting.isEmpty() ? reason : waiting;
        }
        return reason.isEmpty() ? Json.text(pod, "status", "phase") : reason;
    }

    static Object podRestarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return Integer.toString(restarts);
    }

    static Object readinessGates(JsonNode pod) {
        int gates = pod.path("spec").path("readinessGates").size();
        return gates == 0 ? NONE : "0/" + gates;
    }

    static Object servicePorts(JsonNode service) {
        StringJoiner ports = new StringJoiner(",");
        for (JsonNode port : service.path("spec").path("ports")) {
            int node = port.path("nodePort").asInt();
            ports.add(port.path("port").asInt() + (node == 0 ? "" : ":" + node) + "/" + Json.text(port, "protocol"));
        }
        return ports.length() == 0 ? NONE : ports.toString();
    }

    static Object externalAddress(JsonNode service) {
        StringJoiner found = new StringJoiner(",");
        service.path("spec").path("externalIPs").forEach(ip -> found.add(ip.asText()));
        addresses(service, found);
        if (found.length() > 0) {
            return found.toString();
        }
        return switch (Json.text(service, "spec", "type")) {
            case "LoadBalancer" -> "<pending>";
            case "ExternalName" -> Json.text(service, "spec", "externalName");
            default -> NONE;
        };
    }

    static Object ingressAddress(JsonNode ingress) {
        StringJoiner found = new StringJoiner(",");
        addresses(ingress, found);
        return found.toString();
    }

    private static void addresses(JsonNode object, StringJoiner into) {
        for (JsonNode entry : object.path("status").path("loadBalancer").path("ingress")) {
            String ip = Json.text(entry, "ip");
            into.add(ip.isEmpty() ? Json.text(entry, "hostname") : ip);
        }
    }

    static Object ingressHosts(JsonNode ingress) {
        StringJoiner hosts = new StringJoiner(",");
        for (JsonNode rule : ingress.path("spec").path("rules")) {
            String host = Json.text(rule, "host");
            if (!host.isEmpty()) {
                hosts.add(host);
            }
        }
        return hosts.length() == 0 ? "*" : hosts.toString();
    }

    static Object ingressPorts(JsonNode ingress) {
        return Json.empty(ingress.path("spec").path("tls")) ? "80" : "80, 443";
    }

    /** The pairs of an object as a selector is written. */
    static Object pairs(JsonNode map) {
        StringJoiner pairs = new StringJoiner(",");
        map.properties()
                .forEach(field ->
                        pairs.add(field.getKey() + "=" + field.getValue().asText()));
        return pairs.length() == 0 ? NONE : pairs.toString();
    }

    static Object selector(JsonNode labelSelector) {
        StringJoiner terms = new StringJoiner(",");
        if (!Json.empty(labelSelector.path("matchLabels"))) {
            terms.add(String.valueOf(pairs(labelSelector.path("matchLabels"))));
        }
        for (JsonNode each : labelSelector.path("matchExpressions")) {
            terms.add(Json.text(each, "key") + " " + Json.text(each, "operator") + " " + each.path("values"));
        }
        return terms.length() == 0 ? NONE : terms.toString();
    }

    static Object endpoints(JsonNode endpoints) {
        List<String> found = new ArrayList<>();
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode address : subset.path("addresses")) {
                if (subset.path("ports").isEmpty()) {
                    found.add(Json.text(address, "ip"));
                }
                subset.path("ports")
                        .forEach(port -> found.add(Json.text(address, "ip") + ":"
                                + port.path("port").asInt()));
            }
        }
        return some(found);
    }

    static Object sliceAddresses(JsonNode slice) {
        List<String> found = new ArrayList<>();
        slice.path("endpoints")
                .forEach(endpoint -> endpoint.path("addresses").forEach(address -> found.add(address.asText())));
        return some(found);
    }

    static Object slicePorts(JsonNode slice) {
        List<String> found = new ArrayList<>();
        slice.path("ports").forEach(port -> found.add(Json.text(port, "port")));
        return some(found);
    }

    private static String some(List<String> found) {
        if (found.isEmpty()) {
            return NONE;
        }
        return found.size() > 3
                ? String.join(",", found.subList(0, 3)) + " + " + (found.size() - 3) + " more..."
                : String.join(",", found);
    }

    static Object nodeStatus(JsonNode node) {
        String ready = "NotReady";
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (Json.text(condition, "type").equals("Ready")
                    && Json.text(condition, "status").equals("True")) {
                ready = "Ready";
            }
        }
        return node.path("spec").path("unschedulable").asBoolean() ? ready + ",SchedulingDisabled" : ready;
    }

    static Object nodeRoles(JsonNode node) {
        StringJoiner roles = new StringJoiner(",");
        String prefix = "node-role.kubernetes.io/";
        node.path("metadata").path("labels").properties().forEach(label -> {
            if (label.getKey().startsWith(prefix)) {
                roles.add(label.getKey().substring(prefix.length()));
            }
        });
        return roles.length() == 0 ? NONE : roles.toString();
    }

    static Object nodeAddress(JsonNode node) {
        for (JsonNode address : node.path("status").path("addresses")) {
            if (Json.text(address, "type").equals("InternalIP")) {
                return Json.text(address, "address");
            }
        }
        return NONE;
    }

    static Object readyOfWanted(JsonNode workload) {
        return workload.path("status").path("readyReplicas").asInt() + "/"
                + workload.path("spec").path("replicas").asInt();
    }

    static Object images(JsonNode workload) {
        StringJoiner images = new StringJoiner(",");
        workload.path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .forEach(container -> images.add(Json.text(container, "image")));
        return images.toString();
    }

    static Object involved(JsonNode event) {
        return Json.text(event, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT) + "/"
                + Json.text(event, "involvedObject", "name");
    }

    static Object lastSeen(JsonNode event) {
        for (String field : new String[] {"lastTimestamp", "eventTime"}) {
            String time = Json.text(event, field);
            if (!time.isEmpty()) {
                return Ages.since(time);
            }
        }
        return Ages.since(Json.text(event, "metadata", "creationTimestamp"));
    }
}
