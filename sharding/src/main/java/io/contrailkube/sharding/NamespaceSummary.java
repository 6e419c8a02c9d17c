package io.contrailkube.sharding;

import io.contrailkube.core.entity.NamespaceView;
import org.jspecify.annotations.Nullable;

/**
 * A namespace in a line of a list.
 *
 * @param phase as in {@link NamespaceView#phase}, or {@code unknown} if its entity did not answer
 * @param objects how many Contrail objects stand, or may stand, on its behalf
 * @param problems how many problems its users should know of
 */
public record NamespaceSummary(String name, @Nullable String uid, String phase, int objects, int problems) {
    static NamespaceSummary of(NamespaceView view) {
        return new NamespaceSummary(
                view.name(),
                view.uid(),
                view.phase(),
                view.objects().size(),
                view.problems().size());
    }

    static NamespaceSummary silent(String name) {
        return new NamespaceSummary(name, null, "unknown", 0, 0);
    }
}
