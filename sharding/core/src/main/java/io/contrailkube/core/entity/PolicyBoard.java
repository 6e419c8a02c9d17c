package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.enforce.Enforcement;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.reconcile.Settlement;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.TagNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyRecord;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.state.Profile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The network policies of all namespaces: claims in; plans, assignments and answers out. What is decided, {@link Enforcement} decides. */
public final class PolicyBoard {
    private static final String NAMESPACE_TAGS = "namespace";

    private final Desk desk;
    private final Enforcement enforcement;
    /** Tags of namespaces are made by these, before anything can name them. */
    private final TagUse tags = new TagUse(tag -> TagNames.typeOf(tag).equals(NAMESPACE_TAGS));

    private final Map<Policy, PolicyClaim> news = new LinkedHashMap<>();
    private final Set<Policy> unanswered = new LinkedHashSet<>();
    private boolean marking;

    private record Policy(String namespace, String uid) {}

    PolicyBoard(ObjectNames names, Desk desk) {
        this.desk = desk;
        this.enforcement =
                new Enforcement(names, names.settings().security().policies().isStrict());
    }

    static boolean owns(OwnerKey owner) {
        return Enforcement.KINDS.contains(owner.kind());
    }

    void recovered(ClusterState state) {
        var profiles = new TreeMap<String, Profile>();
        state.contributions().forEach((namespace, wanted) -> {
            Profile profile = profile(wanted);
            if (profile != null) {
                profiles.put(namespace, profile);
            }
        });
        List<OwnerKey> left =
                state.ledger().owners().stream().filter(PolicyBoard::owns).toList();
        left.forEach(owner -> tags.follow(owner, state.ledger().of(owner)));
        enforcement.restore(state.policies(), profiles, left);
        marking = state.policies().marked();
    }

    /** A namespace claims editions of a policy, and waits to hear that they are as claimed. */
    public void claimed(String namespace, PolicyClaim claim) {
        var policy = new Policy(namespace, claim.uid());
        news.put(policy, claim);
        unanswered.add(policy);
    }

    public void carried(String namespace, String fingerprint) {
        enforcement.answered(namespace, fingerprint);
    }

    /** A namespace wants something else among the shared objects, or nothing any more. */
    void contributed(String namespace, @Nullable Contribution after, Draft<ClusterState, ClusterEvent> draft) {
        enforcement.know(namespace, after == null ? null : profile(after));
        if (after == null || after.equals(Contribution.NONE)) {
            news.keySet().removeIf(policy -> policy.namespace().equals(namespace));
            draft.state()
                    .policies()
                    .of(namespace)
                    .forEach((uid, record) ->
                            claim(namespace, new PolicyClaim(uid, record.name(), new TreeMap<>(), List.of()), draft));
        }
    }

    /** Whether nothing is left of the policies of a namespace that wants none. */
    static boolean isReleased(String namespace, ClusterState state) {
        return state.policies().of(namespace).isEmpty();
    }

    boolean wantsTag(ObjectKey tag) {
        return tags.isUsed(tag);
    }

    void takeIn(Draft<ClusterState, ClusterEvent> draft) {
        news.forEach((policy, claim) -> claim(policy.namespace(), claim, draft));
        news.clear();
    }

    /** A plan has ended. If not well, a tag may be gone that a namespace took for its own alone and collected. */
    void settled(Settlement settlement) {
        OwnerKey owner = settlement.ended().owner();
        if (owns(owner) && !settlement.failures().isEmpty()) {
            tags.usedBy(owner).forEach(tag -> desk.workshop.suspect(TagUse.ownerOf(tag), Set.of(tag)));
        }
    }

    /** Leads editions on; whether any was. */
    boolean step(Draft<ClusterState, ClusterEvent> draft) {
        follow(draft);
        List<ClusterEvent> events = enforcement.step(desk.workshop::isDone);
        events.forEach(draft::persist);
        Set<OwnerKey> touched = new TreeSet<>(enforcement.takeTouched());
        touched.forEach(desk.workshop::touch);
        boolean marks = draft.state().policies().marked() && enforcement.isMarking();
        if (marking && !marks) {
            draft.ledger().owners().stream().filter(PolicyBoard::owns).forEach(desk.workshop::touch);
        }
        marking = marks;
        return !events.isEmpty() || !touched.isEmpty();
    }

    Wish wish(OwnerKey owner, Ledger ledger) {
        List<ContrailObject> objects = enforcement.objects(owner);
        if (objects.isEmpty() && enforcement.staysFor(owner)) {
            return new Wish.Leave();
        }
        Set<ObjectKey> needed = tags.neededFor(objects);
        tags.want(owner, needed, ledger.of(owner)).forEach(this::touchTag);
        boolean tagsStand = needed.stream()
                .allMatch(tag ->
                        desk.stands(ledger, TagUse.ownerOf(tag), tag) && !desk.workshop.isRunning(TagUse.ownerOf(tag)));
        return tagsStand ? Wish.stand(objects) : new Wish.Later();
    }

    /** Tells namespaces what is news for them. */
    void tell(Draft<ClusterState, ClusterEvent> draft) {
        for (String namespace : enforcement.takeReassigned()) {
            draft.act(new Action.Assign(namespace, enforcement.assignment(namespace)));
        }
        unanswered.removeIf(policy -> {
            boolean settled = enforcement.isSettled(policy.namespace(), policy.uid());
            if (settled) {
                draft.act(new Action.Answer(policy.namespace(), status(policy, draft.state())));
            }
            return settled;
        });
    }

    /** What a namespace has to know before it begins. */
    public Briefing briefing(String namespace, ClusterState state) {
        List<PolicyStatus> known = state.policies().of(namespace).keySet().stream()
                .sorted()
                .map(uid -> status(new Policy(namespace, uid), state))
                .toList();
        return new Briefing(assignment(namespace), known);
    }

    /** Namespaces that have not said yet that their pods are as assigned. */
    public Set<String> unanswered() {
        return enforcement.unanswered();
    }

    /** What was said to namespaces that have not answered, once more. */
    public List<Action> reminders() {
        return enforcement.unanswered().stream()
                .<Action>map(namespace -> new Action.Assign(namespace, assignment(namespace)))
                .toList();
    }

    private Assignment assignment(String namespace) {
        return enforcement.assignment(namespace);
    }

    private PolicyStatus status(Policy policy, ClusterState state) {
        boolean settled = enforcement.isSettled(policy.namespace(), policy.uid());
        return state.policies()
                .find(policy.namespace(), policy.uid())
                .map(record -> new PolicyStatus(record.claim(policy.uid()), record.firewallPolicy(), settled))
                .orElseGet(() ->
                        new PolicyStatus(new PolicyClaim(policy.uid(), "", new TreeMap<>(), List.of()), "", settled));
    }

    private void claim(String namespace, PolicyClaim claim, Draft<ClusterState, ClusterEvent> draft) {
        enforcement.claim(namespace, claim, draft.state().policies()).ifPresent(event -> {
            draft.persist(event);
            PolicyRecord record = Objects.requireNonNull(
                    draft.state().policies().of(namespace).get(claim.uid()));
            enforcement.aim(namespace, claim.uid(), record);
        });
    }

    /** Follows what has come to stand, or has gone. */
    private void follow(Draft<ClusterState, ClusterEvent> draft) {
        draft.takeChanged().stream()
                .filter(PolicyBoard::owns)
                .forEach(owner -> tags.follow(owner, draft.ledger().of(owner)).forEach(this::touchTag));
    }

    private void touchTag(ObjectKey tag) {
        desk.workshop.touch(TagUse.ownerOf(tag));
    }

    private static @Nullable Profile profile(Contribution wanted) {
        return wanted.equals(Contribution.NONE) ? null : wanted.profile();
    }
}
