package io.contrailkube.core.kind.pod;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.PodView.NamedPort;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What we keep of a Pod that has a node and a network of its own; others do not count (spec 02 section 4.1).
 *
 * @param labels all labels
 * @param annotations only those that mean something to us ({@link PodAnnotations})
 * @param node {@code spec.nodeName}
 * @param hostAddresses {@code status.hostIP} and {@code hostIPs}, each once; empty until kubelet has said
 * @param ports container ports that have a name, of containers that run as long as the pod does
 * @param completed its phase is Succeeded or Failed: it has stopped for good
 * @param ignored paths of fields that are set and that we do not implement, e.g. {@code
 *     spec.containers[0].ports[0].hostPort}
 */
public record PodFact(
        ObjectId id,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        String node,
        List<String> hostAddresses,
        SortedSet<NamedPort> ports,
        boolean completed,
        List<String> ignored)
        implements KubeFact {
    public PodFact {
        // Thousands of names in a hundred thousand pods.
        node = node.intern();
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        hostAddresses = List.copyOf(hostAddresses);
        ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
        ignored = List.copyOf(ignored);
    }
}
