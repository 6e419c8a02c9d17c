package io.contrailkube.core.world;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.List;
import java.util.Map;

record NamespaceMind(NamespaceBrain brain) implements Mind<NamespaceState, NamespaceEvent> {
    @Override
    public List<Action> recovered(NamespaceState state) {
        return brain.recovered(state);
    }

    @Override
    public void finished(OwnerKey owner, List<StepOutcome> outcomes) {
        brain.finished(owner, outcomes);
    }

    @Override
    public void retryDue(OwnerKey owner) {
        brain.retryDue(owner);
    }

    @Override
    public void read(Action.Purpose purpose, Map<ObjectKey, Actual> found) {
        brain.read(purpose, found);
    }

    @Override
    public List<Action> audit(NamespaceState state) {
        return brain.audit(state);
    }

    @Override
    public Round<NamespaceEvent> round(NamespaceState state) {
        return brain.round(state);
    }
}
