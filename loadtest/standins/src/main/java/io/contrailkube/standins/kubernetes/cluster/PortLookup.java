package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Lookup;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Network;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Node;
import io.contrailkube.standins.kubernetes.cluster.PodNetwork.Port;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What plugin and agent of release 21.4 read before a pod gets its network: the virtual machine, linked to the router of the node,
 * with as many interfaces as they announce themselves, each with an address (spec 02 section 2).
 */
final class PortLookup {
    private final Network network;
    private final ContrailCalls calls;
    private final Map<String, Node> routers = new HashMap<>();

    PortLookup(Network network, ContrailCalls calls) {
        this.network = network;
        this.calls = calls;
    }

    /** Makes a node a virtual router, unless it is one. */
    void register(Node node) throws IOException, InterruptedException {
        ObjectNode body = Json.object();
        ObjectNode router = body.putObject("virtual-router");
        router.put("parent_type", "global-system-config");
        router.putArray("fq_name").add("default-global-system-config").add(node.name());
        router.put("virtual_router_ip_address", node.address());
        calls.create("virtual-router", body);
    }

    /** The addresses of the first interface of each pod whose network is complete, by the uid of the pod. */
    Map<String, List<String>> addresses(List<Port> ports) throws IOException, InterruptedException {
        List<JsonNode> machines = linked(ports);
        Map<String, JsonNode> interfaces = byUuid(calls.read(
                "virtual-machine-interface",
                referrers(machines, "virtual_machine_interface_back_refs"),
                "instance_ip_back_refs"));
        Map<String, List<JsonNode>> complete = new HashMap<>();
        for (JsonNode machine : machines) {
            List<JsonNode> own = uuids(machine, "virtual_machine_interface_back_refs").stream()
                    .filter(interfaces::containsKey)
                    .map(interfaces::get)
                    .toList();
            if (complete(own)) {
                complete.put(Json.text(machine, "uuid"), own);
            }
        }
        return addressed(complete);
    }

    /** The machines of the pods that the router of their node knows. */
    private List<JsonNode> linked(List<Port> ports) throws IOException, InterruptedException {
        Map<String, Node> nodeOf = new HashMap<>();
        ports.forEach(port -> nodeOf.put(port.uid(), port.node()));
        List<JsonNode> machines = new ArrayList<>();
        for (JsonNode machine : machines(ports)) {
            // A machine of that name with another uuid is of a pod that was there before.
            if (nodeOf.containsKey(Json.text(machine, "uuid"))) {
                machines.add(machine);
            }
        }
        Set<String> unknown = referrers(machines, "virtual_router_back_refs");
        unknown.removeAll(routers.keySet());
        for (JsonNode router : calls.read("virtual-router", unknown, "virtual_router_ip_address")) {
            String name = router.path("fq_name").path(1).asText();
            routers.put(Json.text(router, "uuid"), new Node(name, Json.text(router, "virtual_router_ip_address")));
        }
        machines.removeIf(machine -> !isOn(nodeOf.get(Json.text(machine, "uuid")), machine));
        return machines;
    }

    private List<JsonNode> machines(List<Port> ports) throws IOException, InterruptedException {
        String fields = "virtual_machine_interface_back_refs,virtual_router_back_refs";
        if (network.lookup() == Lookup.UUID) {
            return calls.read("virtual-machine", ports.stream().map(Port::uid).toList(), fields);
        }
        List<String> names = ports.stream()
                .map(port -> String.join("__", network.cluster(), port.namespace(), port.pod()))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .toList();
        return calls.readByNames("virtual-machine", names, fields);
    }

    private boolean isOn(@Nullable Node node, JsonNode machine) {
        for (String uuid : uuids(machine, "virtual_router_back_refs")) {
            Node router = routers.get(uuid);
            if (node != null && router != null && isSame(router, node)) {
                return true;
            }
            // It may get another address or name; the next look reads it anew.
            routers.remove(uuid);
        }
        return false;
    }

    private static boolean isSame(Node router, Node node) {
        return router.address().equals(node.address()) || label(router.name()).equals(label(node.name()));
    }

    private static String label(String host) {
        return host.split("\\.")[0].toLowerCase(Locale.ROOT);
    }

    /** Every interface says {@code index} as number/total: all numbers below the total must be there. */
    private static boolean complete(List<JsonNode> interfaces) {
        Set<Integer> numbers = new HashSet<>();
        for (JsonNode each : interfaces) {
            String[] index = index(each).split("/");
            if (index.length != 2 || Integer.parseInt(index[1]) != interfaces.size()) {
                return false;
            }
            numbers.add(Integer.parseInt(index[0]));
        }
        return !interfaces.isEmpty() && numbers.size() == interfaces.size();
    }

    private static String index(JsonNode port) {
        for (JsonNode pair : port.path("annotations").path("key_value_pair")) {
            if (Json.text(pair, "key").equals("index")) {
                return Json.text(pair, "value");
            }
        }
        return "";
    }

    private Map<String, List<String>> addressed(Map<String, List<JsonNode>> interfacesOf)
            throws IOException, InterruptedException {
        List<JsonNode> interfaces =
                interfacesOf.values().stream().flatMap(List::stream).toList();
        Map<String, JsonNode> ips = byUuid(
                calls.read("instance-ip", referrers(interfaces, "instance_ip_back_refs"), "instance_ip_address"));
        Map<String, List<String>> found = new HashMap<>();
        interfacesOf.forEach((pod, own) -> {
            boolean all = own.stream().noneMatch(each -> addresses(each, ips).isEmpty());
            own.stream()
                    .filter(each -> all && index(each).startsWith("0/"))
                    .forEach(first -> found.put(pod, addresses(first, ips)));
        });
        return found;
    }

    /** Those of an interface, IPv4 first. */
    private static List<String> addresses(JsonNode port, Map<String, JsonNode> ips) {
        return uuids(port, "instance_ip_back_refs").stream()
                .map(uuid -> Json.text(ips.getOrDefault(uuid, Json.object()), "instance_ip_address"))
                .filter(address -> !address.isEmpty())
                .sorted((a, b) -> Boolean.compare(a.contains(":"), b.contains(":")))
                .toList();
    }

    private static Map<String, JsonNode> byUuid(Collection<JsonNode> objects) {
        Map<String, JsonNode> byUuid = new HashMap<>();
        objects.forEach(object -> byUuid.put(Json.text(object, "uuid"), object));
        return byUuid;
    }

    private static Set<String> referrers(Collection<JsonNode> objects, String field) {
        Set<String> found = new HashSet<>();
        objects.forEach(object -> found.addAll(uuids(object, field)));
        return found;
    }

    private static List<String> uuids(JsonNode object, String field) {
        List<String> found = new ArrayList<>();
        object.path(field).forEach(ref -> found.add(Json.text(ref, "uuid")));
        return found;
    }
}
