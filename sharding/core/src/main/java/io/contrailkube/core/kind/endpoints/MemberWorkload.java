package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.kind.service.ServiceFrame;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.BalancerNames.Frontend;
import io.contrailkube.core.spec.BalancerNames.Named;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Members of load balancers: one owner key per service and target, with a member in the pool of each port at which the
 * target answers (spec 02 section 6). What the owner of the service has to know of it the service tells.
 */
public final class MemberWorkload implements Workload {
    private final EndpointIndex index;
    private final PoolPorts pools = new PoolPorts();

    /** @param index of the same namespace; this workload lets it learn */
    public MemberWorkload(EndpointIndex index) {
        this.index = index;
    }

    @Override
    public String kind() {
        return EndpointIndex.MEMBER;
    }

    @Override
    public Set<String> sources() {
        return Set.of(EndpointsKind.NAME, ServiceKind.NAME, PodKind.NAME);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        return index.learn(before, after);
    }

    /** The owner of a service knows nothing of slices. */
    @Override
    public Optional<ObjectId> about(OwnerKey owner, Scene scene) {
        String service = owner.id().substring(0, owner.id().indexOf('/'));
        return scene.named(ServiceFact.class, service).map(ServiceFact::id);
    }

    /** The port of a member is never changed in place (spec 02 section 2). */
    @Override
    public boolean rebuilds() {
        return true;
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        int slash = owner.id().indexOf('/');
        String service = owner.id().substring(0, slash);
        String target = owner.id().substring(slash + 1);
        Map<FqName, LedgerEntry> standing = note(owner, scene);
        Set<Serving> servings = index.servings(service, target);
        Optional<ServiceFact> fact = scene.named(ServiceFact.class, service);
        if (fact.isEmpty() || servings.isEmpty()) {
            return Want.gone();
        }
        ServiceFrame frame = ServiceFrame.of(fact.get(), scene);
        if (frame.addresses().isEmpty() || frame.standsOtherwise(scene)) {
            return Want.nothing();
        }
        Place place = Place.of(target, servings, scene);
        if (place instanceof Place.NotYet later) {
            return Want.parked(later.waitsFor());
        }
        if (place instanceof Place.At at) {
            return members(new Candidate(owner, at, servings, standing), frame, scene);
        }
        return place instanceof Place.Gone ? Want.gone() : Want.nothing();
    }

    /** A target that has its place, and its members so far, by pool. */
    private record Candidate(
            OwnerKey owner, Place.At place, Set<Serving> servings, Map<FqName, LedgerEntry> standing) {}

    private Want members(Candidate candidate, ServiceFrame frame, Scene scene) {
        var members = new ArrayList<ContrailObject>();
        String waitsFor = "";
        for (Port port : frame.ports()) {
            Frontend frontend = frame.names().frontend(port.protocol(), port.port());
            ObjectKey pool = frontend.pool().key();
            OptionalInt wanted = targetPort(candidate, port, pool.fqName(), frame);
            if (wanted.isEmpty()) {
                continue;
            }
            int target = wanted.getAsInt();
            LedgerEntry entry = candidate.standing().get(pool.fqName());
            if (entry == null && scene.surely(frame.owner(), pool).isEmpty()) {
                waitsFor = "pool " + pool.fqName();
            } else if (entry == null && otherPortStands(pool.fqName(), target, scene)) {
                waitsFor = "members of pool " + pool.fqName() + " with another port to be gone";
            } else if (entry == null || mayHave(candidate.owner(), pool.fqName(), target)) {
                members.add(member(frame, frontend, candidate.place(), target));
                if (entry == null) {
                    pools.put(candidate.owner(), pool.fqName(), target);
                }
            } else {
                waitsFor = "its member with another port to be gone";
            }
        }
        return Want.objects(members).waitingFor(waitsFor);
    }

    /** The target port with which it is a member for a port of the service, if it is one. */
    private OptionalInt targetPort(Candidate candidate, Port port, FqName pool, ServiceFrame frame) {
        String service = frame.fact().id().name();
        List<Serving> behind = candidate.servings().stream()
                .filter(serving -> serving.isBehind(port, frame.families()))
                .toList();
        OptionalInt agreed = index.agreedPort(service, port, frame.families());
        if (!behind.isEmpty()) {
            boolean agrees =
                    behind.stream().anyMatch(serving -> agreed.isPresent() && serving.port() == agreed.getAsInt());
            return agrees ? agreed : OptionalInt.empty();
        }
        LedgerEntry entry = candidate.standing().get(pool);
        int known = entry == null ? PoolPorts.UNKNOWN : pools.port(candidate.owner(), pool);
        boolean kept = candidate.servings().stream().anyMatch(serving -> isRenamed(serving, port, known, frame));
        return kept && (agreed.isEmpty() || agreed.getAsInt() == known) ? OptionalInt.of(known) : OptionalInt.empty();
    }

    /**
     * Whether a target still serves what its member was made for, under a name that no port of the service has any more:
     * when a port is renamed the service says so first and its endpoints follow (spec 02, SVC-6).
     */
    private static boolean isRenamed(Serving serving, Port port, int known, ServiceFrame frame) {
        return serving.port() == known
                && serving.protocol().equals(port.protocol())
                && frame.families().contains(serving.family())
                && frame.ports().stream().noneMatch(other -> serving.isBehind(other, frame.families()));
    }

    /** One that was begun before a restart, so that its port is not known, is compared when it is made again. */
    private boolean mayHave(OwnerKey owner, FqName pool, int port) {
        int known = pools.port(owner, pool);
        return known == PoolPorts.UNKNOWN || known == port;
    }

    /** Remembers with which ports the owner's members stand. */
    private Map<FqName, LedgerEntry> note(OwnerKey owner, Scene scene) {
        var standing = new HashMap<FqName, LedgerEntry>();
        scene.standing(owner).values().stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.LOADBALANCER_MEMBER))
                .forEach(entry -> standing.put(entry.key().fqName().parent(), entry));
        pools.poolsOf(owner).stream()
                .filter(pool -> !standing.containsKey(pool))
                .forEach(pool -> pools.forget(owner, pool));
        standing.forEach((pool, entry) -> pools.put(owner, pool, portOf(owner, pool, entry)));
        return standing;
    }

    private int portOf(OwnerKey owner, FqName pool, LedgerEntry entry) {
        String known = entry.learned().getOrDefault(Member.PORT, "");
        return known.isEmpty() ? pools.port(owner, pool) : Integer.parseInt(known);
    }

    /** Whether another member with another port may stand; looked up in the ledger, so that its going is noticed. */
    private boolean otherPortStands(FqName pool, int port, Scene scene) {
        for (Optional<OwnerKey> other = pools.otherThan(port, pool);
                other.isPresent();
                other = pools.otherThan(port, pool)) {
            OwnerKey member = other.get();
            Optional<LedgerEntry> entry = scene.standing(member).values().stream()
                    .filter(one -> one.key().type().equals(ContrailTypes.LOADBALANCER_MEMBER)
                            && one.key().fqName().parent().equals(pool))
                    .findFirst();
            if (entry.isEmpty()) {
                pools.forget(member, pool);
            } else if (portOf(member, pool, entry.get()) == port) {
                pools.put(member, pool, port);
            } else {
                return true;
            }
        }
        return false;
    }

    private static ContrailObject member(ServiceFrame frame, Frontend frontend, Place.At place, int port) {
        Named named = frame.names().member(frontend, place.port());
        SortedMap<String, String> annotations = new OwnershipMarks(frame.names().names())
                .of(
                        ServiceKind.NAME,
                        frame.fact().id().namespace(),
                        frame.fact().id().name());
        annotations.put(Member.INTERFACE, place.port());
        if (!place.machine().isEmpty()) {
            annotations.put(Member.MACHINE, place.machine());
        }
        return Member.of(named.key(), null, port)
                .uuid(named.uuid())
                .fixed(Member.PROPERTIES)
                .learn(Member.PORT)
                .annotations(annotations)
                .build();
    }
}
