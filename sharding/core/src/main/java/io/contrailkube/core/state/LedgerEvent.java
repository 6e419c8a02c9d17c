package io.contrailkube.core.state;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import java.util.List;
import java.util.stream.Stream;

/** Events about what stands in Contrail; the same for namespaces and for the cluster. */
public sealed interface LedgerEvent extends NamespaceEvent, ClusterEvent {
    OwnerKey owner();

    Ledger applyTo(Ledger ledger);

    @Override
    default NamespaceState applyTo(NamespaceState state) {
        return state.withLedger(applyTo(state.ledger()));
    }

    @Override
    default ClusterState applyTo(ClusterState state) {
        return state.withLedger(applyTo(state.ledger()));
    }

    /**
     * A plan is about to write. Written before its first request leaves: a stale twin of the entity fails here, and after
     * a crash it is known what may stand.
     *
     * @param creating what is to be created, and what is to be changed so that we hold more claims on it than before
     * @param changing what is to be compared and changed
     * @param deleting what is to be deleted or let go
     */
    record PlanBegun(OwnerKey owner, List<LedgerEntry> creating, List<ObjectKey> changing, List<ObjectKey> deleting)
            implements LedgerEvent {
        @Override
        public Ledger applyTo(Ledger ledger) {
            // What is written to may be in its old or its new shape until the plan has ended.
            var unsure = Stream.concat(changing.stream(), deleting.stream())
                    .flatMap(key -> ledger.find(owner, key).stream())
                    .map(LedgerEntry::unsure)
                    .toList();
            return ledger.with(owner, unsure).with(owner, creating);
        }
    }

    /**
     * A plan has ended, well or not.
     *
     * @param standing what stands now as it was wanted
     * @param gone what is gone, or was never made
     */
    record PlanEnded(OwnerKey owner, List<LedgerEntry> standing, List<ObjectKey> gone) implements LedgerEvent {
        @Override
        public Ledger applyTo(Ledger ledger) {
            return ledger.change(owner, standing, gone);
        }
    }

    /** Objects were found in Contrail, or found missing, outside any plan: after a crash, or by the audit. */
    record ObjectsFound(OwnerKey owner, List<LedgerEntry> found, List<ObjectKey> missing) implements LedgerEvent {
        @Override
        public Ledger applyTo(Ledger ledger) {
            return ledger.change(owner, found, missing);
        }
    }
}
