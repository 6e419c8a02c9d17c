package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which interfaces a pod is to have, and in which networks (spec 02 sections 4.2, 4.8 and 4.9). */
final class PodPorts {
    private final HostPorts hosts;
    /** The first pod in each network that is not the cluster's own: only that one is told what is missing there. */
    private final Map<ObjectKey, String> firstIn = new HashMap<>();

    PodPorts(HostPorts hosts) {
        this.hosts = hosts;
    }

    /**
     * @param total how many there are to be
     * @param complete whether they are all there, and all that is asked for
     * @param host in nested mode the interface of the host, if it is there
     */
    record Decided(List<PodPort> ports, int total, boolean complete, Optional<Actual> host) {
        /** Without its first interface nothing is made for a pod. */
        boolean isPossible() {
            return !ports.isEmpty() && ports.get(0).index() == 0;
        }
    }

    Decided decide(Look look) {
        boolean nested = look.scene.names().settings().nested().on();
        Optional<Actual> host = nested ? hosts.hostOf(look) : Optional.empty();
        Optional<ObjectKey> first = NetworkChoice.of(look);
        Optional<List<Requested>> requested = requested(look);
        int asked = 1 + requested.map(List::size).orElse(0);
        // A pod that runs keeps its interfaces (spec 02 section 4.9), and so does one whose wish cannot be read.
        boolean keeps = requested.isEmpty() || !look.routers().isEmpty();
        int total = keeps ? Math.max(asked, standing(look)) : asked;
        var ports = new ArrayList<PodPort>();
        if (first.isPresent() && !(requested.isEmpty() && look.standing.isEmpty())) {
            for (int index = 0; index < total; index++) {
                Place place = index == 0
                        ? new Place(first.get(), PodPort.Naming.FIRST)
                        : place(look, index, requested.orElse(List.of()));
                port(look, index, place, nested, host).ifPresent(ports::add);
            }
        }
        boolean readable = requested.isPresent() || !look.routers().isEmpty();
        return new Decided(ports, total, readable && ports.size() == total, host);
    }

    private record Place(@Nullable ObjectKey network, PodPort.Naming naming) {}

    /** Empty if the annotation cannot be read. */
    private static Optional<List<Requested>> requested(Look look) {
        String text = look.pod.annotations().getOrDefault(PodAnnotations.NETWORKS, "");
        try {
            NetworkRequest.Requests requests = NetworkRequest.parse(text, look.namespace());
            requests.ignored()
                    .forEach(key -> look.warn(
                            "AnnotationIgnored",
                            "key '" + key + "' in annotation " + PodAnnotations.NETWORKS
                                    + " has no effect: only name, namespace and interface have"));
            return Optional.of(Requested.of(look, requests.all()));
        } catch (IllegalArgumentException e) {
            look.misses("a readable annotation " + PodAnnotations.NETWORKS);
            look.warn(
                    "InvalidAnnotation",
                    "annotation " + PodAnnotations.NETWORKS + " cannot be read: " + e.getMessage()
                            + "; write it as a,other-namespace/b or as a JSON list of objects with name, namespace and"
                            + " interface");
            return Optional.empty();
        }
    }

    /** How many interfaces stand, or may stand, one after the other. */
    private static int standing(Look look) {
        int index = 1;
        while (look.networkOf(look.port(index)).isPresent()) {
            index++;
        }
        return index;
    }

    private static Place place(Look look, int index, List<Requested> requested) {
        Optional<ObjectKey> standing = look.networkOf(look.port(index));
        Requested wanted = index <= requested.size() ? requested.get(index - 1) : null;
        if (standing.isPresent()) {
            if (wanted != null && (wanted.network() == null || wanted.network().equals(standing.get()))) {
                return new Place(standing.get(), PodPort.Naming.of(wanted.request()));
            }
            look.warn(
                    "AnnotationIgnored",
                    "interface " + index + " of the pod is in network "
                            + standing.get().fqName()
                            + " and stays there, although annotation " + PodAnnotations.NETWORKS
                            + " says otherwise now: delete the pod and create it anew");
            return new Place(
                    standing.get(),
                    PodPort.Naming.leftIn(standing.get().fqName().leaf()));
        }
        if (wanted == null) {
            throw new IllegalStateException("interface " + index + " neither stands nor is asked for");
        }
        if (wanted.network() == null) {
            look.misses("network " + wanted.request());
        }
        Problem trouble = wanted.trouble();
        if (trouble != null) {
            look.tell(trouble);
        }
        return new Place(wanted.network(), PodPort.Naming.of(wanted.request()));
    }

    private Optional<PodPort> port(Look look, int index, Place place, boolean nested, Optional<Actual> host) {
        ObjectKey key = place.network();
        Optional<PodNetwork> network = key == null ? Optional.empty() : network(look, key);
        if (network.isEmpty()) {
            return Optional.empty();
        }
        if (!nested) {
            return Optional.of(new PodPort(index, place.naming(), network.get(), null));
        }
        return hosts.carrierOf(look, look.port(index), host)
                .map(carrier -> new PodPort(index, place.naming(), network.get(), carrier));
    }

    private Optional<PodNetwork> network(Look look, ObjectKey key) {
        var names = look.scene.names();
        boolean own = key.equals(names.defaultPodNetwork()) || key.equals(names.podNetwork(look.namespace()));
        Sight<Actual> sight = look.scene.inContrail(new Question.Named(key));
        Optional<PodNetwork> network = sight.found().map(actual -> PodNetwork.of(actual, names));
        if (sight.isMissing()) {
            look.misses("network " + key.fqName());
            if (!own) {
                look.warn(
                        "NetworkNotFound",
                        "network " + key.fqName()
                                + " does not exist: create it, or change the annotation that names it;"
                                + " the pod waits for it");
            }
        } else if (network.isEmpty()) {
            look.doesNotKnow("network " + key.fqName());
        } else if (!own && !network.get().fabric()) {
            unconnected(look, key);
        }
        return network;
    }

    /** Said once for a network, to the first pod that is made in it; after a restart nobody is the first. */
    private void unconnected(Look look, ObjectKey network) {
        if (look.standing.isEmpty()) {
            firstIn.putIfAbsent(network, look.owner.id());
        }
        if (look.owner.id().equals(firstIn.get(network))) {
            look.tell(new Problem(
                    Severity.NORMAL,
                    "CustomNetworkUnconnected",
                    "network " + network.fqName() + " is not connected with the nodes and the services of the cluster:"
                            + " probes and services fail for pods in it unless network policies are attached, e.g. "
                            + look.scene.names().ipFabricPolicy().fqName()));
        }
    }
}
