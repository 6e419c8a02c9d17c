package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.reconcile.Settlement;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every entity does with plans, outcomes and reads, whatever it decides about. */
final class Desk {
    private record Finished(OwnerKey owner, List<StepOutcome> outcomes) {}

    final Workshop workshop = new Workshop();
    private final OwnershipMarks marks;
    private final List<Finished> finished = new ArrayList<>();
    private Predicate<OwnerKey> auditsForeign = owner -> false;
    private boolean settling;
    private @Nullable Map<ObjectKey, Actual> settled;
    private @Nullable Inspection audited;

    Desk(OwnershipMarks marks) {
        this.marks = marks;
    }

    void finished(OwnerKey owner, List<StepOutcome> outcomes) {
        finished.add(new Finished(owner, outcomes));
    }

    /** After a crash: what interrupted plans may have left has to be looked at before anything is decided. */
    List<Action> settle(Ledger ledger) {
        List<Lookup> pending = ledger.entries()
                .filter(LedgerEntry::pending)
                .map(entry -> new Lookup(entry.key(), null)) // by name: it may have got another uuid
                .distinct()
                .toList();
        settling = !pending.isEmpty();
        return settling ? List.of(new Action.Read(Purpose.SETTLE, pending)) : List.of();
    }

    boolean settling() {
        return settling;
    }

    /**
     * What stands as far as we know.
     *
     * @param withForeign owner keys whose claims on others' objects are looked at too
     */
    List<Action> audit(Ledger ledger, Predicate<OwnerKey> withForeign) {
        auditsForeign = withForeign;
        List<Lookup> lookups = ledger.owners().stream()
                .flatMap(owner -> ledger.of(owner).values().stream().filter(entry -> isAudited(owner, entry)))
                .map(entry -> new Lookup(entry.key(), entry.origin() == Origin.FOREIGN ? null : entry.uuid()))
                .distinct()
                .toList();
        return lookups.isEmpty() ? List.of() : List.of(new Action.Read(Purpose.AUDIT, lookups));
    }

    private boolean isAudited(OwnerKey owner, LedgerEntry entry) {
        // A tag that others made goes when they need it no more, whether we need it or not.
        boolean shared = ContrailTypes.of(entry.key().type()).shared();
        return !entry.pending() && (entry.origin() != Origin.FOREIGN || shared || auditsForeign.test(owner));
    }

    void read(Purpose purpose, Map<ObjectKey, Actual> found) {
        if (purpose == Purpose.SETTLE) {
            settled = found;
        } else {
            audited = new Inspection(found);
        }
    }

    boolean stands(Ledger ledger, OwnerKey owner, ObjectKey key) {
        return ledger.find(owner, key).map(entry -> !entry.pending()).orElse(false);
    }

    /** Objects of others were made anew, or found so: what we hold on them may be gone. */
    void suspectReferencesTo(Set<ObjectKey> objects, Ledger ledger) {
        for (OwnerKey owner : ledger.owners()) {
            List<ObjectKey> keys = ledger.of(owner).values().stream()
                    .filter(entry -> entry.origin() == Origin.FOREIGN)
                    .map(LedgerEntry::key)
                    .filter(objects::contains)
                    .toList();
            if (!keys.isEmpty()) {
                workshop.suspect(owner, keys);
            }
        }
    }

    /** Turns outcomes and finds into events; returns the settlements for the brain to learn from. */
    <S> List<Settlement> takeIn(Draft<S, ? super LedgerEvent> draft) {
        if (settled != null) {
            discover(draft, settled);
            settled = null;
            settling = false;
        }
        var settlements = new ArrayList<Settlement>();
        for (Finished plan : finished) {
            workshop.finish(plan.owner(), plan.outcomes(), draft.ledger()).ifPresent(settlement -> {
                draft.persist(settlement.ended());
                settlements.add(settlement);
                boolean refused = settlement.next() == Settlement.Next.LATER;
                if (refused || settlement.next() == Settlement.Next.SOON) {
                    draft.act(new Action.TryAgain(plan.owner(), workshop.failures(plan.owner()), refused));
                }
            });
        }
        finished.clear();
        return settlements;
    }

    /** Begins plans for what needs work; {@code inUse} as for {@link Workshop#orders}. */
    <S> void begin(
            Draft<S, ? super LedgerEvent> draft,
            Function<OwnerKey, Wish> wishes,
            BiPredicate<OwnerKey, ObjectKey> inUse) {
        if (audited != null) {
            Inspection found = audited;
            audited = null;
            draft.ledger().owners().forEach(owner -> compare(owner, draft.ledger(), wishes, found));
        }
        for (Workshop.Order order : workshop.orders(draft.ledger(), wishes, inUse)) {
            draft.persist(order.begun());
            draft.act(new Action.Launch(order));
        }
    }

    private void compare(OwnerKey owner, Ledger ledger, Function<OwnerKey, Wish> wishes, Inspection found) {
        Set<ObjectKey> drifted = new HashSet<>();
        List<ContrailObject> desired = wishes.apply(owner) instanceof Wish.Stand wanted ? wanted.objects() : List.of();
        for (ContrailObject object : desired) {
            boolean audit = ledger.find(owner, object.key())
                    .map(entry -> isAudited(owner, entry))
                    .orElse(false);
            if (audit && found.differs(object)) {
                drifted.add(object.key());
            }
        }
        if (!drifted.isEmpty()) {
            workshop.suspect(owner, drifted);
        }
    }

    private <S> void discover(Draft<S, ? super LedgerEvent> draft, Map<ObjectKey, Actual> found) {
        Ledger ledger = draft.ledger();
        for (OwnerKey owner : ledger.owners()) {
            var standing = new ArrayList<LedgerEntry>();
            var missing = new ArrayList<ObjectKey>();
            pending(ledger, owner).forEach(entry -> {
                Actual actual = found.get(entry.key());
                if (actual == null) {
                    missing.add(entry.key());
                } else {
                    standing.add(LedgerEntry.found(entry.key(), actual.uuid(), origin(entry, actual), entry.claims())
                            .withNotesOf(entry));
                }
            });
            if (!standing.isEmpty() || !missing.isEmpty()) {
                draft.persist(new LedgerEvent.ObjectsFound(owner, standing, missing));
                workshop.touch(owner);
            }
        }
    }

    private Origin origin(LedgerEntry entry, Actual actual) {
        if (entry.origin() == Origin.FOREIGN) {
            return Origin.FOREIGN;
        }
        return marks.areOn(actual.annotations()) ? entry.originOf(actual.uuid()) : Origin.ADOPTED;
    }

    private static Stream<LedgerEntry> pending(Ledger ledger, OwnerKey owner) {
        return ledger.of(owner).values().stream().filter(LedgerEntry::pending);
    }
}
