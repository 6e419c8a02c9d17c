package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.loadtest.lab.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Contrail has for pods and load balancers, looked up by the uid of the Kubernetes object. */
final class Provision {
    private static final String INTERFACES = "virtual_machine_interface_refs";

    private final Map<String, List<String>> addressesOfPod = new HashMap<>();
    private final Map<String, Integer> membersOfService = new HashMap<>();
    private final Set<String> balanced = new HashSet<>();
    private final Set<String> withFloatingIp = new HashSet<>();

    private Provision() {}

    static Provision in(Lab lab) throws IOException {
        var provision = new Provision();
        // Virtual machines and load balancers have the uid of their pod, service or ingress.
        var ownerOf = new HashMap<String, String>();
        for (JsonNode port : read(lab, ContrailTypes.VIRTUAL_MACHINE_INTERFACE)) {
            referred(port, "virtual_machine_refs").forEach(pod -> ownerOf.put(uuid(port), pod));
        }
        for (JsonNode balancer : read(lab, ContrailTypes.LOADBALANCER)) {
            provision.balanced.add(uuid(balancer));
            referred(balancer, INTERFACES).forEach(port -> ownerOf.put(port, uuid(balancer)));
        }
        for (JsonNode ip : read(lab, ContrailTypes.INSTANCE_IP)) {
            String address = ip.path("instance_ip_address").asText();
            referred(ip, INTERFACES).forEach(port -> provision
                    .addressesOfPod
                    .computeIfAbsent(ownerOf.getOrDefault(port, ""), any -> new ArrayList<>())
                    .add(address));
        }
        for (JsonNode ip : read(lab, ContrailTypes.FLOATING_IP)) {
            referred(ip, INTERFACES).forEach(port -> provision.withFloatingIp.add(ownerOf.getOrDefault(port, "")));
        }
        for (JsonNode member : read(lab, ContrailTypes.LOADBALANCER_MEMBER)) {
            provision.membersOfService.merge(
                    mark(member, OwnershipMarks.NAMESPACE) + '/' + mark(member, OwnershipMarks.NAME), 1, Integer::sum);
        }
        return provision;
    }

    /** Of all its interfaces. */
    List<String> addressesOf(String pod) {
        return addressesOfPod.getOrDefault(pod, List.of());
    }

    /** Members for all ports of a service. */
    int members(String namespace, String service) {
        return membersOfService.getOrDefault(namespace + '/' + service, 0);
    }

    /** Whether there is a load balancer for a service or ingress. */
    boolean isBalanced(String uid) {
        return balanced.contains(uid);
    }

    /** Whether a public address leads to the load balancer of a service or ingress. */
    boolean hasFloatingIp(String uid) {
        return withFloatingIp.contains(uid);
    }

    private static List<JsonNode> read(Lab lab, String type) throws IOException {
        return lab.inContrail(ContrailTypes.of(type));
    }

    private static String uuid(JsonNode object) {
        return object.path("uuid").asText();
    }

    private static List<String> referred(JsonNode object, String field) {
        var uuids = new ArrayList<String>();
        object.path(field).forEach(reference -> uuids.add(uuid(reference)));
        return uuids;
    }

    private static String mark(JsonNode object, String key) {
        for (JsonNode pair : object.at("/annotations/key_value_pair")) {
            if (pair.path("key").asText().equals(key)) {
                return pair.path("value").asText();
            }
        }
        return "";
    }
}
