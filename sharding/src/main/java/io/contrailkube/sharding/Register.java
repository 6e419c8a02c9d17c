package io.contrailkube.sharding;

import io.contrailkube.core.state.ClusterState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of the namespaces that the cluster entity knows: those in the journal, and those that have turned to it since. */
final class Register {
    private final Set<String> heard = new HashSet<>();

    void heardOf(String namespace) {
        heard.add(namespace);
    }

    void forget(String namespace) {
        heard.remove(namespace);
    }

    /** Names in order, those after one, at most so many. */
    Answer.Names names(ClusterState state, String after, int limit) {
        var all = new TreeSet<>(heard);
        all.addAll(state.contributions().keySet());
        Set<String> rest = all.tailSet(after, false);
        List<String> page = rest.stream().limit(limit).toList();
        return new Answer.Names(page, rest.size() > page.size());
    }
}
