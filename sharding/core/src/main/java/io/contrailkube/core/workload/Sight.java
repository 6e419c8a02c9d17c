package io.contrailkube.core.workload;

import java.util.Optional;

/** What is known of something outside of the entity. */
public sealed interface Sight<T> {
    /** It was found. */
    record Found<T>(T value) implements Sight<T> {}

    /** It was looked for and is not there; it is looked for again and again while somebody wants to know. */
    record Missing<T>() implements Sight<T> {}

    /** It has not been looked for yet; that happens now. */
    record Unknown<T>() implements Sight<T> {}

    default Optional<T> found() {
        return this instanceof Found<T> found ? Optional.of(found.value()) : Optional.empty();
    }

    default boolean isMissing() {
        return this instanceof Missing;
    }
}
