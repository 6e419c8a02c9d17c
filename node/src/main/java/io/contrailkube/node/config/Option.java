package io.contrailkube.node.config;

import io.contrailkube.node.config.Form.Trait;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A row of the {@link Catalogue}: everything there is to know about an option of {@code contrail-kubernetes.conf}. */
record Option<T>(String name, Section home, Form<T> form, String meaning, Effect<T> effect) {
    static final String MASK = "******";
    /** A password in {@code user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=:)[^:@,\\s]+(?=@)");

    static <T> Option<T> decides(String name, Section home, Form<T> form, String meaning) {
        return new Option<>(name, home, form, meaning, new Effect.Decides<>());
    }

    static <T> Option<T> contributes(String name, Section home, Form<T> form, String meaning, String path) {
        return new Option<>(name, home, form, meaning, new Effect.Contributes<>(path));
    }

    static <T> Option<T> sets(String name, Section home, Form<T> form, String meaning, Effect.Sets<T> target) {
        return new Option<>(name, home, form, meaning, target);
    }

    static <T> Option<T> unused(String name, Section home, Form<T> form, String meaning, String reason) {
        return new Option<>(name, home, form, meaning, new Effect.Unused<>(reason));
    }

    static <T> Effect.Sets<T> path(String path, Function<? super T, Object> value) {
        return new Effect.Sets<>(path, value);
    }

    boolean isUnused() {
        return effect instanceof Effect.Unused;
    }

    /** A value as it may be shown. */
    String shown(String text) {
        if (form.is(Trait.SECRET) && !text.isEmpty()) {
            return MASK;
        }
        return USER_INFO.matcher(text).replaceAll(MASK);
    }
}
