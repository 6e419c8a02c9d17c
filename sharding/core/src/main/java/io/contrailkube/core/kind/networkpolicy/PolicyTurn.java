package io.contrailkube.core.kind.networkpolicy;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.firewall.PolicyObjects;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is next for a network policy (docs/adr/0013): which rules its firewall policy has now, and how far its editions are to
 * be brought. A new edition goes all the way into force before an earlier one begins to go.
 */
final class PolicyTurn {
    private final Edition wanted;
    private final PolicyStatus status;
    private final Map<ObjectKey, LedgerEntry> standing;

    private PolicyTurn(Edition wanted, PolicyStatus status, Map<ObjectKey, LedgerEntry> standing) {
        this.wanted = wanted;
        this.status = status;
        this.standing = standing;
    }

    /**
     * @param objects what should stand now
     * @param claim what to ask of the cluster entity now
     */
    record Next(List<ContrailObject> objects, PolicyClaim claim) {}

    /**
     * @param status what is claimed, and whether it is so
     * @param standing what stands for the policy in the namespace
     * @param make makes its objects; not asked before the cluster entity has given the firewall policy its name
     */
    static Next of(Edition wanted, PolicyStatus status, Map<ObjectKey, LedgerEntry> standing, Optional<Objects> make) {
        return new PolicyTurn(wanted, status, standing).next(make);
    }

    /** The objects of the policy. */
    record Objects(PolicyObjects make, String spec) {
        List<ContrailObject> of(List<Edition> editions) {
            var objects = new LinkedHashMap<ObjectKey, ContrailObject>();
            for (Edition edition : editions) {
                make.rules(edition).forEach(rule -> objects.put(rule.key(), rule));
            }
            var all = new ArrayList<>(objects.values());
            if (!editions.isEmpty()) {
                all.add(make.policy(spec, editions));
            }
            return all;
        }

        boolean stand(Edition edition, Map<ObjectKey, LedgerEntry> standing) {
            return standing.containsKey(make.key())
                    && make.rules(edition).stream().allMatch(rule -> standing.containsKey(rule.key()));
        }
    }

    private Next next(Optional<Objects> make) {
        List<Edition> ruling = make.map(this::ruling).orElse(List.of());
        List<ContrailObject> objects = make.map(all -> all.of(ruling)).orElse(List.of());
        return new Next(objects, claim(standsJust(objects)));
    }

    /** The editions whose rules are in the firewall policy, the newest last. */
    private List<Edition> ruling(Objects make) {
        var ruling = new ArrayList<Edition>();
        for (Edition edition : status.claim().editions()) {
            if (!edition.id().equals(wanted.id()) && rules(edition, make)) {
                ruling.add(edition);
            }
        }
        if (rules(wanted, make)) {
            ruling.add(wanted);
        }
        return ruling;
    }

    private boolean rules(Edition edition, Objects make) {
        boolean isWanted = edition.id().equals(wanted.id());
        return switch (status.claim().level(edition.id())) {
            case NONE -> false;
            // On its way up once all is prepared for it, on its way down until it is certain that nothing enforces it.
            case PREPARED ->
                isWanted
                        ? status.settled() || make.stand(edition, standing)
                        : !status.settled() && make.stand(edition, standing);
            case IN_FORCE -> true;
        };
    }

    private boolean standsJust(List<ContrailObject> objects) {
        return standing.size() == objects.size()
                && objects.stream().allMatch(object -> {
                    LedgerEntry entry = standing.get(object.key());
                    return entry != null
                            && !entry.pending()
                            && entry.fingerprint().equals(object.fingerprint());
                });
    }

    /** @param done whether just what should stand does */
    private PolicyClaim claim(boolean done) {
        PolicyClaim now = status.claim();
        var levels = new TreeMap<>(now.levels());
        boolean inForce = now.level(wanted.id()) == Level.IN_FORCE && status.settled();
        now.levels().forEach((id, level) -> {
            if (id.equals(wanted.id())) {
                if (level == Level.PREPARED && status.settled() && done) {
                    levels.put(id, Level.IN_FORCE);
                }
            } else if (level == Level.PREPARED && status.settled() && done) {
                levels.remove(id);
            } else if (level == Level.IN_FORCE && inForce) {
                levels.put(id, Level.PREPARED);
            }
        });
        levels.putIfAbsent(wanted.id(), Level.PREPARED);
        var editions = new ArrayList<Edition>();
        now.editions().stream()
                .filter(edition ->
                        levels.containsKey(edition.id()) && !edition.id().equals(wanted.id()))
                .forEach(editions::add);
        editions.add(wanted);
        return new PolicyClaim(now.uid(), now.name(), levels, editions);
    }
}
