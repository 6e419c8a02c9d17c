package io.contrailkube.core.world;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import java.util.List;
import java.util.Map;

/** What both brains have in common. */
interface Mind<S, E> {
    List<Action> recovered(S state);

    void finished(OwnerKey owner, List<StepOutcome> outcomes);

    void retryDue(OwnerKey owner);

    void read(Action.Purpose purpose, Map<ObjectKey, Actual> found);

    List<Action> audit(S state);

    Round<E> round(S state);
}
