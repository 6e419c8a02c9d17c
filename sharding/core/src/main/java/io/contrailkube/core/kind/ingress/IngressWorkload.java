package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.address.PublicAddresses;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ingresses: a load balancer of HTTP requests each, with a virtual and perhaps a public address (spec 02 section 7). */
public final class IngressWorkload implements Workload {
    /** How the server says that no address is left (spec 04 API-104, API-105). */
    private static final List<String> NO_ADDRESS = List.of("exhausted", "no defined subnets", "no address");

    public static OwnerKey ownerOf(String ingressUid) {
        return new OwnerKey(IngressKind.NAME, ingressUid);
    }

    @Override
    public String kind() {
        return IngressKind.NAME;
    }

    @Override
    public Set<String> sources() {
        return Set.of(IngressKind.NAME);
    }

    @Override
    public Set<String> reads() {
        return Set.of(KindNames.INGRESS, KindNames.SERVICE);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .filter(IngressFact.class::isInstance)
                .map(fact -> ownerOf(fact.id().uid()))
                .collect(Collectors.toSet());
    }

    /** The network of the virtual address cannot change, nor can a floating IP's address. */
    @Override
    public boolean rebuilds() {
        return true;
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        Optional<IngressFact> known = scene.withUid(IngressFact.class, owner.id());
        if (known.isEmpty()) {
            return Want.gone();
        }
        IngressFact ingress = known.get();
        Ownership ownership = Ownership.of(ingress, scene);
        Want want =
                switch (ownership.verdict()) {
                    case UNKNOWN -> Want.parked("class " + ingress.className() + " of the ingress");
                    case FOREIGN ->
                        Want.nothing()
                                .writing(IngressStatus.withdrawing(
                                        ingress, scene.standing(owner).values()));
                    case OURS -> new Serving(ingress, owner, scene).want();
                };
        return want.telling(ownership.problems());
    }

    @Override
    public Optional<Problem> explain(OwnerKey owner, Failure failure) {
        if (!failure.key().type().equals(ContrailTypes.INSTANCE_IP)) {
            return PublicAddresses.explain(failure);
        }
        String reason = failure.reason().toLowerCase(Locale.ROOT);
        return NO_ADDRESS.stream().noneMatch(reason::contains)
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "AddressAllocationFailed",
                        "the pod network has no free address for the ingress: free some, or add a subnet; it is tried "
                                + "again (" + failure.reason() + ')'));
    }
}
