package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.KubeObject;
import java.util.OptionalInt;

/** A Pod as the endpoint controllers see it. */
record PodBackend(JsonNode json) {
    static final String IPV4 = "IPv4";
    static final String IPV6 = "IPv6";

    String name() {
        return text("/metadata/name");
    }

    String created() {
        return text("/metadata/creationTimestamp");
    }

    String node() {
        return text("/spec/nodeName");
    }

    /** Whether it may get traffic at all. */
    boolean counts() {
        String phase = text("/status/phase");
        boolean stopped = phase.equals("Succeeded") || phase.equals("Failed");
        return !stopped && !(address(IPV4) + address(IPV6)).isEmpty();
    }

    boolean ready() {
        for (JsonNode condition : json.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    boolean terminating() {
        return json.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Its first address of a family; empty if it has none. */
    String address(String family) {
        boolean six = family.equals(IPV6);
        for (String address : new KubeObject("Pod", json).texts("/status/podIPs", "/ip")) {
            if (address.contains(":") == six) {
                return address;
            }
        }
        String address = text("/status/podIP");
        return address.contains(":") == six ? address : "";
    }

    /** Its name in the subdomain of a headless service; empty if it has none. */
    String hostname(SelectingService service) {
        return text("/spec/subdomain").equals(service.name()) ? text("/spec/hostname") : "";
    }

    ObjectNode reference() {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        return reference
                .put("kind", "Pod")
                .put("namespace", SelectingService.namespace(json))
                .put("name", name())
                .put("uid", text("/metadata/uid"));
    }

    /** The ports of a service with the numbers that they have in this pod; without those that it does not have. */
    ArrayNode ports(SelectingService service) {
        ArrayNode ports = JsonNodeFactory.instance.arrayNode();
        for (JsonNode wanted : service.ports()) {
            String protocol = wanted.path("protocol").asText("TCP");
            number(wanted, protocol).ifPresent(number -> {
                ObjectNode port = ports.addObject();
                port.put("name", wanted.path("name").asText("")).put("port", number);
                port.put("protocol", protocol);
                if (wanted.hasNonNull("appProtocol")) {
                    port.set("appProtocol", wanted.path("appProtocol"));
                }
            });
        }
        return ports;
    }

    private OptionalInt number(JsonNode wanted, String protocol) {
        JsonNode target = wanted.path("targetPort");
        if (!target.isTextual()) {
            int number = target.asInt();
            return OptionalInt.of(number == 0 ? wanted.path("port").asInt() : number);
        }
        OptionalInt number = named(json.at("/spec/containers"), target.asText(), protocol, false);
        return number.isPresent() ? number : named(json.at("/spec/initContainers"), target.asText(), protocol, true);
    }

    /** @param restarting only containers that are restarted: among those of the start, the ones that go on running */
    private static OptionalInt named(JsonNode containers, String name, String protocol, boolean restarting) {
        for (JsonNode container : containers) {
            if (restarting && !container.path("restartPolicy").asText().equals("Always")) {
                continue;
            }
            for (JsonNode port : container.path("ports")) {
                if (port.path("name").asText().equals(name)
                        && port.path("protocol").asText("TCP").equals(protocol)) {
                    return OptionalInt.of(port.path("containerPort").asInt());
                }
            }
        }
        return OptionalInt.empty();
    }

    private String text(String pointer) {
        return KubeObject.text(json.at(pointer));
    }
}
