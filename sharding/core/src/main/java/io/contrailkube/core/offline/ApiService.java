package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.kind.service.ServiceKind;
import java.util.List;

/** The service of the API server itself, which every cluster has: the first of all addresses, and no pods. */
final class ApiService {
    private static final String NAME = "kubernetes";
    private static final int PORT = 443;
    private static final int TARGET_PORT = 6443;

    private ApiService() {}

    static List<JsonNode> of(ClusterSettings settings) {
        return List.of(service(settings.addressing().serviceSubnets().get(0)), slice());
    }

    private static ObjectNode service(Cidr range) {
        ObjectNode service = Served.named(ServiceKind.NAME, NAME);
        ObjectNode spec = service.putObject("spec").put("clusterIP", range.first());
        spec.putArray("clusterIPs").add(range.first());
        port(spec.putArray("ports"), PORT).put("targetPort", TARGET_PORT);
        return service;
    }

    private static ObjectNode slice() {
        ObjectNode slice = Served.named(EndpointsKind.NAME, NAME).put("addressType", "IPv4");
        slice.withObject("/metadata/labels").put("kubernetes.io/service-name", NAME);
        slice.putArray("endpoints").addObject().putArray("addresses").add(Served.SOME_ADDRESS);
        port(slice.putArray("ports"), TARGET_PORT);
        return slice;
    }

    private static ObjectNode port(ArrayNode ports, int number) {
        return ports.addObject().put("name", "https").put("protocol", "TCP").put("port", number);
    }
}
