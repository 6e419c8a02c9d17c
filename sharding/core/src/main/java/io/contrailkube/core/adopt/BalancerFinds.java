package io.contrailkube.core.adopt;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressKind;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.WorkloadNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What was found for Services and Ingresses: followed from the load balancer, whose uuid is their uid, and from the
 * interface of the virtual address, whose name holds it. A crash may have left the latter alone (spec 02, SVC-9).
 */
final class BalancerFinds {
    private static final List<String> KINDS = List.of(ServiceKind.NAME, IngressKind.NAME);
    private static final String JOINT = "__";
    private static final String EXTERNAL = "-externalIP";

    private final String namespace;
    private final ObjectNames names;
    private final Finds finds;
    private final Takings takings;

    BalancerFinds(String namespace, ObjectNames names, Finds finds, Takings takings) {
        this.namespace = namespace;
        this.names = names;
        this.finds = finds;
        this.takings = takings;
    }

    /** @param ours whether a load balancer bears our marks for this kind in this namespace */
    void take(BiPredicate<Actual, String> ours) {
        Set<ObjectId> owners = new LinkedHashSet<>();
        for (Actual balancer : finds.ofType(ContrailTypes.LOADBALANCER)) {
            for (String kind : KINDS) {
                if (ours.test(balancer, kind)) {
                    String name = balancer.annotations().getOrDefault(OwnershipMarks.NAME, "");
                    var owner = new ObjectId(kind, namespace, name, balancer.uuid());
                    owners.add(owner);
                    new Frontends(owner, names, finds, takings).take(balancer);
                }
            }
        }
        for (Actual port : finds.ofType(ContrailTypes.VIRTUAL_MACHINE_INTERFACE)) {
            ownerByName(port)
                    .filter(owner -> owners.contains(owner) || isAlone(port, owner))
                    .ifPresent(owner -> virtualAddress(owner, port));
        }
    }

    /** The object for whose virtual address an interface is, if it is in this namespace. */
    private Optional<ObjectId> ownerByName(Actual port) {
        String leaf = port.key().fqName().leaf();
        for (String kind : KINDS) {
            String start = names.cluster() + JOINT + kind + JOINT;
            int end = leaf.lastIndexOf(JOINT);
            if (leaf.startsWith(start) && end > start.length()) {
                String name = leaf.substring(start.length(), end);
                return Optional.of(new ObjectId(kind, namespace, name, leaf.substring(end + JOINT.length())));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether an interface is left over from the making or the removal of a load balancer of this namespace, which the
     * name that people see tells; one that stands may be somebody else's (SVC-29).
     */
    private boolean isAlone(Actual port, ObjectId owner) {
        return port.body().path("display_name").asText().equals(WorkloadNames.join(namespace, owner.name()))
                && finds.withUuid(ContrailTypes.LOADBALANCER, owner.uid()).isEmpty();
    }

    private void virtualAddress(ObjectId id, Actual port) {
        var balancer = new BalancerNames(names, id);
        var owner = new OwnerKey(id.kind(), id.uid());
        takings.take(owner, port, balancer.vip().key(), claimsOfPort(port));
        for (Actual address : finds.referring(ContrailTypes.INSTANCE_IP, port.key())) {
            takings.take(
                    owner, address, balancer.vipAddress(Families.of(address)).key());
        }
        for (Actual address : finds.referring(ContrailTypes.FLOATING_IP, port.key())) {
            if (isMadeFor(address, id)) {
                // The service monitor adds the targets to its references (spec 02 section 2): they are not ours to take
                // back.
                var claims = new ArrayList<String>();
                claims.add(Takings.claim(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, port.key()));
                Finds.targets(address, ContrailTypes.PROJECT)
                        .forEach(project -> claims.add(Takings.claim(ContrailTypes.PROJECT, project)));
                takings.take(owner, address, address.key(), claims);
            }
        }
    }

    /** Of its tags those that the original gave it. */
    private static List<String> claimsOfPort(Actual port) {
        var claims = new ArrayList<>(Takings.claims(port));
        for (ObjectKey tag : Finds.targets(port, ContrailTypes.TAG)) {
            String leaf = tag.fqName().leaf();
            boolean global = tag.fqName().parts().size() == 1;
            if (global && (leaf.startsWith("ingress=") || leaf.startsWith("namespace="))) {
                claims.add(Takings.claim(ContrailTypes.TAG, tag));
            }
        }
        return claims;
    }

    /** An operator may have put another floating IP there; those of the service monitor are children of the address. */
    private static boolean isMadeFor(Actual address, ObjectId owner) {
        String leaf = address.key().fqName().leaf();
        boolean inPool = address.key().fqName().parts().size() > 2;
        String start = owner.name() + JOINT;
        return inPool
                && (owner.kind().equals(ServiceKind.NAME)
                        ? leaf.startsWith(start + owner.uid()) && leaf.endsWith(EXTERNAL)
                        : leaf.startsWith(start));
    }
}
