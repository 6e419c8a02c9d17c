package io.contrailkube.core.state;

import org.jspecify.annotations.Nullable;

/**
 * What a namespace entity remembers.
 *
 * @param uid uid of the namespace served, or null if none is
 * @param isolated it has, or is to have, its own networks; sticky for the life of the uid (spec 01 section 11.6)
 * @param forwarding whether its pod network is on the underlay; null until the network was planned
 */
public record NamespaceState(@Nullable String uid, boolean isolated, @Nullable Boolean forwarding, Ledger ledger) {
    public static final NamespaceState EMPTY = new NamespaceState(null, false, null, Ledger.EMPTY);

    public NamespaceState withLedger(Ledger changed) {
        return new NamespaceState(uid, isolated, forwarding, changed);
    }
}
