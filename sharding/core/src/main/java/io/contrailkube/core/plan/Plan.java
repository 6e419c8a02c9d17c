package io.contrailkube.core.plan;

import java.util.List;

/**
 * Steps for one owner key. Creations go in the order of their references, deletions in the order given here; what does
 * not depend on each other may go side by side.
 *
 * @param entity name of the entity, e.g. of the namespace; for logs, fairness and limits
 */
public record Plan(String entity, OwnerKey owner, List<Step> steps, Fence fence) {
    public Plan {
        steps = List.copyOf(steps);
    }
}
