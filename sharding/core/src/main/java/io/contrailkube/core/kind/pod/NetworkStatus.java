package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.pod.PodNetwork.Family;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import java.util.List;
import java.util.Optional;

/**
 * The annotation that shows the interfaces of a pod, in the format that the Kubernetes Network Plumbing Working Group
 * published (spec 02 section 4.9).
 */
final class NetworkStatus {
    private static final JsonMapper JSON = new JsonMapper();

    private NetworkStatus() {}

    /** Only pods that ask for additional networks carry it. */
    static boolean isShown(Look look) {
        return !look.pod.annotations().getOrDefault(PodAnnotations.NETWORKS, "").isBlank();
    }

    /** What has to be written; empty if it is there already, or not everything is known yet. */
    static Optional<KubeWrite> of(Look look, PodPorts.Decided decided) {
        if (!isShown(look) || !decided.complete() || look.routers().isEmpty()) {
            return Optional.empty();
        }
        ArrayNode status = JsonNodeFactory.instance.arrayNode();
        for (PodPort port : decided.ports()) {
            Optional<ObjectNode> element = element(look, port);
            if (element.isEmpty()) {
                return Optional.empty();
            }
            status.add(element.get());
        }
        if (status.equals(shown(look))) {
            return Optional.empty();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put(PodAnnotations.NETWORK_STATUS, status.toString());
        return Optional.of(new KubeWrite(look.pod.id(), Place.ANNOTATIONS, patch));
    }

    private static Optional<ObjectNode> element(Look look, PodPort port) {
        Optional<String> mac = learned(look.surely(look.port(port.index()))
                .map(entry -> entry.learned().get(VirtualMachineInterface.MAC)));
        List<Optional<String>> addresses = port.network().families().stream()
                .map(family -> address(look, port, family))
                .toList();
        if (mac.isEmpty() || addresses.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        ObjectNode element = JsonNodeFactory.instance.objectNode();
        element.put("name", port.naming().status());
        element.put("interface", port.device());
        ArrayNode ips = element.putArray("ips");
        addresses.forEach(address -> ips.add(address.orElseThrow()));
        element.put("mac", mac.get());
        if (port.index() == 0) {
            element.put("default", true);
        }
        return Optional.of(element);
    }

    private static Optional<String> address(Look look, PodPort port, Family family) {
        return learned(look.surely(look.names.podAddress(look.pod.id(), port.index(), family.text()))
                .map(entry -> entry.learned().get(InstanceIp.ADDRESS)));
    }

    private static Optional<String> learned(Optional<String> value) {
        return value.filter(text -> !text.isEmpty());
    }

    /** What the pod shows by now; whatever cannot be read is replaced. */
    private static JsonNode shown(Look look) {
        try {
            return JSON.readTree(look.pod.annotations().getOrDefault(PodAnnotations.NETWORK_STATUS, ""));
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
