package io.contrailkube.core.entity;

import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the namespaces want among the shared objects, summed up so that a change of one costs the same at any number. */
final class Contributions {
    private final Map<String, Integer> usersOfTag = new HashMap<>();
    private final Map<String, Integer> usersOfReader = new HashMap<>();

    Contributions(Map<String, Contribution> standing) {
        standing.values().forEach(contribution -> count(contribution, 1));
    }

    void replace(@Nullable Contribution before, @Nullable Contribution after) {
        if (before != null) {
            count(before, -1);
        }
        if (after != null) {
            count(after, 1);
        }
    }

    boolean wantsTag(String tag) {
        return usersOfTag.containsKey(tag);
    }

    /** Uuids of the projects that may read the default networks. */
    List<String> readers() {
        return List.copyOf(new TreeSet<>(usersOfReader.keySet()));
    }

    /** Whether the foundation differs when a namespace wants {@code after} instead of {@code before}. */
    static boolean foundationDiffers(String namespace, @Nullable Contribution before, Contribution after) {
        Contribution old = before == null ? Contribution.NONE : before;
        return !Objects.equals(old.reader(), after.reader())
                || (namespace.equals(ObjectNames.DEFAULT_NAMESPACE)
                        && !Objects.equals(old.defaultSnat(), after.defaultSnat()));
    }

    private void count(Contribution contribution, int by) {
        contribution.tags().forEach(tag -> add(usersOfTag, tag, by));
        String reader = contribution.reader();
        if (reader != null) {
            add(usersOfReader, reader, by);
        }
    }

    private static void add(Map<String, Integer> counts, String key, int by) {
        counts.merge(key, by, (old, more) -> old + more == 0 ? null : old + more);
    }
}
