package io.contrailkube.standins.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decoded query parameters in the order they were sent; a key without {@code =} has the empty value and is bare. */
public record Query(List<Parameter> parameters) {
    static final Query NONE = new Query(List.of());

    /** One parameter; {@code bare} when it came without an equals sign. */
    public record Parameter(String key, String value, boolean bare) {}

    public Query {
        parameters = List.copyOf(parameters);
    }

    static Query parse(String raw) {
        if (raw.isEmpty()) {
            return NONE;
        }
        List<Parameter> found = new ArrayList<>();
        for (String part : raw.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                found.add(
                        equals < 0
                                ? new Parameter(Percent.decode(part, true), "", true)
                                : new Parameter(
                                        Percent.decode(part.substring(0, equals), true),
                                        Percent.decode(part.substring(equals + 1), true),
                                        false));
            }
        }
        return new Query(found);
    }

    public boolean has(String key) {
        return parameters.stream().anyMatch(p -> p.key().equals(key));
    }

    /** First value of the key, null when it was not sent. */
    public @Nullable String first(String key) {
        for (Parameter parameter : parameters) {
            if (parameter.key().equals(key)) {
                return parameter.value();
            }
        }
        return null;
    }

    public String first(String key, String absent) {
        String value = first(key);
        return value == null ? absent : value;
    }

    public List<String> all(String key) {
        return parameters.stream()
                .filter(p -> p.key().equals(key))
                .map(Parameter::value)
                .toList();
    }
}
