package io.contrailkube.core.kind.networkpolicy;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.firewall.PolicyObjects;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a network policy means in its namespace: a firewall policy with rules, and claims on what the cluster entity makes. */
public final class NetworkPolicyWorkload implements Workload {
    @Override
    public String kind() {
        return NetworkPolicyKind.NAME;
    }

    @Override
    public Set<String> sources() {
        return Set.of(NetworkPolicyKind.NAME);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        KubeFact fact = after != null ? after : before;
        return fact instanceof NetworkPolicyFact policy
                ? Set.of(new OwnerKey(NetworkPolicyKind.NAME, policy.id().uid()))
                : Set.of();
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        Optional<PolicyStatus> status = scene.policy(owner.id());
        Optional<NetworkPolicyFact> policy = scene.withUid(NetworkPolicyFact.class, owner.id());
        if (policy.isEmpty()) {
            return status.map(known -> going(known, scene.standing(owner).isEmpty()))
                    .orElseGet(Want::gone);
        }
        NetworkPolicyFact fact = policy.get();
        Map<Port.Named, SortedSet<Integer>> numbers = new HashMap<>();
        for (Port.Named name : Translation.portNames(fact.policy())) {
            Optional<SortedSet<Integer>> known = scene.portNumbers(name);
            if (known.isEmpty()) {
                return Want.parked("what port " + name.name() + " is in the pods of the cluster")
                        .telling(fact.faults());
            }
            numbers.put(name, known.get());
        }
        Edition edition = Translation.of(
                fact.id().namespace(),
                fact.policy(),
                (protocol, name) -> numbers.getOrDefault(new Port.Named(protocol, name), new TreeSet<>()));
        return present(fact, edition, status, owner, scene).telling(fact.faults());
    }

    private static Want present(
            NetworkPolicyFact fact, Edition edition, Optional<PolicyStatus> known, OwnerKey owner, Scene scene) {
        PolicyStatus status = known.orElseGet(() -> new PolicyStatus(
                new PolicyClaim(fact.id().uid(), fact.id().name(), new TreeMap<>(), List.of()), "", false));
        Optional<PolicyTurn.Objects> make = status.firewallPolicy().isEmpty()
                ? Optional.empty()
                : Optional.of(new PolicyTurn.Objects(
                        new PolicyObjects(
                                scene.names(),
                                fact.id(),
                                ObjectNames.policyManagement(ContrailTypes.FIREWALL_POLICY, status.firewallPolicy())),
                        fact.spec()));
        PolicyTurn.Next next = PolicyTurn.of(edition, status, scene.standing(owner), make);
        boolean there =
                status.settled() && next.claim().levels().equals(status.claim().levels());
        String waitsFor = there ? "" : "its rules to come into force";
        return Want.objects(next.objects()).claiming(next.claim()).waitingFor(waitsFor);
    }

    /** First nothing must enforce it any more, then its objects go, then what was prepared for it. */
    private static Want going(PolicyStatus status, boolean nothingStands) {
        PolicyClaim claim = status.claim();
        boolean enforced = claim.levels().containsValue(Level.IN_FORCE);
        if (enforced || !status.settled()) {
            var lowered = new TreeMap<>(claim.levels());
            lowered.replaceAll((id, level) -> Level.PREPARED);
            return Want.going().claiming(new PolicyClaim(claim.uid(), claim.name(), lowered, claim.editions()));
        }
        return Want.gone()
                .claiming(
                        nothingStands ? new PolicyClaim(claim.uid(), claim.name(), new TreeMap<>(), List.of()) : claim);
    }
}
