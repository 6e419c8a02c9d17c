package io.contrailkube.core.plan;

import java.util.List;

/**
 * Steps for one owner key. Creations go in the order of their references, side by side where none depends on the other;
 * then deletions, one after another in the order given here (spec 01, NS-5).
 *
 * @param entity name of the entity, e.g. of the namespace; for logs, fairness and limits
 */
public record Plan(String entity, OwnerKey owner, List<Step> steps, Fence fence) {
    public Plan {
        steps = List.copyOf(steps);
    }
}
