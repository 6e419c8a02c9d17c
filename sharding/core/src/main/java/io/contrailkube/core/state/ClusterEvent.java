package io.contrailkube.core.state;

import io.contrailkube.core.policy.Edition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events of the cluster entity. */
public sealed interface ClusterEvent permits LedgerEvent, ClusterEvent.Decision {
    ClusterState applyTo(ClusterState state);

    /** Decisions and contributions. */
    sealed interface Decision extends ClusterEvent {}

    /** A namespace wants this to stand among the shared objects; replaces what it wanted before. */
    record Contributed(String namespace, Contribution contribution) implements Decision {
        @Override
        public ClusterState applyTo(ClusterState state) {
            return state.withContributions(state.contributions().plus(namespace, contribution));
        }
    }

    /** A namespace is gone for good. */
    record Departed(String namespace) implements Decision {
        @Override
        public ClusterState applyTo(ClusterState state) {
            return state.withContributions(state.contributions().minus(namespace));
        }
    }

    /** The default pod network is, or is not, on the underlay, and stays so (spec 01, CL-9). */
    record DefaultForwardingFixed(boolean forwarding) implements Decision {
        @Override
        public ClusterState applyTo(ClusterState state) {
            return new ClusterState(forwarding, state.contributions(), state.policies(), state.ledger());
        }
    }

    /**
     * A namespace claims editions of a network policy.
     *
     * @param firewallPolicy see {@link PolicyRecord}; as long as anything is left of the policy it stays the same
     * @param levels of all editions that are wanted
     * @param editions those that were not known before
     */
    record PolicyClaimed(
            String namespace,
            String uid,
            String name,
            String firewallPolicy,
            String place,
            SortedMap<String, Level> levels,
            List<Edition> editions)
            implements Decision {
        public PolicyClaimed {
            levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
            editions = List.copyOf(editions);
        }

        @Override
        public ClusterState applyTo(ClusterState state) {
            PolicyRecord before = state.policies()
                    .find(namespace, uid)
                    .orElseGet(() -> new PolicyRecord(name, firewallPolicy, place, new TreeMap<>()));
            return state.withPolicies(state.policies().with(namespace, uid, before.claiming(levels, editions)));
        }
    }

    /** An edition has been brought, or is being brought, one stage further or back. */
    record EditionStepped(String namespace, String uid, String edition, int stage) implements Decision {
        @Override
        public ClusterState applyTo(ClusterState state) {
            return state.withPolicies(
                    state.policies().change(namespace, uid, policy -> policy.stepped(edition, stage)));
        }
    }

    /** There are, or are no longer, too many pairs of isolated subjects to keep them apart one by one. */
    record SubjectsMarked(boolean marked) implements Decision {
        @Override
        public ClusterState applyTo(ClusterState state) {
            return state.withPolicies(state.policies().marking(marked));
        }
    }
}
