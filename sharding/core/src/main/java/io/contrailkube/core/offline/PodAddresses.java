package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.plan.OwnerKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that pods have in their status: what Contrail gave them, so that a plan knows it too.
 *
 * @param byUid by the uid of the pod, the first as the pod's first
 */
public record PodAddresses(Map<String, List<String>> byUid) {
    public static final PodAddresses UNKNOWN = new PodAddresses(Map.of());

    private static final String VERSION_6 = "v6";

    public PodAddresses {
        byUid = Map.copyOf(byUid);
    }

    /** @param objects as an API server holds them */
    static PodAddresses of(Collection<JsonNode> objects) {
        var byUid = new HashMap<String, List<String>>();
        for (JsonNode object : objects) {
            if (object.path("kind").asText().equals(PodWorkload.KIND)) {
                var addresses = new ArrayList<String>();
                JsonNode status = object.path("status");
                status.path("podIPs").forEach(ip -> addresses.add(ip.path("ip").asText()));
                if (addresses.isEmpty() && !status.path("podIP").asText("").isEmpty()) {
                    addresses.add(status.path("podIP").asText());
                }
                byUid.put(object.at("/metadata/uid").asText(), List.copyOf(addresses));
            }
        }
        return new PodAddresses(byUid);
    }

    /** What the server has decided for a field of an object, if it is an address of a pod that is known. */
    Optional<String> of(OwnerKey owner, ContrailObject object, String pointer) {
        if (!owner.kind().equals(PodWorkload.KIND)
                || !object.key().type().equals(ContrailTypes.INSTANCE_IP)
                || !pointer.equals(InstanceIp.ADDRESS)) {
            return Optional.empty();
        }
        boolean six = object.properties().path("instance_ip_family").asText().equals(VERSION_6);
        return byUid.getOrDefault(owner.id(), List.of()).stream()
                .filter(address -> address.contains(":") == six)
                .findFirst();
    }
}
