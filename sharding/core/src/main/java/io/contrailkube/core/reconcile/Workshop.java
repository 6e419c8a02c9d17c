package io.contrailkube.core.reconcile;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent.PlanBegun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The plans of one entity: which owner keys need work, which are being worked on, which failed and how often. One plan
 * per owner key at a time; what changes meanwhile is taken up by the next one. Soft state of one actor, not shared.
 */
public final class Workshop {
    private final Set<OwnerKey> dirty = new LinkedHashSet<>();
    private final Map<OwnerKey, List<Step>> running = new HashMap<>();
    private final Map<OwnerKey, Integer> failures = new HashMap<>();
    private final Map<OwnerKey, Set<ObjectKey>> suspects = new HashMap<>();
    private final Map<OwnerKey, List<Settlement.Failure>> troubles = new HashMap<>();
    private boolean touched;

    /** A plan to be launched once the event is in the journal. */
    public record Order(PlanBegun begun, List<Step> steps) {
        public OwnerKey owner() {
            return begun.owner();
        }
    }

    /** Something about this owner key may have changed. */
    public void touch(OwnerKey owner) {
        touched |= dirty.add(owner);
    }

    /** An object may not stand as the ledger says: compare it with Contrail in the next plan. */
    public void suspect(OwnerKey owner, Collection<ObjectKey> keys) {
        suspects.computeIfAbsent(owner, any -> new HashSet<>()).addAll(keys);
        touch(owner);
    }

    public boolean isRunning(OwnerKey owner) {
        return running.containsKey(owner);
    }

    /** How many plans run for owner keys of this kind. */
    public long running(String kind) {
        return running.keySet().stream()
                .filter(owner -> owner.kind().equals(kind))
                .count();
    }

    /** Whether nothing is running or waiting to run for this owner key. */
    public boolean isIdle(OwnerKey owner) {
        return !isRunning(owner) && !dirty.contains(owner);
    }

    /** Whether all that was wanted for this owner key stands. */
    public boolean isDone(OwnerKey owner) {
        return isIdle(owner) && troubles(owner).isEmpty();
    }

    /** What is wanted was wrong, and is decided anew: what went wrong with it does not count. */
    public void reconsider(OwnerKey owner) {
        failures.remove(owner);
        troubles.remove(owner);
        touch(owner);
    }

    /** Owner keys being worked on, with the steps of their plans. */
    public Map<OwnerKey, List<Step>> running() {
        return Map.copyOf(running);
    }

    /** What stands in the way, by owner key; empty when all is well. */
    public Map<OwnerKey, List<Settlement.Failure>> troubles() {
        return Map.copyOf(troubles);
    }

    public List<Settlement.Failure> troubles(OwnerKey owner) {
        return troubles.getOrDefault(owner, List.of());
    }

    /** How often in a row the plan of this owner key has failed. */
    public int failures(OwnerKey owner) {
        return failures.getOrDefault(owner, 0);
    }

    /** Takes in the outcomes of a plan; empty if no such plan runs. */
    public Optional<Settlement> finish(OwnerKey owner, List<StepOutcome> outcomes, Ledger ledger) {
        List<Step> steps = running.remove(owner);
        if (steps == null) {
            return Optional.empty();
        }
        Settlement settlement = Settlement.of(owner, steps, outcomes, ledger);
        if (settlement.failures().isEmpty()) {
            troubles.remove(owner);
        } else {
            troubles.put(owner, settlement.failures());
        }
        if (outcomes.stream().anyMatch(outcome -> outcome instanceof StepOutcome.Waiting)) {
            // Something that should stand does not: of what the ledger says about this owner key nothing is believed.
            suspects.computeIfAbsent(owner, any -> new HashSet<>())
                    .addAll(ledger.of(owner).keySet());
        }
        switch (settlement.next()) {
            case DONE -> failures.remove(owner);
            case AT_ONCE -> touch(owner);
            case SOON, LATER -> failures.merge(owner, 1, Integer::sum);
        }
        return Optional.of(settlement);
    }

    /**
     * Plans for what needs work and is not being worked on; owner keys touched meanwhile are taken along.
     *
     * @param wishes what to do about an owner key
     * @param inUse whether an object may not be removed yet, because something stands below it
     */
    public List<Order> orders(Ledger ledger, Function<OwnerKey, Wish> wishes, BiPredicate<OwnerKey, ObjectKey> inUse) {
        var orders = new ArrayList<Order>();
        var asked = new HashSet<OwnerKey>();
        List<OwnerKey> next = List.copyOf(dirty);
        while (!next.isEmpty()) {
            asked.addAll(next);
            for (OwnerKey owner : next) {
                if (!running.containsKey(owner)) {
                    order(owner, wishes.apply(owner), ledger, inUse).ifPresent(orders::add);
                }
            }
            next = touched
                    ? dirty.stream().filter(owner -> !asked.contains(owner)).toList()
                    : List.of();
            touched = false;
        }
        return orders;
    }

    private Optional<Order> order(OwnerKey owner, Wish wish, Ledger ledger, BiPredicate<OwnerKey, ObjectKey> inUse) {
        if (wish instanceof Wish.Later) {
            return Optional.empty();
        }
        dirty.remove(owner);
        if (!(wish instanceof Wish.Stand wanted)) {
            return Optional.empty();
        }
        Set<ObjectKey> doubtful = suspects.getOrDefault(owner, Set.of());
        suspects.remove(owner);
        List<Step> steps = Planner.steps(wanted.objects(), ledger.of(owner), doubtful);
        if (wanted.keeping()) {
            steps = steps.stream().filter(Workshop::takesNothingBack).toList();
        }
        if (steps.stream().anyMatch(step -> step instanceof Step.Delete && inUse.test(owner, step.key()))) {
            // What is left below it goes first; whoever owns that says when it has.
            steps = steps.stream().filter(Step.Ensure.class::isInstance).toList();
        }
        if (steps.isEmpty()) {
            failures.remove(owner);
            troubles.remove(owner);
            return Optional.empty();
        }
        running.put(owner, steps);
        return Optional.of(new Order(begun(owner, steps, ledger.of(owner)), steps));
    }

    private static boolean takesNothingBack(Step step) {
        return step instanceof Step.Ensure ensure && ensure.released().isEmpty();
    }

    private static PlanBegun begun(OwnerKey owner, List<Step> steps, Map<ObjectKey, LedgerEntry> standing) {
        var creating = new ArrayList<LedgerEntry>();
        var changing = new ArrayList<ObjectKey>();
        var deleting = new ArrayList<ObjectKey>();
        for (Step step : steps) {
            if (step instanceof Step.Ensure ensure) {
                LedgerEntry entry = standing.get(ensure.key());
                if (entry == null) {
                    creating.add(LedgerEntry.begun(ensure.desired()));
                } else if (entry.claims().containsAll(ensure.desired().claims())) {
                    changing.add(ensure.key());
                } else {
                    creating.add(entry.claiming(ensure.desired().claims()));
                }
            } else {
                deleting.add(step.key());
            }
        }
        return new PlanBegun(owner, creating, changing, deleting);
    }
}
