package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One look at one pod: what is known of it, and what is found to say about it on the way. */
final class Look {
    final PodFact pod;
    final OwnerKey owner;
    final Scene scene;
    final WorkloadNames names;
    final Map<ObjectKey, LedgerEntry> standing;
    final List<Problem> problems = new ArrayList<>();
    private final SortedSet<String> missing = new TreeSet<>();
    private final SortedSet<String> unknown = new TreeSet<>();

    Look(PodFact pod, OwnerKey owner, Scene scene) {
        this.pod = pod;
        this.owner = owner;
        this.scene = scene;
        this.names = new WorkloadNames(scene.names());
        this.standing = scene.standing(owner);
    }

    String namespace() {
        return pod.id().namespace();
    }

    /** Key of an interface of the pod. */
    ObjectKey port(int index) {
        return names.podInterface(pod.id(), index);
    }

    /** The network of an interface that stands, or may stand: it cannot be moved (spec 02 section 4.2). */
    Optional<ObjectKey> networkOf(ObjectKey port) {
        return claimed(port, VirtualMachineInterface.NETWORK_REFS, ContrailTypes.VIRTUAL_NETWORK);
    }

    /** The interface of the host that carries an interface which stands, or may stand. */
    Optional<ObjectKey> carrierOf(ObjectKey port) {
        return claimed(port, VirtualMachineInterface.INTERFACE_REFS, ContrailTypes.VIRTUAL_MACHINE_INTERFACE);
    }

    Optional<LedgerEntry> surely(ObjectKey key) {
        return Optional.ofNullable(standing.get(key)).filter(entry -> !entry.pending());
    }

    /** The vrouters that have the pod, or may have it. */
    List<LedgerEntry> routers() {
        return standing.values().stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.VIRTUAL_ROUTER))
                .toList();
    }

    void tell(Problem problem) {
        problems.add(problem);
    }

    void warn(String reason, String message) {
        tell(Problem.warning(reason, message));
    }

    /** Something that is wanted is not there. */
    void misses(String what) {
        missing.add(what);
    }

    /** It is not known yet whether something is there, so nothing can be decided. */
    void doesNotKnow(String what) {
        unknown.add(what);
    }

    boolean isUndecided() {
        return !unknown.isEmpty();
    }

    String waitsFor() {
        return String.join(", ", isUndecided() ? unknown : missing);
    }

    private Optional<ObjectKey> claimed(ObjectKey port, String field, String type) {
        LedgerEntry entry = standing.get(port);
        String start = field + '/';
        return entry == null
                ? Optional.empty()
                : entry.claims().stream()
                        .filter(claim -> claim.startsWith(start))
                        .findFirst()
                        .map(claim -> ObjectKey.parse(type + '|' + claim.substring(start.length())));
    }
}
