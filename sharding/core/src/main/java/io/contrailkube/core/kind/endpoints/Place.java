package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.kind.service.ServiceNotes;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where in Contrail a target of a service is (spec 02 sections 6.2 and 6.3). */
sealed interface Place {
    /**
     * It is this interface.
     *
     * @param port uuid of the virtual-machine-interface
     * @param machine uuid of its virtual-machine; empty if it has none
     */
    record At(String port, String machine) implements Place {}

    /** It will have one, or may have one. */
    record NotYet(String waitsFor) implements Place {}

    /** It has none and cannot be a member. */
    record Nowhere() implements Place {}

    /** What it was is gone, if all is known. */
    record Gone() implements Place {}

    static Place of(String target, Set<Serving> servings, Scene scene) {
        return ServiceEndpoints.isStranger(target)
                ? ofAddress(ServiceEndpoints.addressOf(target), scene)
                : ofPod(target, servings, scene);
    }

    private static Place ofPod(String uid, Set<Serving> servings, Scene scene) {
        Optional<PodFact> pod = scene.withUid(PodFact.class, uid);
        if (pod.isEmpty()) {
            return ofHost(uid, servings, scene);
        }
        if (pod.get().completed() && scene.names().settings().workloads().releaseCompletedPods()) {
            return new Nowhere();
        }
        Map<ObjectKey, LedgerEntry> standing = scene.standing(PodWorkload.ownerOf(uid));
        ObjectKey port = withAddress(standing, servings).orElseGet(() -> new WorkloadNames(scene.names())
                .podInterface(pod.get().id(), 0));
        LedgerEntry entry = standing.get(port);
        return entry == null || entry.pending()
                ? new NotYet("the interface of pod " + pod.get().id().name())
                : new At(entry.uuid(), uid);
    }

    /** Of several interfaces of a pod the one with the endpoint's address. */
    private static Optional<ObjectKey> withAddress(Map<ObjectKey, LedgerEntry> standing, Set<Serving> servings) {
        String toPort = VirtualMachineInterface.INTERFACE_REFS + '/';
        return standing.values().stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.INSTANCE_IP))
                .filter(entry -> servings.stream().anyMatch(serving -> serving.address()
                        .equals(entry.learned().get(InstanceIp.ADDRESS))))
                .flatMap(entry -> entry.claims().stream())
                .filter(claim -> claim.startsWith(toPort))
                .map(claim -> ObjectKey.parse(
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE + '|' + claim.substring(toPort.length())))
                .findFirst();
    }

    /** A pod that has no network of its own is where its node is; a pod that is gone is nowhere. */
    private static Place ofHost(String uid, Set<Serving> servings, Scene scene) {
        if (!scene.names().settings().features().hostNetworkService() || servings.isEmpty()) {
            return new Gone();
        }
        String address =
                servings.stream().map(Serving::address).sorted().findFirst().orElseThrow();
        Sight<Actual> host = scene.inContrail(new Question.HostInterface(address));
        if (host instanceof Sight.Found<Actual> found) {
            return new At(found.value().uuid(), uid);
        }
        return host.isMissing() ? new Gone() : new NotYet("the interface of the host with address " + address);
    }

    private static Place ofAddress(String address, Scene scene) {
        var found = new TreeMap<String, Actual>();
        for (ObjectKey network : ServiceNotes.networks(scene)) {
            Sight<Actual> sight = scene.inContrail(new Question.InterfaceAt(network, address));
            if (sight instanceof Sight.Unknown) {
                return new NotYet("an interface with address " + address);
            }
            sight.found().ifPresent(actual -> found.put(actual.uuid(), actual));
        }
        if (found.size() != 1) {
            return new Nowhere();
        }
        Actual port = found.firstEntry().getValue();
        return new At(
                port.uuid(),
                port.body()
                        .at('/' + VirtualMachineInterface.MACHINE_REFS + "/0/uuid")
                        .asText());
    }
}
