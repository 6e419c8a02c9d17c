package io.contrailkube.core.state;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What the cluster entity remembers.
 *
 * @param forwarding whether the default pod network is on the underlay; null until it was planned
 * @param contributions what each namespace wants among the shared objects; also the register of namespaces that have
 *     anything in Contrail
 */
public record ClusterState(@Nullable Boolean forwarding, PMap<String, Contribution> contributions, Ledger ledger) {
    public static final ClusterState EMPTY = new ClusterState(null, HashTreePMap.empty(), Ledger.EMPTY);

    public ClusterState withLedger(Ledger changed) {
        return new ClusterState(forwarding, contributions, changed);
    }

    public ClusterState withContributions(PMap<String, Contribution> changed) {
        return new ClusterState(forwarding, changed, ledger);
    }
}
