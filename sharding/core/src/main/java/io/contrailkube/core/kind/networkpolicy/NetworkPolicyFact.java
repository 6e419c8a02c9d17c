package io.contrailkube.core.kind.networkpolicy;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.Policy;
import java.util.List;

/**
 * What we keep of a NetworkPolicy.
 *
 * @param policy what it means
 * @param spec {@code spec} as it was received, as JSON, for the annotation of its firewall policy
 * @param faults what in it is wrong or without effect
 */
public record NetworkPolicyFact(ObjectId id, Policy policy, String spec, List<Problem> faults) implements KubeFact {
    public NetworkPolicyFact {
        faults = List.copyOf(faults);
    }
}
