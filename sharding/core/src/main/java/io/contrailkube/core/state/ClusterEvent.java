package io.contrailkube.core.state;

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
            return new ClusterState(forwarding, state.contributions(), state.ledger());
        }
    }
}
