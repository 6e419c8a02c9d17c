package io.contrailkube.persistence.format;

import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/** Format `cluster-state.2`. */
record ClusterSnapshot(
        @Nullable Boolean forwarding,
        SortedMap<String, Contribution> contributions,
        SortedMap<String, List<LedgerEntry>> ledger) {
    static ClusterSnapshot of(ClusterState state) {
        return new ClusterSnapshot(
                state.forwarding(), new TreeMap<>(state.contributions()), LedgerSnapshot.of(state.ledger()));
    }

    ClusterState state() {
        return new ClusterState(forwarding, HashTreePMap.from(contributions), LedgerSnapshot.ledger(ledger));
    }
}
