package io.contrailkube.core.kind.namespace;

import io.contrailkube.core.config.LiteralDict;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one namespace; what is wrong becomes a problem, and the setting counts as not given. */
final class AnnotationReader {
    private final NamespaceFact namespace;
    final List<Problem> problems = new ArrayList<>();
    final List<Decided> decided = new ArrayList<>();

    AnnotationReader(NamespaceFact namespace) {
        this.namespace = namespace;
    }

    boolean has(String key) {
        return namespace.annotations().containsKey(key);
    }

    /** True or false in any case; null if absent or neither (spec 01 section 5.7). */
    @Nullable
    Boolean flag(String key) {
        String text = namespace.annotations().get(key);
        if (text == null) {
            return null;
        }
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        invalid(key, "its value '" + text + "' is neither true nor false", "set it to \"true\" or \"false\"");
        return null;
    }

    /** A name spelled as a dictionary with the given keys; null if absent or malformed. */
    @Nullable
    FqName name(String key, String... parts) {
        String text = namespace.annotations().get(key);
        if (text == null) {
            return null;
        }
        try {
            var values = LiteralDict.parse(text, List.of(parts));
            var names = new ArrayList<String>();
            for (String part : parts) {
                names.add(values.getOrDefault(part, ""));
            }
            return new FqName(names);
        } catch (IllegalArgumentException e) {
            String example = "{\"" + String.join("\":\"...\",\"", parts) + "\":\"...\"}";
            invalid(key, e.getMessage() == null ? "it cannot be read" : e.getMessage(), "write it as " + example);
            return null;
        }
    }

    void decide(String setting, Object value, String because) {
        decided.add(new Decided(setting, String.valueOf(value), because));
    }

    void ignored(String key, String why) {
        problems.add(Problem.warning("AnnotationIgnored", "annotation " + key + " has no effect: " + why));
    }

    void warn(String reason, String message) {
        problems.add(Problem.warning(reason, message));
    }

    private void invalid(String key, String cause, String remedy) {
        problems.add(Problem.warning(
                "InvalidAnnotation", "annotation " + key + " is treated as not set: " + cause + "; " + remedy));
    }
}
