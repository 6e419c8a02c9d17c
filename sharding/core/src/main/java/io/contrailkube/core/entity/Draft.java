package io.contrailkube.core.entity;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A round in the making: the state as it will be, and what leads there.
 *
 * @param <S> state of the entity
 * @param <E> events of the entity
 */
final class Draft<S, E> {
    private final BiFunction<S, E, S> transition;
    private final Function<S, Ledger> ledger;
    private S state;
    private final List<E> events = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final Set<OwnerKey> changed = new LinkedHashSet<>();

    Draft(S state, BiFunction<S, E, S> transition, Function<S, Ledger> ledger) {
        this.state = state;
        this.transition = transition;
        this.ledger = ledger;
    }

    S state() {
        return state;
    }

    Ledger ledger() {
        return ledger.apply(state);
    }

    void persist(E event) {
        events.add(event);
        state = transition.apply(state, event);
        if (event instanceof LedgerEvent about) {
            changed.add(about.owner());
        }
    }

    /** Owner keys whose part of the ledger has changed since this was asked last. */
    Set<OwnerKey> takeChanged() {
        Set<OwnerKey> owners = new LinkedHashSet<>(changed);
        changed.clear();
        return owners;
    }

    void act(Action action) {
        actions.add(action);
    }

    void act(List<Action> more) {
        actions.addAll(more);
    }

    Round<E> round() {
        return new Round<>(events, actions);
    }
}
