package io.contrailkube.sharding;

import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.entity.NamespaceView;
import java.util.List;

/** Answers of entities to questions of people. */
sealed interface Answer extends Wire {
    record OfNamespace(NamespaceView view) implements Answer {}

    record InShort(NamespaceSummary summary) implements Answer {}

    record OfCluster(ClusterView view) implements Answer {}

    /** @param more whether there are names after these */
    record Names(List<String> names, boolean more) implements Answer {}
}
