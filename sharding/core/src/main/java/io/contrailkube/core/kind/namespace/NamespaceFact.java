package io.contrailkube.core.kind.namespace;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What we keep of a Namespace.
 *
 * @param labels all labels
 * @param annotations only those that mean something to us (spec 01 section 5.1)
 * @param terminating being deleted; nothing new is made for it (spec 01, NS-42)
 */
public record NamespaceFact(
        ObjectId id, SortedMap<String, String> labels, SortedMap<String, String> annotations, boolean terminating)
        implements KubeFact {
    public NamespaceFact {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public String name() {
        return id.name();
    }
}
