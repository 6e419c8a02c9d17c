package io.contrailkube.core.state;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.spec.ObjectNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What the cluster entity remembers.
 *
 * @param forwarding whether the default pod network is on the underlay; null until it was planned
 * @param contributions what each namespace wants among the shared objects; also the register of namespaces that have
 *     anything in Contrail
 * @param policies the network policies of all namespaces
 */
public record ClusterState(
        @Nullable Boolean forwarding, PMap<String, Contribution> contributions, Policies policies, Ledger ledger) {
    public static final ClusterState EMPTY = new ClusterState(null, HashTreePMap.empty(), Policies.NONE, Ledger.EMPTY);

    /** Link-local services; namespace `default` alone has them (spec 02, SVC-24). */
    public List<LinkLocalService> linkLocal() {
        return contributions
                .getOrDefault(ObjectNames.DEFAULT_NAMESPACE, Contribution.NONE)
                .linkLocal();
    }

    public ClusterState withLedger(Ledger changed) {
        return new ClusterState(forwarding, contributions, policies, changed);
    }

    public ClusterState withContributions(PMap<String, Contribution> changed) {
        return new ClusterState(forwarding, changed, policies, ledger);
    }

    public ClusterState withPolicies(Policies changed) {
        return new ClusterState(forwarding, contributions, changed, ledger);
    }
}
