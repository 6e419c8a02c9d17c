package io.contrailkube.node.config;

import java.util.Optional;
import java.util.function.Function;

/** What an option is good for. */
sealed interface Effect<T> {
    /** A sentence for people. */
    String inWords();

    /** The HOCON path that it leads to, if any. */
    default Optional<String> target() {
        return Optional.empty();
    }

    /** Decides what is made in Contrail: part of the cluster's settings. */
    record Decides<T>() implements Effect<T> {
        @Override
        public String inWords() {
            return "decides what is made in Contrail; the same on every replica";
        }
    }

    /** Sets one HOCON path, whose default stands in a {@code reference.conf}. */
    record Sets<T>(String path, Function<? super T, Object> value) implements Effect<T> {
        @Override
        public String inWords() {
            return "sets " + path;
        }

        @Override
        public Optional<String> target() {
            return Optional.of(path);
        }
    }

    /** Together with other options makes up a HOCON path ({@link HoconOverlay} says how). */
    record Contributes<T>(String path) implements Effect<T> {
        @Override
        public String inWords() {
            return "part of " + path;
        }

        @Override
        public Optional<String> target() {
            return Optional.of(path);
        }
    }

    /** Accepted, so that files of the original need no change, and not used. */
    record Unused<T>(String reason) implements Effect<T> {
        @Override
        public String inWords() {
            return "accepted and unused: " + reason;
        }
    }
}
