package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the fields of a service follow its type, and what the server refuses; as the real server, by type and not by wish. */
final class ServiceRules {
    private static final String EXTERNAL_NAME = "ExternalName";
    private static final String LOAD_BALANCER = "LoadBalancer";
    private static final Set<String> TYPES = Set.of("ClusterIP", "NodePort", LOAD_BALANCER, EXTERNAL_NAME);
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
    private static final Pattern IP = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F]*:[0-9a-fA-F:]+");
    private static final String[] OF_ADDRESS = {
        "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"
    };
    private static final String[] OF_BALANCER = {
        "allocateLoadBalancerNodePorts", "loadBalancerClass", "healthCheckNodePort"
    };

    private ServiceRules() {}

    static boolean hasAddress(JsonNode spec) {
        return !Json.text(spec, "type").equals(EXTERNAL_NAME);
    }

    static boolean hasNodePorts(JsonNode spec) {
        return switch (Json.text(spec, "type")) {
            case "NodePort" -> true;
            case LOAD_BALANCER -> spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
            default -> false;
        };
    }

    /** Completes the pair of clusterIP and clusterIPs, and drops what only the former type had. */
    static void settle(ObjectNode service, @Nullable ObjectNode before) {
        ObjectNode spec = Json.child(service, "spec");
        JsonNode old = before == null ? Json.object() : before.path("spec");
        String first = Json.text(spec, "clusterIP");
        if (before == null && first.isEmpty()) {
            first = Json.text(spec.path("clusterIPs").path(0));
        }
        if (!first.isEmpty()) {
            spec.put("clusterIP", first);
            if (!first.equals(Json.text(spec.path("clusterIPs").path(0)))) {
                spec.putArray("clusterIPs").add(first);
            }
        }
        if (!hasAddress(spec) && hasAddress(old)) {
            drop(spec, old, OF_ADDRESS);
        } else if (hasAddress(spec)) {
            drop(spec, old, "externalName");
        }
        String type = Json.text(spec, "type");
        if (!type.equals(LOAD_BALANCER)) {
            drop(spec, old, OF_BALANCER);
        }
        if (!type.equals(LOAD_BALANCER) && !type.equals("NodePort")) {
            drop(spec, old, "externalTrafficPolicy");
            spec.path("ports").forEach(port -> {
                if (port instanceof ObjectNode each
                        && holds(old, each.path("nodePort").asInt())) {
                    each.remove("nodePort");
                }
            });
        }
    }

    private static void drop(ObjectNode spec, JsonNode old, String... fields) {
        for (String field : fields) {
            if (spec.has(field) && spec.get(field).equals(old.get(field))) {
                spec.remove(field);
            }
        }
    }

    static boolean holds(JsonNode spec, int nodePort) {
        for (JsonNode port : spec.path("ports")) {
            if (nodePort != 0 && port.path("nodePort").asInt() == nodePort) {
                return true;
            }
        }
        return false;
    }

    static void check(Place place, ObjectNode service, @Nullable ObjectNode before) {
        JsonNode spec = service.path("spec");
        String type = Json.text(spec, "type");
        if (!TYPES.contains(type)) {
            throw invalid(place, "spec.type", "Unsupported value: \"" + type + "\"");
        }
        boolean headless = Json.text(spec, "clusterIP").equals("None");
        if (type.equals(EXTERNAL_NAME)) {
            externalName(place, spec);
        } else if (!headless && Json.empty(spec.path("ports"))) {
            throw invalid(place, "spec.ports", "Required value");
        }
        if (headless && (type.equals("NodePort") || type.equals(LOAD_BALANCER))) {
            throw invalid(
                    place,
                    "spec.clusterIPs[0]",
                    "Invalid value: [\"None\"]: may not be set to 'None' for " + type + " services");
        }
        ports(place, spec);
        int i = 0;
        for (JsonNode ip : spec.path("externalIPs")) {
            if (!IP.matcher(ip.asText()).matches()) {
                throw invalid(
                        place,
                        "spec.externalIPs[" + i + "]",
                        "Invalid value: \"" + ip.asText() + "\": must be a valid IP address, (e.g. 10.9.8.7 or"
                                + " 2001:db8::ffff)");
            }
            i++;
        }
        balancer(place, service, before);
    }

    private static void externalName(Place place, JsonNode spec) {
        if (!Json.text(spec, "clusterIP").isEmpty()) {
            throw invalid(place, "spec.clusterIPs[0]", "Forbidden: may not be set for ExternalName services");
        }
        if (Json.text(spec, "externalName").isEmpty()) {
            throw invalid(place, "spec.externalName", "Required value");
        }
    }

    private static void ports(Place place, JsonNode spec) {
        boolean nodePorts = hasNodePorts(spec) || Json.text(spec, "type").equals(LOAD_BALANCER);
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        int i = 0;
        for (JsonNode port : spec.path("ports")) {
            String field = "spec.ports[" + i + "]";
            int number = port.path("port").asInt();
            String name = Json.text(port, "name");
            String protocol = Json.text(port, "protocol");
            if (number < 1 || number > 65_535) {
                throw invalid(
                        place,
                        field + ".port",
                        "Invalid value: " + number + ": must be between 1 and 65535, inclusive");
            }
            if (!PROTOCOLS.contains(protocol)) {
                throw invalid(place, field + ".protocol", "Unsupported value: \"" + protocol + "\"");
            }
            if (name.isEmpty() && spec.path("ports").size() > 1) {
                throw invalid(place, field + ".name", "Required value");
            }
            if (!names.add(name) || !numbers.add(protocol + number)) {
                throw invalid(place, field, "Duplicate value: " + port);
            }
            if (!nodePorts && port.path("nodePort").asInt() != 0) {
                throw invalid(
                        place,
                        field + ".nodePort",
                        "Forbidden: may not be used when `type` is '" + Json.text(spec, "type") + "'");
            }
            i++;
        }
    }

    private static void balancer(Place place, ObjectNode service, @Nullable ObjectNode before) {
        boolean balancer = Json.text(service, "spec", "type").equals(LOAD_BALANCER);
        String chosen = Json.text(service, "spec", "loadBalancerClass");
        if (!chosen.isEmpty() && !balancer) {
            throw invalid(place, "spec.loadBalancerClass", "Forbidden: may only be used when `type` is 'LoadBalancer'");
        }
        JsonNode old = before == null ? Json.object() : before;
        boolean was = Json.text(old, "spec", "type").equals(LOAD_BALANCER);
        if (balancer && was && !chosen.equals(Json.text(old, "spec", "loadBalancerClass"))) {
            throw invalid(
                    place, "spec.loadBalancerClass", "Invalid value: \"" + chosen + "\": may not change once set");
        }
        JsonNode addresses = Json.at(service, "status", "loadBalancer", "ingress");
        boolean same = addresses.equals(Json.at(old, "status", "loadBalancer", "ingress"));
        if (!balancer && !same && !Json.empty(addresses)) {
            throw invalid(
                    place,
                    "status.loadBalancer.ingress",
                    "Forbidden: may only be set when `spec.type` is \"LoadBalancer\"");
        }
    }

    private static ApiFailure invalid(Place place, String field, String complaint) {
        return ApiFailure.invalid(place.type(), place.name(), field, complaint);
    }
}
