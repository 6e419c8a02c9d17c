package io.contrailkube.core.enforce;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.enforce.Enforced.PolicyKey;
import io.contrailkube.core.firewall.SharedObjects;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterEvent.EditionStepped;
import io.contrailkube.core.state.Policies;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyRecord;
import io.contrailkube.core.state.Profile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster entity knows and decides about network policies: every edition that a namespace claims is led up the
 * stages ({@link Stage}) and down again, each step once all of the last one stands, or is gone. Decides, does nothing;
 * what must survive is in {@link Policies}.
 */
public final class Enforcement {
    /** Kinds of the owner keys that it decides about. */
    public static final Set<String> KINDS = Item.KINDS;

    private final SharedObjects shared;
    private final NamespaceLabels labels = new NamespaceLabels();
    private final Assignments assignments = new Assignments(labels);
    private final Stock stock;
    private final Places places = new Places();
    private final Registry registry = new Registry();
    private final Ladder ladder;
    private final Map<PolicyKey, Map<String, Enforced>> policies = new HashMap<>();
    /** Those that are not where they are to be, or of which that has not been found out. */
    private final Set<Enforced> moving = new LinkedHashSet<>();

    /** @param strict whether both ends of a flow must agree to it (spec 03 section 0) */
    public Enforcement(ObjectNames names, boolean strict) {
        this.shared = new SharedObjects(names);
        this.stock = new Stock(shared);
        this.ladder = new Ladder(strict, labels, assignments, stock);
    }

    /**
     * Takes up what an earlier life has left. Nothing is believed to stand: every item is looked at.
     *
     * @param left owner keys of items that stand, or may stand
     */
    public void restore(Policies before, Map<String, Profile> profiles, Collection<OwnerKey> left) {
        profiles.forEach(this::know);
        ladder.separation().restore(before.marked());
        before.byNamespace()
                .forEach((namespace, records) -> records.forEach((uid, record) -> {
                    var key = new PolicyKey(namespace, uid);
                    registry.enter(key, record);
                    places.take(record.place());
                    record.editions().forEach((id, was) -> {
                        Enforced edition = locate(key, was);
                        for (int stage = 1; stage <= was.stage(); stage++) {
                            ladder.enter(edition, Stage.of(stage), place(key));
                            edition.reach(stage);
                        }
                    });
                }));
        left.forEach(owner -> moving.forEach(edition -> edition.awaited().add(owner)));
    }

    /** What is known of a namespace from now on; null if it is not there any more. */
    public void know(String namespace, @Nullable Profile profile) {
        boolean news = true;
        if (profile == null) {
            labels.remove(namespace);
        } else {
            news = labels.put(namespace, profile.labels());
        }
        assignments.know(namespace, profile, news);
        if (news) {
            ladder.relabelled(namespace);
        }
    }

    /** The event that records a claim; empty if it is known. A new policy gets its name and its place. */
    public Optional<ClusterEvent> claim(String namespace, PolicyClaim claim, Policies now) {
        Optional<PolicyRecord> before = now.find(namespace, claim.uid());
        if (before.map(record -> record.claim(claim.uid()).levels().equals(claim.levels()))
                .orElse(claim.levels().isEmpty())) {
            return Optional.empty();
        }
        var key = new PolicyKey(namespace, claim.uid());
        String name = before.map(PolicyRecord::firewallPolicy)
                .orElseGet(() -> registry.nameFor(key, claim.name(), shared.names()));
        String place = before.map(PolicyRecord::place).orElseGet(places::next);
        return Optional.of(new ClusterEvent.PolicyClaimed(
                namespace,
                claim.uid(),
                claim.name(),
                name,
                place,
                claim.levels(),
                claim.editions().stream()
                        .filter(edition -> before.map(
                                        record -> !record.editions().containsKey(edition.id()))
                                .orElse(true))
                        .toList()));
    }

    /** A policy is wanted as this says from now on. */
    public void aim(String namespace, String uid, PolicyRecord record) {
        var key = new PolicyKey(namespace, uid);
        registry.enter(key, record);
        places.take(record.place());
        record.editions().forEach((id, wanted) -> {
            Enforced edition = locate(key, wanted);
            edition.aim(wanted.level());
            moving.add(edition);
        });
    }

    /** Leads editions one step on wherever that is possible; {@code done} says whether nothing is left to do for an owner key. */
    public List<ClusterEvent> step(Predicate<OwnerKey> done) {
        var events = new ArrayList<ClusterEvent>();
        for (Enforced edition : List.copyOf(moving)) {
            if (ladder.isSettled(edition, done)) {
                step(edition, events);
            }
        }
        ladder.separation().takeNews().ifPresent(marked -> events.add(0, new ClusterEvent.SubjectsMarked(marked)));
        return events;
    }

    private void step(Enforced edition, List<ClusterEvent> events) {
        int target = Stage.target(edition.level());
        if (edition.stage() < target) {
            edition.reach(edition.stage() + 1);
            ladder.enter(edition, Stage.of(edition.stage()), place(edition.policy()));
            events.add(stepped(edition));
        } else if (edition.stage() > target) {
            ladder.leave(edition, Stage.of(edition.stage()), place(edition.policy()));
            edition.reach(edition.stage() - 1);
            if (edition.stage() > 0) {
                events.add(stepped(edition));
            }
        } else {
            moving.remove(edition);
            if (target == 0) {
                // Not before the last of it has gone: its namespace takes that for the end.
                events.add(stepped(edition));
                forget(edition);
            }
        }
    }

    private static EditionStepped stepped(Enforced edition) {
        return new EditionStepped(
                edition.namespace(), edition.policy().uid(), edition.edition().id(), edition.stage());
    }

    /** Whether all is as claimed for a policy. */
    public boolean isSettled(String namespace, String uid) {
        return policies.getOrDefault(new PolicyKey(namespace, uid), Map.of()).values().stream()
                .noneMatch(moving::contains);
    }

    /** Owner keys that are wanted now and were not, or the other way round. */
    public Set<OwnerKey> takeTouched() {
        return stock.takeTouched();
    }

    /** What should stand for an owner key; nothing if it is not wanted. */
    public List<ContrailObject> objects(OwnerKey owner) {
        return stock.find(owner).map(item -> item.objects(shared)).orElse(List.of());
    }

    /** Whether pods of subjects are being marked, and rules of their own keep these apart still. */
    public boolean isMarking() {
        return ladder.separation().isMarking();
    }

    /** While subjects are about to be marked, what keeps them apart two by two stays, although it is not wanted. */
    public boolean staysFor(OwnerKey owner) {
        return owner.kind().equals(Item.PairDeny.KIND) && ladder.separation().isMarking();
    }

    public Assignment assignment(String namespace) {
        return assignments.of(namespace);
    }

    public void answered(String namespace, String fingerprint) {
        assignments.answered(namespace, fingerprint);
    }

    /** Namespaces whose assignment has changed. */
    public Set<String> takeReassigned() {
        return assignments.takeChanged();
    }

    /** Namespaces that have not said yet that their pods are as assigned. */
    public Set<String> unanswered() {
        return assignments.unanswered();
    }

    /** Places in the policy set that others have taken. */
    public void avoid(BitSet taken) {
        places.avoid(taken);
    }

    private Enforced locate(PolicyKey key, PolicyRecord.EditionRecord record) {
        return policies.computeIfAbsent(key, any -> new LinkedHashMap<>())
                .computeIfAbsent(record.edition().id(), any -> {
                    var edition = new Enforced(key, record.edition());
                    edition.aim(record.level());
                    moving.add(edition);
                    return edition;
                });
    }

    private Item.Place place(PolicyKey key) {
        PolicyRecord record = registry.of(key);
        return new Item.Place(key, record.firewallPolicy(), record.place());
    }

    private void forget(Enforced edition) {
        policies.computeIfPresent(edition.policy(), (key, editions) -> {
            editions.remove(edition.edition().id());
            if (!editions.isEmpty()) {
                return editions;
            }
            places.free(registry.of(key).place());
            registry.leave(key);
            return null;
        });
    }
}
