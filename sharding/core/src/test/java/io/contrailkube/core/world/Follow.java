package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.endpoints;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointsFact;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Endpoint;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.testing.EndpointsBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Kubernetes' own controllers do in time: the slices of services follow the pods that bear their name as label. */
final class Follow {
    static final String APP = "app";
    /** So many slices has a service. */
    private static final int SLICES = 2;

    private Follow() {}

    /** Brings the slices of a namespace up to date with its pods and services. */
    static void in(World world, String namespace) {
        List<KubeFact> there = world.facts().stream()
                .filter(fact -> fact.id().namespace().equals(namespace))
                .toList();
        Set<String> wanted = new HashSet<>();
        for (KubeFact fact : there) {
            if (fact instanceof ServiceFact service && service.selects()) {
                for (int i = 0; i < SLICES; i++) {
                    EndpointsFact slice = inLife(slice(service, i, there), world);
                    wanted.add(slice.id().name());
                    if (!there.contains(slice)) {
                        world.apply(slice);
                    }
                }
            }
        }
        there.stream()
                .filter(EndpointsFact.class::isInstance)
                .filter(slice -> !wanted.contains(slice.id().name()))
                .forEach(world::delete);
    }

    private static EndpointsFact slice(ServiceFact service, int index, List<KubeFact> there) {
        String name = service.id().name();
        EndpointsBuilder slice = endpoints(service.id().namespace(), name).slice(name + '-' + index);
        for (ServiceFact.Port port : service.ports()) {
            slice = slice.port(port.name(), port.protocol(), port.port() + 8000);
        }
        for (KubeFact fact : there) {
            if (fact instanceof PodFact pod && isIn(pod, service) && sliceOf(pod) == index) {
                slice = slice.endpoint(
                        new Endpoint(address(pod), pod.id().uid(), pod.id().name(), pod.node()));
            }
        }
        return slice.fact();
    }

    /** Nobody ever gets an old uid. */
    private static EndpointsFact inLife(EndpointsFact slice, World world) {
        ObjectId id = slice.id();
        String uid = Uuids.named(id.uid() + world.deletions(slice));
        return new EndpointsFact(
                new ObjectId(id.kind(), id.namespace(), id.name(), uid),
                slice.service(),
                slice.addressType(),
                slice.groups(),
                slice.truncated());
    }

    private static boolean isIn(PodFact pod, ServiceFact service) {
        return !pod.completed() && service.id().name().equals(pod.labels().get(APP));
    }

    private static int sliceOf(PodFact pod) {
        return Math.floorMod(pod.id().name().hashCode(), SLICES);
    }

    /** Some address; which one matters only to pods of several interfaces, whose first is taken if none has it. */
    private static String address(PodFact pod) {
        return "10.47.0." + Math.floorMod(pod.id().uid().hashCode(), 250);
    }
}
