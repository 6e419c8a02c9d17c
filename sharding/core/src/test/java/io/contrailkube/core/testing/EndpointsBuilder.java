package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointsFact;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Endpoint;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Group;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Port;
import java.util.ArrayList;
import java.util.List;

/** An EndpointSlice with one group, in the making; every method gives a changed copy. */
public final class EndpointsBuilder {
    private final String namespace;
    private final String service;
    private String slice;
    private String addressType = "IPv4";
    private boolean truncated;
    private List<Group> earlier = List.of();
    private List<Port> ports = List.of();
    private List<Endpoint> endpoints = List.of();

    EndpointsBuilder(String namespace, String service) {
        this.namespace = namespace;
        this.service = service;
        this.slice = service + "-abcde";
    }

    private EndpointsBuilder copy() {
        var copy = new EndpointsBuilder(namespace, service);
        copy.slice = slice;
        copy.addressType = addressType;
        copy.truncated = truncated;
        copy.earlier = earlier;
        copy.ports = ports;
        copy.endpoints = endpoints;
        return copy;
    }

    /** Another slice of the same service. */
    public EndpointsBuilder slice(String name) {
        EndpointsBuilder copy = copy();
        copy.slice = name;
        return copy;
    }

    public EndpointsBuilder addressType(String type) {
        EndpointsBuilder copy = copy();
        copy.addressType = type;
        return copy;
    }

    public EndpointsBuilder truncated() {
        EndpointsBuilder copy = copy();
        copy.truncated = true;
        return copy;
    }

    public EndpointsBuilder port(String name, String protocol, int port) {
        EndpointsBuilder copy = copy();
        copy.ports = plus(ports, new Port(name, protocol, port));
        return copy;
    }

    /** A ready pod. */
    public EndpointsBuilder pod(PodBuilder pod, String address) {
        ObjectId id = pod.fact().id();
        return endpoint(new Endpoint(address, id.uid(), id.name(), pod.fact().node()));
    }

    /** An address that no pod has. */
    public EndpointsBuilder address(String address) {
        return endpoint(new Endpoint(address, "", "", ""));
    }

    public EndpointsBuilder endpoint(Endpoint endpoint) {
        EndpointsBuilder copy = copy();
        copy.endpoints = plus(endpoints, endpoint);
        return copy;
    }

    public EndpointsBuilder withoutEndpoints() {
        EndpointsBuilder copy = copy();
        copy.endpoints = List.of();
        return copy;
    }

    /** What follows belongs to another group, as in a second subset of Endpoints. */
    public EndpointsBuilder andGroup() {
        EndpointsBuilder copy = copy();
        copy.earlier = plus(earlier, new Group(ports, endpoints));
        copy.ports = List.of();
        copy.endpoints = List.of();
        return copy;
    }

    public EndpointsFact fact() {
        String uid = Uuids.named("uid of slice " + namespace + '/' + slice);
        return new EndpointsFact(
                new ObjectId("EndpointSlice", namespace, slice, uid),
                service,
                addressType,
                plus(earlier, new Group(ports, endpoints)),
                truncated);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        var all = new ArrayList<>(list);
        all.add(element);
        return List.copyOf(all);
    }
}
