package io.contrailkube.core.reconcile;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be done so that what stands for one owner key becomes what is wanted for it. */
public final class Planner {
    private static final Comparator<ObjectKey> LAST_FIRST = Comparator.comparingInt(
                    (ObjectKey key) -> ContrailTypes.of(key.type()).rank())
            .reversed()
            .thenComparing(Comparator.naturalOrder());

    private Planner() {}

    /**
     * @param suspects objects to be compared with Contrail even though the ledger says they stand as wanted
     * @return writes in no particular order, then deletions in theirs (spec 01 section 5.8); empty if all is well
     */
    public static List<Step> steps(
            Collection<ContrailObject> desired, Map<ObjectKey, LedgerEntry> standing, Set<ObjectKey> suspects) {
        Map<ObjectKey, ContrailObject> wanted =
                desired.stream().collect(Collectors.toMap(ContrailObject::key, Function.identity()));
        Stream<Step> writes = desired.stream().flatMap(object -> write(object, standing, suspects));
        Stream<Step> deletions = standing.values().stream()
                .filter(entry -> !wanted.containsKey(entry.key()))
                .sorted(Comparator.comparing(LedgerEntry::key, LAST_FIRST))
                .map(entry -> removal(entry, standing.values()));
        return Stream.concat(writes, deletions).toList();
    }

    private static Stream<Step> write(
            ContrailObject object, Map<ObjectKey, LedgerEntry> standing, Set<ObjectKey> suspects) {
        LedgerEntry entry = standing.get(object.key());
        if (entry == null) {
            return Stream.of(new Step.Ensure(object, null, Set.of()));
        }
        boolean known = entry.learned().keySet().containsAll(object.learns());
        if (known && entry.fingerprint().equals(object.fingerprint()) && !suspects.contains(object.key())) {
            return Stream.empty();
        }
        var released = new HashSet<>(entry.claims());
        released.removeAll(object.claims());
        return Stream.of(new Step.Ensure(object, entry.uuid(), released));
    }

    private static Step removal(LedgerEntry entry, Collection<LedgerEntry> siblings) {
        if (!entry.deletable()) {
            var claims = new HashSet<>(entry.claims());
            if (entry.origin() == Origin.ADOPTED
                    && !ContrailTypes.of(entry.key().type()).shared()) {
                // With our marks on it, it would be taken for ours when it is needed again, and then be deleted.
                claims.addAll(OwnershipMarks.CLAIMS);
            }
            return new Step.Withdraw(entry.key(), entry.uuid(), claims);
        }
        return new Step.Delete(entry.key(), entry.uuid(), referrers(entry.key(), siblings));
    }

    /** Siblings that still refer to it because they are deleted later. */
    private static List<String> referrers(ObjectKey target, Collection<LedgerEntry> siblings) {
        String claim = new Reference(ContrailTypes.of(target.type()).refField(), target, null).claim();
        return siblings.stream()
                .filter(sibling -> sibling.claims().contains(claim))
                .filter(sibling -> LAST_FIRST.compare(sibling.key(), target) > 0)
                .map(LedgerEntry::uuid)
                .sorted()
                .toList();
    }
}
