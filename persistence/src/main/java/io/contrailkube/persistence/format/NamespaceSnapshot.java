package io.contrailkube.persistence.format;

import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceState;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Format `namespace-state.2`. */
record NamespaceSnapshot(
        @Nullable String uid,
        boolean isolated,
        @Nullable Boolean forwarding,
        SortedMap<String, List<LedgerEntry>> ledger) {
    static NamespaceSnapshot of(NamespaceState state) {
        return new NamespaceSnapshot(
                state.uid(), state.isolated(), state.forwarding(), LedgerSnapshot.of(state.ledger()));
    }

    NamespaceState state() {
        return new NamespaceState(uid, isolated, forwarding, LedgerSnapshot.ledger(ledger));
    }
}
