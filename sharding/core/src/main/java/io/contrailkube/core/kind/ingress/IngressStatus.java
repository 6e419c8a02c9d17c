package io.contrailkube.core.kind.ingress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.FloatingIp;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses that an ingress shows (spec 02 section 7.5). */
final class IngressStatus {
    private IngressStatus() {}

    /** What has to be written so that these are shown, in this order; nothing if they are. */
    static List<KubeWrite> showing(IngressFact ingress, List<String> addresses) {
        if (ingress.statusAddresses().equals(addresses)) {
            return List.of();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode balancer = patch.putObject("status").putObject("loadBalancer");
        if (addresses.isEmpty()) {
            balancer.putNull("ingress");
        } else {
            ArrayNode list = balancer.putArray("ingress");
            addresses.forEach(address -> list.addObject().put("ip", address));
        }
        return List.of(new KubeWrite(ingress.id(), Place.STATUS, patch));
    }

    /** Takes our addresses back from an ingress that is another controller's now; its own stay (section 7.1). */
    static List<KubeWrite> withdrawing(IngressFact ingress, Collection<LedgerEntry> standing) {
        Set<String> ours = new HashSet<>();
        standing.forEach(entry -> Stream.of(InstanceIp.ADDRESS, FloatingIp.ALLOCATED)
                .flatMap(pointer -> Optional.ofNullable(entry.learned().get(pointer)).stream())
                .forEach(ours::add));
        List<String> others = ingress.statusAddresses().stream()
                .filter(address -> !ours.contains(address))
                .toList();
        return showing(ingress, others);
    }
}
