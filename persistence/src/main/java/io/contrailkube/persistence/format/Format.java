package io.contrailkube.persistence.format;

import java.util.function.Function;

/**
 * One format: its name and the JSON it stands for.
 *
 * @param manifest name and version, stored beside the bytes; once released never used for anything else
 * @param type the class it is read to
 * @param json what Jackson writes and reads in its place
 */
record Format<T, J>(String manifest, Class<T> type, Class<J> json, Function<T, J> toJson, Function<J, T> fromJson) {
    /** A format whose JSON has the fields of the record itself; the golden file notices when one is renamed. */
    static <T> Format<T, T> of(String manifest, Class<T> type) {
        return new Format<>(manifest, type, type, Function.identity(), Function.identity());
    }

    /** A format that is only read. */
    static <T, J> Format<T, J> legacy(String manifest, Class<T> type, Class<J> json, Function<J, T> fromJson) {
        return new Format<>(
                manifest,
                type,
                json,
                value -> {
                    throw new IllegalStateException("format '" + manifest + "' is not written any more");
                },
                fromJson);
    }
}
