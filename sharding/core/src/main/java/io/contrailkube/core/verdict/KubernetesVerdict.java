package io.contrailkube.core.verdict;

import java.util.List;

/**
 * What Kubernetes means to happen to a flow, and why.
 *
 * @param sides the egress side of the source and the ingress side of the destination, as far as they are pods that policies
 *     can reach; empty for a pod and itself
 */
public record KubernetesVerdict(boolean allowed, List<Side> sides) {
    public KubernetesVerdict {
        sides = List.copyOf(sides);
    }

    /**
     * What the policies of one end say.
     *
     * @param isolatedBy policies that select the pod for the direction; if there are none, everything is allowed
     * @param allowedBy rules of those that allow the flow
     */
    public record Side(Direction direction, Party.Pod pod, List<String> isolatedBy, List<Permit> allowedBy) {
        public Side {
            isolatedBy = List.copyOf(isolatedBy);
            allowedBy = List.copyOf(allowedBy);
        }

        public boolean allows() {
            return isolatedBy.isEmpty() || !allowedBy.isEmpty();
        }
    }

    /** @param policy {@code NAMESPACE/NAME} @param rule index in its list of rules for the direction, from 0 */
    public record Permit(String policy, int rule) {}

    public boolean allowed(Consent consent) {
        return consent == Consent.BOTH_ENDS ? allowed : allowedByOneEnd();
    }

    private boolean allowedByOneEnd() {
        return sides.stream().allMatch(side -> side.isolatedBy().isEmpty())
                || sides.stream().anyMatch(side -> !side.allowedBy().isEmpty());
    }
}
