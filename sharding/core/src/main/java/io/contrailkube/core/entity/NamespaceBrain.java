package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one namespace (spec 01 section 5). Holds what is soft: facts, running plans, what was told. What must
 * survive is in {@link NamespaceState}; a round turns news into events and actions.
 */
public final class NamespaceBrain implements Brain<NamespaceEvent, NamespaceState> {
    private final String namespace;
    private final ObjectNames names;
    private final NamespaceRules rules;
    private final Facts facts;
    private final Desk desk;
    private final Voice voice = Voice.ofOneObject("NamespaceNotReady");
    private final NamedNetwork namedNetwork = new NamedNetwork();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Action> later = new ArrayList<>();
    private boolean foundationStands;
    private final Set<String> deleted = new HashSet<>();
    private @Nullable NamespaceSettings settings;
    private @Nullable Contribution asked;
    private @Nullable Contribution confirmed;

    /** @param kinds names of every kind that is watched */
    public NamespaceBrain(String namespace, ObjectNames names, Set<String> kinds) {
        this.namespace = namespace;
        this.names = names;
        this.rules = new NamespaceRules(names);
        this.facts = new Facts(kinds);
        this.desk = new Desk(new OwnershipMarks(names));
    }

    @Override
    public List<Action> recovered(NamespaceState state) {
        state.ledger().owners().forEach(desk.workshop::touch);
        return desk.settle(state.ledger());
    }

    public void offer(FactChange change) {
        facts.offer(change);
        if (change instanceof FactChange.Absent && change.id().kind().equals(NamespaceKind.NAME)) {
            deleted.add(change.id().uid());
        }
        desk.workshop.touch(ownerOf(change.id().uid()));
    }

    /**
     * A replay of a kind is asked for; what is offered from now on is newer. Of several that are under way only the one
     * asked for last may be handed over: an earlier one may know less than what was offered in between.
     */
    public void replaying(String kind) {
        facts.replaying(kind);
    }

    public void replayed(Replay replay) {
        facts.replayed(replay);
        facts.namespace()
                .ifPresent(fact -> desk.workshop.touch(ownerOf(fact.id().uid())));
    }

    /** The objects that all namespaces rest on stand. */
    public void foundationStands() {
        foundationStands = true;
    }

    /** The shared objects hold what was asked for. */
    public void confirmed(Contribution contribution) {
        // A late answer to an earlier question says nothing about what is wanted now.
        if (contribution.equals(asked)) {
            confirmed = contribution;
        }
    }

    @Override
    public void finished(OwnerKey owner, List<StepOutcome> outcomes) {
        desk.finished(owner, outcomes);
    }

    @Override
    public void retryDue(OwnerKey owner) {
        if (owner.equals(NamedNetwork.LOOK_AGAIN)) {
            namedNetwork.lookAgain();
        } else {
            desk.workshop.touch(owner);
        }
    }

    @Override
    public void read(Purpose purpose, Map<ObjectKey, Actual> found) {
        if (purpose == Purpose.EXISTENCE) {
            later.addAll(namedNetwork.read(found));
        } else {
            desk.read(purpose, found);
        }
    }

    @Override
    public List<Action> audit(NamespaceState state) {
        namedNetwork.lookAgain();
        return desk.audit(state.ledger(), owner -> false);
    }

    @Override
    public Round<NamespaceEvent> round(NamespaceState before) {
        var draft = new Draft<NamespaceState, NamespaceEvent>(
                before, (state, event) -> event.applyTo(state), NamespaceState::ledger);
        draft.act(later);
        later.clear();
        desk.takeIn(draft).forEach(settled -> settled.fixed().forEach(fixed -> learnForwarding(fixed, draft)));
        if (foundationStands && !desk.settling()) {
            Optional<NamespaceFact> fact = facts.namespace();
            boolean knownAbsent = fact.isEmpty() && (isDeleted(draft.state()) || facts.complete());
            boolean otherLife = fact.isPresent() && isOtherLife(fact.get(), draft.state());
            if (knownAbsent || otherLife) {
                leave(draft, fact.orElse(null));
            } else {
                fact.ifPresent(present -> serve(present, draft));
            }
        }
        return draft.round();
    }

    private void serve(NamespaceFact fact, Draft<NamespaceState, NamespaceEvent> draft) {
        if (!fact.id().uid().equals(draft.state().uid())) {
            draft.persist(new NamespaceEvent.Entered(fact.id().uid()));
            // While an earlier namespace of this name was leaving, nothing was wanted for this one either.
            desk.workshop.touch(ownerOf(fact.id().uid()));
        }
        NamespaceSettings decided = NamespaceDecider.settings(fact, draft.state(), names.settings());
        if (decided.isolated() && !draft.state().isolated()) {
            draft.persist(new NamespaceEvent.Isolated());
        }
        if (decided.isolated() && draft.state().forwarding() == null) {
            draft.persist(new NamespaceEvent.ForwardingFixed(decided.forwarding()));
        }
        settings = decided;
        OwnerKey owner = ownerOf(fact.id().uid());
        if (!fact.terminating()) {
            desk.begin(draft, key -> Optional.of(key.equals(owner) ? rules.objects(fact, decided) : List.of()));
            contribute(fact, decided, draft);
        }
        draft.act(namedNetwork.actions(decided.network()));
        tell(fact.id(), owner, decided, draft);
        if (desk.workshop.isDone(owner) && isServed()) {
            facts.takeUnserved(fact.id()).ifPresent(seen -> draft.act(new Action.Served(NamespaceKind.NAME, seen)));
        }
    }

    /** Shared objects first let go, then ours are deleted, then nothing is left to remember (spec 01 section 5.8). */
    private void leave(Draft<NamespaceState, NamespaceEvent> draft, @Nullable NamespaceFact next) {
        settings = null;
        problems.clear();
        desk.workshop.troubles().keySet().forEach(owner -> problems.addAll(problemsOfPlan(owner)));
        if (draft.ledger().isEmpty()) {
            if (next != null) {
                serve(next, draft);
            } else {
                if (draft.state().uid() != null) {
                    draft.persist(new NamespaceEvent.Left());
                }
                draft.act(new Action.Depart());
            }
            return;
        }
        ask(Contribution.NONE, draft);
        if (Contribution.NONE.equals(confirmed)) {
            draft.ledger().owners().stream()
                    .filter(owner -> desk.workshop.failures(owner) == 0)
                    .forEach(desk.workshop::touch);
            desk.begin(draft, owner -> Optional.of(List.of()));
        }
    }

    private void contribute(
            NamespaceFact fact, NamespaceSettings decided, Draft<NamespaceState, NamespaceEvent> draft) {
        OwnerKey owner = ownerOf(fact.id().uid());
        // While a plan runs it may be just deleting them, for a namespace that was thought to be gone.
        boolean rulesStand = !desk.workshop.isRunning(owner)
                && desk.stands(draft.ledger(), owner, names.ingressRule(namespace))
                && desk.stands(draft.ledger(), owner, names.egressRule(namespace));
        if (rulesStand) {
            String project = draft.ledger()
                    .find(owner, names.project(namespace))
                    .map(LedgerEntry::uuid)
                    .orElse(null);
            ask(rules.contribution(fact, decided, project), draft);
        }
    }

    private void ask(Contribution contribution, Draft<NamespaceState, NamespaceEvent> draft) {
        if (!contribution.equals(asked)) {
            asked = contribution;
            confirmed = null;
            draft.act(new Action.Contribute(contribution));
        }
    }

    private void tell(
            ObjectId about, OwnerKey owner, NamespaceSettings decided, Draft<NamespaceState, NamespaceEvent> draft) {
        problems.clear();
        problems.addAll(decided.problems());
        problems.addAll(namedNetwork.problems());
        problems.addAll(problemsOfPlan(owner));
        draft.act(voice.speak(about, problems));
    }

    private List<Problem> problemsOfPlan(OwnerKey owner) {
        return voice.problems(desk.workshop.troubles(owner), desk.workshop.failures(owner));
    }

    /** A network that stood before decides about forwarding, not the annotation (spec 01 section 5.6). */
    private void learnForwarding(StepOutcome.Fixed fixed, Draft<NamespaceState, NamespaceEvent> draft) {
        boolean onUnderlay = !fixed.actual().path(VirtualNetwork.PROVIDER_REFS).isEmpty();
        String uid = draft.state().uid();
        if (uid != null
                && fixed.key().equals(names.podNetwork(namespace))
                && !Boolean.valueOf(onUnderlay).equals(draft.state().forwarding())) {
            draft.persist(new NamespaceEvent.ForwardingFixed(onUnderlay));
            desk.workshop.reconsider(ownerOf(uid));
        }
    }

    /** Deleted at once when Kubernetes says so; but what it says of an earlier namespace of this name is old. */
    private boolean isDeleted(NamespaceState state) {
        return state.uid() == null ? !deleted.isEmpty() : deleted.contains(state.uid());
    }

    private static boolean isOtherLife(NamespaceFact fact, NamespaceState state) {
        return state.uid() != null
                && !fact.id().uid().equals(state.uid())
                && !state.ledger().isEmpty();
    }

    private static OwnerKey ownerOf(String uid) {
        return new OwnerKey(NamespaceKind.NAME, uid);
    }

    /** The namespace for people. */
    public NamespaceView view(NamespaceState state) {
        String waitingFor = waitingFor(state);
        // Known from Kubernetes it is known, also while nothing may be decided yet.
        String uid = state.uid() != null
                ? state.uid()
                : facts.namespace().map(fact -> fact.id().uid()).orElse(null);
        return Views.namespace(
                namespace, uid, state, desk.workshop, settings, List.copyOf(problems), waitingFor, isServed());
    }

    private String waitingFor(NamespaceState state) {
        if (!foundationStands) {
            return "the objects that all namespaces rest on";
        }
        if (desk.settling()) {
            return "a look at what an interrupted plan left in Contrail";
        }
        boolean known = facts.namespace().isPresent() || facts.complete() || isDeleted(state);
        return known || state.ledger().isEmpty() ? "" : "complete lists of every watched kind";
    }

    private boolean isServed() {
        return asked != null && asked.equals(confirmed);
    }
}
