package io.contrailkube.persistence.format;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ledger as JSON can hold it: owners as texts, their entries as lists, all in an order that does not vary. */
final class LedgerSnapshot {
    private LedgerSnapshot() {}

    static SortedMap<String, List<LedgerEntry>> of(Ledger ledger) {
        var snapshot = new TreeMap<String, List<LedgerEntry>>();
        ledger.byOwner()
                .forEach((owner, entries) -> snapshot.put(
                        owner.toString(),
                        entries.values().stream()
                                .sorted(Comparator.comparing(LedgerEntry::key))
                                .toList()));
        return snapshot;
    }

    static Ledger ledger(Map<String, List<LedgerEntry>> snapshot) {
        Ledger ledger = Ledger.EMPTY;
        for (Map.Entry<String, List<LedgerEntry>> of : snapshot.entrySet()) {
            ledger = ledger.with(OwnerKey.parse(of.getKey()), of.getValue());
        }
        return ledger;
    }
}
