package io.contrailkube.core.state;

import io.contrailkube.core.policy.Edition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cluster entity remembers of a network policy.
 *
 * @param firewallPolicy the last part of the name of its firewall policy, which two policies must not share
 * @param place sequence of its firewall policy in the policy set, e.g. {@code 00100.0}
 * @param editions those that are wanted, or not yet gone, by their id
 */
public record PolicyRecord(
        String name, String firewallPolicy, String place, SortedMap<String, EditionRecord> editions) {

    /** @param stage how far it is: 0 is nothing, see {@code core.enforce.Stage} */
    public record EditionRecord(Edition edition, Level level, int stage) {}

    public PolicyRecord {
        editions = Collections.unmodifiableSortedMap(new TreeMap<>(editions));
    }

    /** What the namespace claims. */
    public PolicyClaim claim(String uid) {
        var levels = new TreeMap<String, Level>();
        var wanted = new ArrayList<Edition>();
        editions.forEach((id, edition) -> {
            if (edition.level() != Level.NONE) {
                levels.put(id, edition.level());
                wanted.add(edition.edition());
            }
        });
        return new PolicyClaim(uid, name, levels, wanted);
    }

    PolicyRecord claiming(SortedMap<String, Level> levels, List<Edition> news) {
        var changed = new TreeMap<String, EditionRecord>();
        editions.forEach((id, edition) -> changed.put(
                id, new EditionRecord(edition.edition(), levels.getOrDefault(id, Level.NONE), edition.stage())));
        news.forEach(edition -> changed.putIfAbsent(
                edition.id(), new EditionRecord(edition, levels.getOrDefault(edition.id(), Level.NONE), 0)));
        return new PolicyRecord(name, firewallPolicy, place, changed);
    }

    PolicyRecord stepped(String id, int stage) {
        var changed = new TreeMap<>(editions);
        changed.computeIfPresent(
                id,
                (any, edition) -> stage == 0 && edition.level() == Level.NONE
                        ? null
                        : new EditionRecord(edition.edition(), edition.level(), stage));
        return new PolicyRecord(name, firewallPolicy, place, changed);
    }
}
