package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pod means in Contrail: machine, interfaces, addresses and the link to its node (spec 02 section 4). */
public final class PodWorkload implements Workload {
    /** Kind of its owner keys and of its facts. */
    public static final String KIND = PodKind.NAME;

    /** How the server says that no address is left (spec 04 API-104, API-105). */
    private static final List<String> NO_ADDRESS = List.of("exhausted", "no defined subnets", "no address");

    private final Memberships memberships;
    private final PodPorts ports = new PodPorts(new HostPorts());

    public PodWorkload(Memberships memberships) {
        this.memberships = memberships;
    }

    public static OwnerKey ownerOf(String podUid) {
        return new OwnerKey(KIND, podUid);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<String> sources() {
        return Set.of(KIND);
    }

    @Override
    public Set<String> reads() {
        return Set.of(KindNames.POD, KindNames.SERVICE, KindNames.ENDPOINT_SLICE, KindNames.ATTACHMENT);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        KubeFact fact = after != null ? after : before;
        return fact instanceof PodFact pod ? Set.of(ownerOf(pod.id().uid())) : Set.of();
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        Optional<PodFact> pod = scene.withUid(PodFact.class, owner.id());
        if (pod.isEmpty()) {
            return Want.gone();
        }
        Look look = new Look(pod.get(), owner, scene);
        if (hasEnded(look)) {
            return Want.nothing();
        }
        look.pod
                .ignored()
                .forEach(path -> look.warn(
                        path.startsWith("metadata.annotations") ? "AnnotationIgnored" : "FieldIgnored",
                        path + " has no effect here: remove it, or do not count on it"));
        if (!scene.namespaceStands()) {
            if (look.standing.isEmpty()) {
                look.warn(
                        "NamespaceNotReady",
                        "namespace " + look.namespace() + " is not set up in Contrail yet; the pod waits for it");
            }
            return Want.parked("namespace " + look.namespace()).telling(look.problems);
        }
        return present(look);
    }

    /** Whether a pod has stopped for good; one that is first seen so never gets anything (spec 02 section 4.1). */
    private static boolean hasEnded(Look look) {
        boolean release = look.scene.names().settings().workloads().releaseCompletedPods();
        return look.pod.completed() && (release || look.standing.isEmpty());
    }

    private Want present(Look look) {
        PodPorts.Decided decided = ports.decide(look);
        if (look.isUndecided() || !decided.isPossible()) {
            return Want.parked(look.waitsFor()).telling(look.problems);
        }
        PodObjects make = new PodObjects(look);
        var tags = PodTags.of(look, memberships.servicesOf(look.pod.id().uid()));
        List<ContrailObject> rest = make.of(decided, tags);
        var objects = new ArrayList<>(rest);
        objects.addAll(new RouterLink(look, make).of(decided, rest));
        return Want.objects(objects)
                .waitingFor(look.waitsFor())
                .telling(look.problems)
                .writing(NetworkStatus.of(look, decided).stream().toList());
    }

    @Override
    public Optional<Problem> explain(OwnerKey owner, Failure failure) {
        String reason = failure.reason().toLowerCase(Locale.ROOT);
        if (failure.key().type().equals(ContrailTypes.INSTANCE_IP)
                && NO_ADDRESS.stream().anyMatch(reason::contains)) {
            return Optional.of(Problem.warning(
                    "AddressAllocationFailed",
                    "the pod's network has no free address: free some, or add a subnet; the pod waits for one ("
                            + failure.reason() + ')'));
        }
        return Optional.empty();
    }
}
