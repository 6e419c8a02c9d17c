package io.contrailkube.core.entity;

import io.contrailkube.core.adopt.Adoption;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A look at what stands in the project of a namespace already, before anything is made there for its workloads (spec 02
 * sections 3.2 and 5.6). It is taken once for a project that stood before us; one that we have made is empty. That it was
 * taken is noted on the ledger entry of the project, in the same journal write as what was found.
 */
final class Census {
    private static final String SURVEYED = "surveyed";

    private final ObjectKey anchor;
    private final ObjectKey project;
    private final Adoption adoption;
    private final Workshop workshop;
    private boolean asked;
    private @Nullable List<Actual> found;

    Census(String namespace, ObjectNames names, Workshop workshop) {
        this.project = names.project(namespace);
        // A project that all namespaces share is no namespace's own; each has a security group of its own in it.
        this.anchor = names.sharesProject() ? names.securityGroup(namespace) : project;
        this.adoption = new Adoption(namespace, names);
        this.workshop = workshop;
    }

    void found(List<Actual> objects) {
        if (asked) {
            found = List.copyOf(objects);
        }
    }

    /** Whether it is known what stands; if not, it is asked for as soon as the project stands. */
    boolean isTaken(OwnerKey namespace, Draft<NamespaceState, NamespaceEvent> draft) {
        Optional<LedgerEntry> entry = draft.ledger().find(namespace, anchor).filter(one -> !one.pending());
        if (entry.isEmpty()) {
            return false;
        }
        if (entry.get().origin() == Origin.CREATED || entry.get().learned().containsKey(SURVEYED)) {
            return true;
        }
        if (found != null) {
            takeIn(namespace, entry.get(), found, draft);
            found = null;
            return true;
        }
        if (!asked) {
            asked = true;
            draft.act(new Action.Survey(project));
        }
        return false;
    }

    private void takeIn(
            OwnerKey namespace, LedgerEntry entry, List<Actual> objects, Draft<NamespaceState, NamespaceEvent> draft) {
        Set<String> known = draft.ledger().entries().map(LedgerEntry::uuid).collect(Collectors.toSet());
        draft.persist(new LedgerEvent.ObjectsFound(namespace, List.of(entry.noting(SURVEYED, "yes")), List.of()));
        List<Actual> news = objects.stream()
                .filter(actual -> !known.contains(actual.uuid()))
                .toList();
        adoption.of(news).forEach((owner, entries) -> {
            draft.persist(new LedgerEvent.ObjectsFound(owner, entries, List.of()));
            workshop.touch(owner);
        });
    }

    /** The namespace is being left: one that comes after it is looked at anew. */
    void forget() {
        asked = false;
        found = null;
    }
}
