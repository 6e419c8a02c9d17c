package io.contrailkube.core.entity;

import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How it is at the cluster entity about the network policies of a namespace: what was claimed, and what is so. */
final class Claims {
    private final Map<String, PolicyStatus> known = new HashMap<>();
    private final Map<String, PolicyClaim> asked = new HashMap<>();

    static OwnerKey ownerOf(String uid) {
        return new OwnerKey(KindNames.NETWORK_POLICY, uid);
    }

    Optional<PolicyStatus> of(String uid) {
        return Optional.ofNullable(known.get(uid));
    }

    Set<OwnerKey> owners() {
        return known.keySet().stream().map(Claims::ownerOf).collect(Collectors.toSet());
    }

    /** Takes in what the cluster entity says; false if it answers something that is not asked any more. */
    boolean told(PolicyStatus status) {
        PolicyClaim claim = status.claim();
        PolicyClaim last = asked.get(claim.uid());
        if (last != null && !last.levels().equals(claim.levels())) {
            return false;
        }
        if (claim.levels().isEmpty()) {
            known.remove(claim.uid());
            asked.remove(claim.uid());
        } else {
            known.put(claim.uid(), status);
        }
        return true;
    }

    /** Whether this is news, and has to be said. */
    boolean ask(PolicyClaim claim) {
        PolicyStatus before = known.get(claim.uid());
        if (before != null
                ? before.claim().levels().equals(claim.levels())
                : claim.levels().isEmpty()) {
            return false;
        }
        asked.put(claim.uid(), claim);
        known.put(claim.uid(), new PolicyStatus(claim, before == null ? "" : before.firewallPolicy(), false));
        return true;
    }

    void clear() {
        known.clear();
        asked.clear();
    }
}
