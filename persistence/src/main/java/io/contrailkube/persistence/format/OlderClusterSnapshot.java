package io.contrailkube.persistence.format;

import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.Policies;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/** Formats `cluster-state.1` and `cluster-state.2`, from before there were network policies. */
record OlderClusterSnapshot(
        @Nullable Boolean forwarding,
        SortedMap<String, Contribution> contributions,
        SortedMap<String, List<LedgerEntry>> ledger) {
    ClusterState state() {
        return new ClusterState(
                forwarding, HashTreePMap.from(contributions), Policies.NONE, LedgerSnapshot.ledger(ledger));
    }
}
