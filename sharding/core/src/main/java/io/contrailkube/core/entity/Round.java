package io.contrailkube.core.entity;

import java.util.List;

/**
 * What a round of work came to: first the events, in one journal write, then the actions.
 *
 * @param <E> events of the entity
 */
public record Round<E>(List<E> events, List<Action> actions) {
    public Round {
        events = List.copyOf(events);
        actions = List.copyOf(actions);
    }
}
