package io.contrailkube.core.entity;

import io.contrailkube.core.entity.NamespaceView.WaitView;
import io.contrailkube.core.plan.OwnerKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be said about each owner key, and about which of them there may be news. */
final class Outlooks {
    private final Map<OwnerKey, Outlook> loud = new HashMap<>();
    private final Set<OwnerKey> looked = new LinkedHashSet<>();

    Outlook of(OwnerKey owner) {
        return loud.getOrDefault(owner, Outlook.QUIET);
    }

    /** Those that say something. */
    Collection<Outlook> all() {
        return loud.values();
    }

    void put(OwnerKey owner, Outlook outlook) {
        if (outlook.isQuiet()) {
            loud.remove(owner);
        } else {
            loud.put(owner, outlook);
        }
    }

    /** Nothing is to be said of any of them any more. */
    void clear() {
        loud.clear();
    }

    void look(OwnerKey owner) {
        looked.add(owner);
    }

    /** Owner keys about which there may be news for users. */
    Set<OwnerKey> takeLooked() {
        Set<OwnerKey> owners = new LinkedHashSet<>(looked);
        looked.clear();
        return owners;
    }

    /** Who waits, and for what. */
    List<WaitView> waits() {
        return loud.entrySet().stream()
                .filter(entry -> !entry.getValue().waitsFor().isEmpty())
                .map(entry ->
                        new WaitView(entry.getKey().toString(), entry.getValue().waitsFor()))
                .sorted(Comparator.comparing(WaitView::owner))
                .toList();
    }
}
