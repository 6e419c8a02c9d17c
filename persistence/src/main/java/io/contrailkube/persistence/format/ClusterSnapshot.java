package io.contrailkube.persistence.format;

import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.Policies;
import io.contrailkube.core.state.PolicyRecord;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Format `cluster-state.3`.
 *
 * @param policies by namespace and uid
 * @param subjectsMarked see {@link Policies}
 */
record ClusterSnapshot(
        @Nullable Boolean forwarding,
        SortedMap<String, Contribution> contributions,
        SortedMap<String, SortedMap<String, PolicyRecord>> policies,
        boolean subjectsMarked,
        SortedMap<String, List<LedgerEntry>> ledger) {
    static ClusterSnapshot of(ClusterState state) {
        return new ClusterSnapshot(
                state.forwarding(),
                new TreeMap<>(state.contributions()),
                state.policies().sorted(),
                state.policies().marked(),
                LedgerSnapshot.of(state.ledger()));
    }

    ClusterState state() {
        PMap<String, PMap<String, PolicyRecord>> byNamespace = HashTreePMap.empty();
        for (var namespace : policies.entrySet()) {
            byNamespace = byNamespace.plus(namespace.getKey(), HashTreePMap.from(namespace.getValue()));
        }
        return new ClusterState(
                forwarding,
                HashTreePMap.from(contributions),
                new Policies(byNamespace, subjectsMarked),
                LedgerSnapshot.ledger(ledger));
    }
}
