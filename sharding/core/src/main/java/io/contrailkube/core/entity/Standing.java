package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What those who have read a part of the ledger can see of it. */
final class Standing {
    private Standing() {}

    static boolean looksLike(Map<ObjectKey, LedgerEntry> before, Map<ObjectKey, LedgerEntry> now) {
        return before.size() == now.size()
                && now.values().stream().allMatch(entry -> {
                    LedgerEntry earlier = before.get(entry.key());
                    return earlier != null && entry.looksLike(earlier);
                });
    }

    /**
     * The same for the owner key itself, for which only what stands for sure is news: a plan that fails lets things come
     * and go that it could not make, and must not be repeated for that before its pause is over.
     */
    static boolean isNewsForItself(Map<ObjectKey, LedgerEntry> before, Map<ObjectKey, LedgerEntry> now) {
        return !looksLike(sure(before), sure(now));
    }

    private static Map<ObjectKey, LedgerEntry> sure(Map<ObjectKey, LedgerEntry> entries) {
        return entries.values().stream()
                .filter(entry -> !entry.pending())
                .collect(Collectors.toMap(LedgerEntry::key, Function.identity()));
    }
}
