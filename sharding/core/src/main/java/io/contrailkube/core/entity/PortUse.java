package io.contrailkube.core.entity;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.state.Profile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names of ports in a namespace: those that its pods have, and those that its network policies use. */
final class PortUse {
    private final SortedMap<NamedPort, Integer> had = new TreeMap<>();
    private final SortedMap<Port.Named, Integer> used = new TreeMap<>();

    void learned(List<Facts.Change> changes) {
        for (Facts.Change change : changes) {
            count(change.before(), -1);
            count(change.after(), 1);
        }
    }

    Profile profile(SortedMap<String, String> labels) {
        return new Profile(labels, List.copyOf(had.keySet()), new TreeSet<>(used.keySet()));
    }

    private void count(@Nullable KubeFact fact, int by) {
        if (fact instanceof PodFact pod) {
            pod.ports().forEach(port -> count(had, port, by));
        } else if (fact instanceof NetworkPolicyFact policy) {
            Translation.portNames(policy.policy()).forEach(name -> count(used, name, by));
        }
    }

    private static <T> void count(SortedMap<T, Integer> counts, T what, int by) {
        counts.merge(what, by, (old, more) -> old + more == 0 ? null : old + more);
    }
}
