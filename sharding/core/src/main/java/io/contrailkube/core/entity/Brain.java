package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import java.util.List;
import java.util.Map;

/**
 * What decides for an entity: it is told news, and a round turns them into events, to be journaled in one write, and actions
 * to be carried out after that. Not shared between threads.
 *
 * @param <E> events
 * @param <S> state
 */
public interface Brain<E, S> {
    /** To be called once, with the state that the journal gave; the actions are to be carried out. */
    List<Action> recovered(S state);

    /** The outcomes of a plan, one per step. */
    void finished(OwnerKey owner, List<StepOutcome> outcomes);

    /** The pause that {@link Action.TryAgain} asked for is over. */
    void retryDue(OwnerKey owner);

    /** What {@link Action.Read} found. */
    void read(Action.Purpose purpose, Map<ObjectKey, Actual> found);

    /** Objects to be read so that they can be compared with what should stand. */
    List<Action> audit(S state);

    Round<E> round(S before);
}
