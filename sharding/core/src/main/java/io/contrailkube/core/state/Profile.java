package io.contrailkube.core.state;

import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy.Port;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to be known of a namespace where its pods and policies meet those of others.
 *
 * @param labels of the namespace
 * @param ports ports with names that its pods have, each once
 * @param portNames names of ports that its policies use
 */
public record Profile(SortedMap<String, String> labels, List<NamedPort> ports, SortedSet<Port.Named> portNames) {
    public static final Profile NONE = new Profile(new TreeMap<>(), List.of(), new TreeSet<>());

    public Profile {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        ports = ports.stream().distinct().sorted().toList();
        portNames = Collections.unmodifiableSortedSet(new TreeSet<>(portNames));
    }
}
