package io.contrailkube.core.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.kind.service.ServiceFact.Exposure;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Services, as Kubernetes serves them. */
public final class ServiceKind implements KubeKind {
    public static final String NAME = KindNames.SERVICE;

    private static final String HEADLESS = "None";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("", "v1", "services"));
    }

    @Override
    public Class<ServiceFact> factType() {
        return ServiceFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var service = new KubeObject(NAME, object);
        Type type = type(service.text("/spec/type"));
        boolean headless = HEADLESS.equals(service.text("/spec/clusterIP"));
        var exposure = new Exposure(
                service.text("/spec/loadBalancerIP"),
                service.texts("/spec/externalIPs"),
                service.text("/spec/loadBalancerClass"));
        return Optional.of(new ServiceFact(
                service.id(),
                service.annotations(ServiceAnnotations.KEYS),
                service.text("/metadata/creationTimestamp"),
                type,
                new ServiceFact.Addresses(
                        clusterIps(service, type), headless, service.texts("/status/loadBalancer/ingress", "/ip")),
                !object.at("/spec/selector").isEmpty(),
                ports(object.at("/spec/ports")),
                exposure,
                // Without an address of its own there is no balancing, in any Kubernetes, that the fields could change.
                headless || type == Type.EXTERNAL_NAME ? List.of() : ServiceIgnored.paths(service)));
    }

    private static Type type(String text) {
        return switch (text) {
            case "NodePort" -> Type.NODE_PORT;
            case "LoadBalancer" -> Type.LOAD_BALANCER;
            case "ExternalName" -> Type.EXTERNAL_NAME;
            default -> Type.CLUSTER_IP;
        };
    }

    private static List<String> clusterIps(KubeObject service, Type type) {
        if (type == Type.EXTERNAL_NAME) {
            return List.of();
        }
        List<String> addresses = service.texts("/spec/clusterIPs");
        if (addresses.isEmpty()) {
            addresses = List.of(service.text("/spec/clusterIP"));
        }
        return addresses.stream()
                .filter(address -> !address.isEmpty() && !address.equals(HEADLESS))
                .toList();
    }

    private static List<Port> ports(JsonNode list) {
        var ports = new ArrayList<Port>();
        for (JsonNode port : list) {
            int number = port.path("port").asInt();
            if (number > 0) {
                String name = KubeObject.text(port.path("name"));
                ports.add(new Port(
                        name.intern(), port.path("protocol").asText("TCP").intern(), number));
            }
        }
        return ports;
    }
}
