package io.contrailkube.node.config;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an option's text is read.
 *
 * @param reader text to value; its {@link IllegalArgumentException} says what is wrong with the text
 * @param expected what the text must be, for people
 * @param fallback text that counts if none is given; null if there is none, or if {@code reference.conf} has it
 */
record Form<T>(Function<String, T> reader, String expected, @Nullable String fallback, Set<Trait> traits) {
    enum Trait {
        MANDATORY,
        /** Never shown. */
        SECRET,
        /** An empty value is a value; elsewhere it is the same as none. */
        MAY_BE_EMPTY
    }

    static <T> Form<T> of(String expected, Function<String, T> reader) {
        return new Form<>(reader, expected, null, Set.of());
    }

    Form<T> or(String text) {
        return new Form<>(reader, expected, text, traits);
    }

    Form<T> mandatory() {
        return with(Trait.MANDATORY);
    }

    Form<T> secret() {
        return with(Trait.SECRET);
    }

    Form<T> orEmpty() {
        return with(Trait.MAY_BE_EMPTY);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    private Form<T> with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Form<>(reader, expected, fallback, Set.copyOf(more));
    }
}
