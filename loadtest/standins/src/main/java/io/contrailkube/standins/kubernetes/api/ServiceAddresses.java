package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Watcher;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cluster IPs and node ports of services; one family is allocated, an address of a second one is taken as it is asked for. */
public final class ServiceAddresses implements Watcher {
    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;

    private final String range;
    private final Uids uids;
    private final Pool ips;
    private final Pool nodePorts = new Pool(FIRST_NODE_PORT, NODE_PORTS);

    /** Addresses of that IPv4 range, without its first and last. */
    ServiceAddresses(String cidr, Uids uids) {
        String[] parts = cidr.split("/");
        long size = 1L << (32 - Integer.parseInt(parts[1]));
        this.range = cidr;
        this.uids = uids;
        this.ips = new Pool(number(parts[0]) + 1, (int) Math.min(size - 2, Integer.MAX_VALUE));
    }

    /** The first address of an IPv4 range, which a cluster gives to the service of its own API. */
    public static String first(String cidr) {
        return text(number(cidr.split("/")[0]) + 1);
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
            if (!ServiceRules.holds(after, port.path("nodePort").asInt())) {
                nodePorts.free(port.path("nodePort").asInt());
            }
        });
    }

    /** Allocates what the service needs, or checks what it asks for; {@code before} is null for a new one. */
    void allocate(ObjectNode service, @Nullable ObjectNode before) {
        ObjectNode spec = Json.child(service, "spec");
        JsonNode old = before == null ? Json.object() : before.path("spec");
        if (ServiceRules.hasAddress(spec)) {
            allocateIp(service, spec, old);
        }
        if (ServiceRules.hasNodePorts(spec)) {
            Set<Integer> mine = new HashSet<>();
            int i = 0;
            for (JsonNode port : spec.path("ports")) {
                if (port instanceof ObjectNode each) {
                    mine.add(allocateNodePort(service, each, i, new Held(old, mine)));
                }
                i++;
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
            asked = text(uids == Uids.DERIVED ? ips.takeNear(hash(service)) : ips.take());
        } else if (!asked.equals("None")) {
            take(service, asked);
        }
        spec.put("clusterIP", asked);
        if (Json.empty(spec.path("clusterIPs"))) {
            boolean known = !Json.empty(old.path("clusterIPs"));
            spec.set(
                    "clusterIPs",
                    known ? old.path("clusterIPs").deepCopy() : Json.array().add(asked));
        }
        families(service, spec);
    }

    private void take(ObjectNode service, String asked) {
        int number = number(service, asked);
        String failed = "Invalid value: [\"" + asked + "\"]: failed to allocate IP " + asked + ": ";
        if (!ips.contains(number)) {
            throw invalid(
                    service,
                    "spec.clusterIPs",
                    failed + "the provided IP (" + asked + ") is not in the valid range. The range of valid IPs is "
                            + range);
        }
        if (!ips.take(number)) {
            throw invalid(service, "spec.clusterIPs", failed + "provided IP is already allocated");
        }
    }

    private static void families(ObjectNode service, ObjectNode spec) {
        Json.absent(spec, "ipFamilyPolicy", "SingleStack");
        boolean both = spec.path("clusterIPs").size() > 1;
        if (Json.text(spec, "ipFamilyPolicy").equals("RequireDualStack") && !both) {
            throw invalid(
                    service,
                    "spec.ipFamilyPolicy",
                    "Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services");
        }
        if (!spec.has("ipFamilies")) {
            ArrayNode families = spec.putArray("ipFamilies").add("IPv4");
            if (both) {
                families.add("IPv6");
            }
        }
    }

    /** What the service had, and what its ports before this one got: two protocols may share a number. */
    private record Held(JsonNode old, Set<Integer> mine) {
        boolean has(int port) {
            return mine.contains(port) || ServiceRules.holds(old, port);
        }
    }

    private int allocateNodePort(ObjectNode service, ObjectNode port, int index, Held held) {
        int asked = port.path("nodePort").asInt();
        if (asked == 0) {
            for (JsonNode before : held.old().path("ports")) {
                if (before.path("port").equals(port.path("port"))
                        && before.path("protocol").equals(port.path("protocol"))) {
                    asked = before.path("nodePort").asInt();
                }
            }
        }
        if (asked == 0) {
            asked = uids == Uids.DERIVED
                    ? nodePorts.takeNear(hash(service) + port.path("port").asInt())
                    : nodePorts.take();
        } else if (!held.has(asked) && !nodePorts.take(asked)) {
            throw invalid(
                    service,
                    "spec.ports[" + index + "].nodePort",
                    "Invalid value: " + asked + ": provided port is already allocated");
        }
        port.put("nodePort", asked);
        return asked;
    }

    private void giveBackIp(String ip) {
        if (ip.indexOf('.') > 0) {
            ips.free(number(ip));
        }
    }

    /** The same for a service of the same name in the same namespace. */
    private static int hash(ObjectNode service) {
        String name = Json.text(service, "metadata", "namespace") + "/" + Json.text(service, "metadata", "name");
        return Integer.parseInt(Uuids.shortHash("Service " + name, 6), 16);
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
