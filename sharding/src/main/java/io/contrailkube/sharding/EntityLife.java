package io.contrailkube.sharding;

import akka.persistence.typed.javadsl.EffectBuilder;

/**
 * What an entity does from a recovery to its end. A failed journal write ends a life; the next one begins with what the
 * journal holds and nothing else.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> state
 */
interface EntityLife<C, E, S> {
    /** The journal has been read; nothing can be written yet. */
    void begin(S state);

    EffectBuilder<E, S> handle(S state, C command);

    void end();
}
