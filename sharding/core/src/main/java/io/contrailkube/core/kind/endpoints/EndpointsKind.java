package io.contrailkube.core.kind.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Endpoint;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Group;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** EndpointSlices, or Endpoints where slices are not served; the facts are of one form (spec 02 section 11.3). */
public final class EndpointsKind implements KubeKind {
    public static final String NAME = KindNames.ENDPOINT_SLICE;

    private static final String SERVICE = "/metadata/labels/kubernetes.io~1service-name";
    private static final String OVER_CAPACITY = "/metadata/annotations/endpoints.kubernetes.io~1over-capacity";
    /** Endpoints of theirs are locks for leader election, rewritten every other second (spec 02 section 6.1). */
    private static final Set<String> LOCKS =
            Set.of("kube-controller-manager", "kube-scheduler", "openshift-master-controllers");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(
                new ApiResource("discovery.k8s.io", "v1", "endpointslices"), new ApiResource("", "v1", "endpoints"));
    }

    @Override
    public Class<EndpointsFact> factType() {
        return EndpointsFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var endpoints = new KubeObject(NAME, object);
        // Elements of a list do not say their kind; only slices have this field, and every slice has it.
        return object.has("addressType") ? slice(endpoints) : endpoints(endpoints);
    }

    private static Optional<KubeFact> slice(KubeObject slice) {
        ObjectId id = slice.id();
        String service = slice.text(SERVICE);
        String addressType = slice.text("/addressType");
        if (service.isEmpty() || addressType.equals("FQDN")) {
            return Optional.empty();
        }
        var ready = new ArrayList<Endpoint>();
        for (JsonNode endpoint : slice.json().path("endpoints")) {
            // Several addresses of one endpoint are the same backend, and only the first is said to be in use.
            String address = KubeObject.text(endpoint.path("addresses").path(0));
            if (endpoint.at("/conditions/ready").asBoolean(true) && !address.isEmpty()) {
                ready.add(endpoint(address, endpoint));
            }
        }
        var group = new Group(ports(slice.json().path("ports")), ready);
        return Optional.of(new EndpointsFact(id, service.intern(), addressType.intern(), List.of(group), false));
    }

    private static Optional<KubeFact> endpoints(KubeObject endpoints) {
        ObjectId id = endpoints.id();
        if (LOCKS.contains(id.name())) {
            return Optional.empty();
        }
        var groups = new ArrayList<Group>();
        for (JsonNode subset : endpoints.json().path("subsets")) {
            var ready = new ArrayList<Endpoint>();
            for (JsonNode endpoint : subset.path("addresses")) {
                String address = KubeObject.text(endpoint.path("ip"));
                if (!address.isEmpty()) {
                    ready.add(endpoint(address, endpoint));
                }
            }
            groups.add(new Group(ports(subset.path("ports")), ready));
        }
        boolean truncated = endpoints.text(OVER_CAPACITY).equals("truncated");
        return Optional.of(new EndpointsFact(id, id.name(), family(groups), groups, truncated));
    }

    /** Kubernetes fills Endpoints with addresses of one family, that of the service. */
    private static String family(List<Group> groups) {
        boolean six = groups.stream()
                .flatMap(group -> group.endpoints().stream())
                .findFirst()
                .filter(first -> first.address().contains(":"))
                .isPresent();
        return six ? "IPv6" : "IPv4";
    }

    private static Endpoint endpoint(String address, JsonNode endpoint) {
        JsonNode target = endpoint.path("targetRef");
        boolean pod = target.path("kind").asText("Pod").equals("Pod");
        return new Endpoint(
                address,
                pod ? KubeObject.text(target.path("uid")) : "",
                pod ? KubeObject.text(target.path("name")) : "",
                KubeObject.text(endpoint.path("nodeName")).intern());
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
