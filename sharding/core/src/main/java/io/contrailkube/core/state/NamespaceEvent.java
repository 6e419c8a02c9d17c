package io.contrailkube.core.state;

/** Events of a namespace entity. Manifests and bytes: the persistence module. */
public sealed interface NamespaceEvent permits LedgerEvent, NamespaceEvent.Decision {
    NamespaceState applyTo(NamespaceState state);

    /** Decisions that outlive the annotation that led to them (spec 01 section 5.6). */
    sealed interface Decision extends NamespaceEvent {}

    /** A namespace of this uid is served from now on; decisions about an earlier one of the same name are void. */
    record Entered(String uid) implements Decision {
        @Override
        public NamespaceState applyTo(NamespaceState state) {
            return new NamespaceState(uid, false, null, state.ledger());
        }
    }

    /** The namespace has its own networks until it is deleted. */
    record Isolated() implements Decision {
        @Override
        public NamespaceState applyTo(NamespaceState state) {
            return new NamespaceState(state.uid(), true, state.forwarding(), state.ledger());
        }
    }

    /** Its pod network is, or is not, on the underlay, and stays so. */
    record ForwardingFixed(boolean forwarding) implements Decision {
        @Override
        public NamespaceState applyTo(NamespaceState state) {
            return new NamespaceState(state.uid(), state.isolated(), forwarding, state.ledger());
        }
    }

    /** Nothing stands any more for the deleted namespace. */
    record Left() implements Decision {
        @Override
        public NamespaceState applyTo(NamespaceState state) {
            return new NamespaceState(null, false, null, state.ledger());
        }
    }
}
