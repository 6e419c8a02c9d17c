package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Cidr;
import java.util.List;

/** Arithmetic of address prefixes, of either version of IP. */
final class Prefixes {
    private Prefixes() {}

    /**
     * The addresses in a prefix and in none of the exceptions, as the fewest prefixes there are; they are disjoint and
     * sorted, so the same set is always the same list. Empty if nothing remains.
     */
    static List<Cidr> difference(Cidr prefix, List<Cidr> except) {
        List<Cidr> within = except.stream().filter(prefix::overlaps).toList();
        if (within.isEmpty()) {
            return List.of(prefix);
        }
        if (within.stream().anyMatch(one -> one.contains(prefix))) {
            return List.of();
        }
        // An exception lies truly inside, so there are halves.
        return prefix.halves().stream()
                .flatMap(half -> difference(half, within).stream())
                .toList();
    }
}
