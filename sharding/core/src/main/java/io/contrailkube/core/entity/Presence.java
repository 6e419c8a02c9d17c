package io.contrailkube.core.entity;

import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.state.NamespaceState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether the namespace is there, as far as that is known. */
final class Presence {
    private final Facts facts;
    private final Set<String> deleted = new HashSet<>();

    Presence(Facts facts) {
        this.facts = facts;
    }

    /** Kubernetes has said that the namespace of this uid was deleted. */
    void deleted(String uid) {
        deleted.add(uid);
    }

    /** Deleted at once when Kubernetes says so; but what it says of an earlier namespace of this name is old. */
    boolean isDeleted(NamespaceState state) {
        return state.uid() == null ? !deleted.isEmpty() : deleted.contains(state.uid());
    }

    /** Whether what stands has to go: the namespace is not there any more, or it is another one of the same name. */
    boolean isOver(NamespaceState state) {
        Optional<NamespaceFact> fact = facts.namespace();
        return fact.map(present -> isOtherLife(present, state)).orElseGet(() -> isDeleted(state) || facts.complete());
    }

    /** What has to be known before anything can be decided, in words; empty if nothing has. */
    String missing(NamespaceState state) {
        boolean known = facts.namespace().isPresent() || facts.complete() || isDeleted(state);
        return known || state.ledger().isEmpty() ? "" : "complete lists of every watched kind";
    }

    private static boolean isOtherLife(NamespaceFact fact, NamespaceState state) {
        return state.uid() != null
                && !fact.id().uid().equals(state.uid())
                && !state.ledger().isEmpty();
    }
}
