package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;

/**
 * What we keep of an EndpointSlice, or of an Endpoints object where slices are not served (spec 02 sections 6.1 and
 * 11.3); both look the same from here on.
 *
 * @param service name of the service they belong to
 * @param addressType {@code IPv4} or {@code IPv6}
 * @param groups ports with the endpoints that serve them: one for a slice, one per subset of Endpoints
 * @param truncated Endpoints that were cut at a thousand addresses
 */
public record EndpointsFact(ObjectId id, String service, String addressType, List<Group> groups, boolean truncated)
        implements KubeFact {
    public EndpointsFact {
        groups = List.copyOf(groups);
    }

    /** Every endpoint serves every port. */
    public record Group(List<Port> ports, List<Endpoint> endpoints) {
        public Group {
            ports = List.copyOf(ports);
            endpoints = List.copyOf(endpoints);
        }
    }

    /** @param name empty if it has none */
    public record Port(String name, String protocol, int port) {}

    /**
     * A ready endpoint; others are not kept.
     *
     * @param podUid uid of the pod that {@code targetRef} names; empty if it names none
     * @param pod name of that pod; empty if there is none
     * @param node where it runs; empty if not said
     */
    public record Endpoint(String address, String podUid, String pod, String node) {}
}
