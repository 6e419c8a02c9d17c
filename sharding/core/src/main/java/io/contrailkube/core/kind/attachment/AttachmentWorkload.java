package io.contrailkube.core.kind.attachment;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Additional networks that are made because a NetworkAttachmentDefinition gives address prefixes (spec 02 s4.9). */
public final class AttachmentWorkload implements Workload {
    /** Kind of its owner keys. */
    public static final String KIND = AttachmentKind.NAME;

    private static final String FIRST_PREFIX = "/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix";
    private static final String FIRST_LENGTH = "/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix_len";

    private final WorkloadNames names;
    private final OwnershipMarks marks;

    public AttachmentWorkload(ObjectNames names) {
        this.names = new WorkloadNames(names);
        this.marks = new OwnershipMarks(names);
    }

    public static OwnerKey ownerOf(AttachmentFact fact) {
        return new OwnerKey(KIND, fact.id().uid());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<String> sources() {
        return Set.of(AttachmentKind.NAME);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        KubeFact fact = after != null ? after : before;
        return fact instanceof AttachmentFact attachment ? Set.of(ownerOf(attachment)) : Set.of();
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        Optional<AttachmentFact> fact = scene.withUid(AttachmentFact.class, owner.id());
        if (fact.isEmpty()) {
            return Want.gone();
        }
        AttachmentNetwork network = AttachmentNetwork.of(fact.get(), names);
        if (!(network instanceof AttachmentNetwork.Made made)) {
            return Want.nothing().telling(network.found());
        }
        if (!scene.namespaceStands()) {
            return Want.parked("the namespace's own objects").telling(network.found());
        }
        ObjectKey ipam = names.attachmentIpam(fact.get().id());
        Want want = Want.objects(List.of(
                        NetworkIpam.userDefined(ipam)
                                .annotations(marksOf(fact.get()))
                                .build(),
                        network(fact.get(), ipam, made)))
                .telling(made.problems());
        return scene.surely(owner, made.key())
                .filter(entry -> !isFirst(made.prefixes(), entry.learned()))
                .map(entry -> want.telling(Problem.warning(
                        "AnnotationIgnored",
                        "annotation " + AttachmentAnnotations.CIDR + " has changed, which has no effect: the network "
                                + made.key().fqName() + " keeps "
                                + entry.learned().get(FIRST_PREFIX) + '/'
                                + entry.learned().get(FIRST_LENGTH) + "; make another definition")))
                .orElse(want);
    }

    /** The prefixes are part of what cannot change: later ones make no difference to a network that stands. */
    private ContrailObject network(AttachmentFact fact, ObjectKey ipam, AttachmentNetwork.Made made) {
        Map<Cidr, String> subnets = new LinkedHashMap<>();
        made.prefixes().forEach(cidr -> subnets.put(cidr, names.uuid(fact.id(), "subnet/" + cidr)));
        var network = VirtualNetwork.ofPrefixes(made.key(), ipam, subnets, made.snat())
                .learn(FIRST_PREFIX)
                .learn(FIRST_LENGTH)
                .annotations(marksOf(fact));
        if (made.forwarding()) {
            network.reference(VirtualNetwork.PROVIDER_REFS, ObjectNames.IP_FABRIC, null);
        }
        return network.build();
    }

    private static boolean isFirst(List<Cidr> prefixes, Map<String, String> learned) {
        String address = learned.get(FIRST_PREFIX);
        return address == null || prefixes.get(0).toString().equals(address + '/' + learned.get(FIRST_LENGTH));
    }

    private Map<String, String> marksOf(AttachmentFact fact) {
        return marks.of(AttachmentKind.NAME, fact.id().namespace(), fact.id().name());
    }

    /** A definition that is gone is told about, too: its network may be in use still. */
    @Override
    public Optional<ObjectId> about(OwnerKey owner, Scene scene) {
        Optional<ObjectId> present =
                scene.withUid(AttachmentFact.class, owner.id()).map(AttachmentFact::id);
        return present.or(() -> scene.standing(owner).keySet().stream()
                .flatMap(key -> names.attachmentOf(key).stream())
                .findFirst()
                .map(name -> new ObjectId(AttachmentKind.NAME, scene.namespace().name(), name, owner.id())));
    }

    @Override
    public Optional<Problem> explain(OwnerKey owner, Failure failure) {
        boolean used = failure.key().type().equals(ContrailTypes.VIRTUAL_NETWORK)
                && failure.nature() == Nature.TRANSIENT
                && failure.reason().contains("when resource still referred");
        return used
                ? Optional.of(Problem.warning(
                        "NetworkInUse",
                        "network " + failure.key().fqName() + " stays while pods use it; it is removed with the last"
                                + " of them"))
                : Optional.empty();
    }
}
