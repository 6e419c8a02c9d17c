package io.contrailkube.core.state;

import io.contrailkube.core.policy.Assignment;
import java.util.List;

/**
 * What a namespace has to know of network policies before it begins.
 *
 * @param policies its own that were claimed in an earlier life
 */
public record Briefing(Assignment assignment, List<PolicyStatus> policies) {
    public static final Briefing NOTHING = new Briefing(Assignment.NONE, List.of());

    public Briefing {
        policies = List.copyOf(policies);
    }
}
