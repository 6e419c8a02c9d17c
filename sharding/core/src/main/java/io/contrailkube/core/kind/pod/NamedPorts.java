package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the container ports of a pod that have a name, by which network policies may call them (spec 03 section 11.5). */
final class NamedPorts {
    private static final int HIGHEST = 65_535;
    /** As Kubernetes spells them. */
    private static final Map<String, Protocol> PROTOCOLS =
            Map.of("", Protocol.TCP, "TCP", Protocol.TCP, "UDP", Protocol.UDP, "SCTP", Protocol.SCTP);

    private NamedPorts() {}

    /** Of the containers that run as long as the pod does: of those that prepare it only what runs beside it from then on. */
    static SortedSet<NamedPort> of(KubeObject pod) {
        var ports = new TreeSet<NamedPort>();
        pod.json().at("/spec/containers").forEach(container -> add(container, ports));
        for (JsonNode container : pod.json().at("/spec/initContainers")) {
            if (KubeObject.text(container.path("restartPolicy")).equals("Always")) {
                add(container, ports);
            }
        }
        return ports;
    }

    private static void add(JsonNode container, SortedSet<NamedPort> ports) {
        container.path("ports").forEach(port -> read(port).ifPresent(ports::add));
    }

    private static Optional<NamedPort> read(JsonNode port) {
        String name = KubeObject.text(port.path("name"));
        Protocol protocol = PROTOCOLS.get(KubeObject.text(port.path("protocol")));
        int number = port.path("containerPort").asInt();
        // Names are few and repeat in a great many pods.
        return name.isEmpty() || protocol == null || number < 1 || number > HIGHEST
                ? Optional.empty()
                : Optional.of(new NamedPort(protocol, name.intern(), number));
    }
}
