package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ingress.IngressFact;
import io.contrailkube.core.kind.pod.PodAnnotations;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Addresses;
import io.contrailkube.core.kind.service.ServiceFact.Exposure;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of an object that its owner does not write: status, and annotations of ours. */
final class Shown {
    private Shown() {}

    /** The object as its owner now wants it, with the status that it had. */
    static KubeFact kept(KubeFact before, KubeFact now) {
        if (before instanceof ServiceFact old
                && now instanceof ServiceFact service
                && service.statusAddresses().isEmpty()) {
            return with(service, old.statusAddresses(), service.exposure());
        }
        if (before instanceof IngressFact old
                && now instanceof IngressFact ingress
                && ingress.statusAddresses().isEmpty()) {
            return with(ingress, old.statusAddresses());
        }
        if (before instanceof PodFact old && now instanceof PodFact pod) {
            String status = old.annotations().get(PodAnnotations.NETWORK_STATUS);
            return status == null || pod.annotations().containsKey(PodAnnotations.NETWORK_STATUS)
                    ? pod
                    : with(pod, status);
        }
        return now;
    }

    /** The object after a write of ours, as its decoder would give it. */
    static KubeFact after(KubeWrite write, KubeFact fact) {
        if (fact instanceof ServiceFact service) {
            return write.place() == Place.EXTERNAL_IPS
                    ? with(service, service.statusAddresses(), exposing(service.exposure(), write))
                    : with(service, addresses(write), service.exposure());
        }
        if (fact instanceof IngressFact ingress) {
            return with(ingress, addresses(write));
        }
        if (fact instanceof PodFact pod) {
            return with(
                    pod,
                    write.patch()
                            .at("/metadata/annotations")
                            .path(PodAnnotations.NETWORK_STATUS)
                            .asText());
        }
        throw new AssertionError("nobody writes to " + fact.id());
    }

    /** An object whose status somebody has cleared. */
    static KubeFact cleared(KubeFact fact) {
        if (fact instanceof ServiceFact service) {
            return with(service, List.of(), service.exposure());
        }
        if (fact instanceof IngressFact ingress) {
            return with(ingress, List.of());
        }
        throw new AssertionError(fact.id() + " has no status that anybody could clear");
    }

    private static List<String> addresses(KubeWrite write) {
        return texts(write.patch().at("/status/loadBalancer/ingress"), "ip");
    }

    private static Exposure exposing(Exposure exposure, KubeWrite write) {
        return new Exposure(
                exposure.loadBalancerIp(),
                texts(write.patch().at("/spec/externalIPs"), ""),
                exposure.loadBalancerClass());
    }

    private static List<String> texts(JsonNode list, String field) {
        var texts = new ArrayList<String>();
        list.forEach(element -> texts.add(
                field.isEmpty() ? element.asText() : element.path(field).asText()));
        return texts;
    }

    private static ServiceFact with(ServiceFact fact, List<String> statusAddresses, Exposure exposure) {
        return new ServiceFact(
                fact.id(),
                fact.annotations(),
                fact.created(),
                fact.type(),
                new Addresses(fact.clusterIps(), fact.headless(), statusAddresses),
                fact.selects(),
                fact.ports(),
                exposure,
                fact.ignored());
    }

    private static IngressFact with(IngressFact fact, List<String> statusAddresses) {
        return new IngressFact(
                fact.id(),
                fact.annotations(),
                fact.className(),
                fact.defaultBackend(),
                fact.paths(),
                fact.tls(),
                statusAddresses,
                fact.ignored());
    }

    private static PodFact with(PodFact fact, String networkStatus) {
        SortedMap<String, String> annotations = new TreeMap<>(fact.annotations());
        annotations.put(PodAnnotations.NETWORK_STATUS, networkStatus);
        return new PodFact(
                fact.id(),
                fact.labels(),
                annotations,
                fact.node(),
                fact.hostAddresses(),
                fact.ports(),
                fact.completed(),
                fact.ignored());
    }
}
