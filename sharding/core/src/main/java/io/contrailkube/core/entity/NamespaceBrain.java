package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one namespace: what it has itself ({@link Estate}, spec 01 section 5) and what its workloads need ({@link
 * Works}, spec 02). Holds what is soft: facts, running plans, what was told. What must survive is in {@link
 * NamespaceState}; a round turns news into events and actions.
 */
public final class NamespaceBrain implements Brain<NamespaceEvent, NamespaceState> {
    private final String namespace;
    private final Facts facts;
    private final Presence presence;
    private final Desk desk;
    private final Estate estate;
    private final Census census;
    private final Sights sights;
    private final Works works;
    private final Herald herald;
    private final Commitments commitments;
    private final List<Action> later = new ArrayList<>();
    private boolean foundationStands;
    private boolean listed;
    private boolean leaving;

    /** @param kinds names of every kind that is watched and has its objects in namespaces */
    public NamespaceBrain(String namespace, ObjectNames names, Set<String> kinds, List<Workload> workloads) {
        this.namespace = namespace;
        this.facts = new Facts(kinds);
        this.presence = new Presence(facts);
        this.desk = new Desk(new OwnershipMarks(names));
        this.estate = new Estate(namespace, names, desk);
        this.census = new Census(namespace, names, desk.workshop);
        var dependencies = new Dependencies();
        this.sights = new Sights(dependencies, desk.workshop);
        this.commitments = new Commitments(names, facts, desk.workshop);
        var around = new Works.Around(facts, desk.workshop, dependencies, sights, commitments);
        this.works = new Works(namespace, names, workloads, around);
        this.herald = new Herald(works, facts, desk.workshop);
    }

    @Override
    public List<Action> recovered(NamespaceState state) {
        state.ledger().owners().forEach(desk.workshop::touch);
        works.follow(state.ledger().owners(), state.ledger());
        return desk.settle(state.ledger());
    }

    public void offer(FactChange change) {
        Optional<Facts.Change> news = facts.offer(change);
        if (change instanceof FactChange.Absent) {
            if (change.id().kind().equals(NamespaceKind.NAME)) {
                presence.deleted(change.id().uid());
            }
            works.deleted(change.id());
        }
        touchNamespace(change.id());
        commitments.learned(news.stream().toList());
        works.learned(news.stream().toList(), true);
    }

    /**
     * A replay of a kind is asked for; what is offered from now on is newer. Of several that are under way only the one
     * asked for last may be handed over: an earlier one may know less than what was offered in between.
     */
    public void replaying(String kind) {
        facts.replaying(kind);
    }

    public void replayed(Replay replay) {
        List<Facts.Change> changes = facts.replayed(replay);
        facts.namespace().ifPresent(fact -> touchNamespace(fact.id()));
        commitments.learned(changes);
        works.learned(changes, false);
        listed |= replay.complete();
    }

    /** The objects that all namespaces rest on stand. */
    public void foundationStands(Briefing briefing) {
        foundationStands = true;
        later.addAll(commitments.brief(briefing));
    }

    /** The ingress classes of the cluster, with their controllers. */
    public void knowIngressClasses(Map<String, String> classes) {
        works.knowIngressClasses(classes);
    }

    /** Where network policies bind the namespace and the cluster entity. */
    public Commitments commitments() {
        return commitments;
    }

    /** The shared objects hold what was asked for. */
    public void confirmed(Contribution contribution) {
        estate.confirmed(contribution);
    }

    @Override
    public void finished(OwnerKey owner, List<StepOutcome> outcomes) {
        desk.finished(owner, outcomes);
    }

    @Override
    public void retryDue(OwnerKey owner) {
        desk.workshop.touch(owner);
    }

    /** What {@link Action.Look} has found. */
    public void seen(Question question, Optional<?> found) {
        later.addAll(sights.seen(question, found));
    }

    /** What {@link Action.Survey} has found. */
    public void surveyed(List<Actual> found) {
        census.found(found);
    }

    /** The pause that {@link Action.LookLater} asked for is over. */
    public void lookDue(Question question) {
        sights.doubt(question);
    }

    @Override
    public void read(Purpose purpose, Map<ObjectKey, Actual> found) {
        desk.read(purpose, found);
    }

    @Override
    public List<Action> audit(NamespaceState state) {
        sights.doubtAll();
        herald.doubt();
        return desk.audit(state.ledger(), owner -> false);
    }

    @Override
    public Round<NamespaceEvent> round(NamespaceState before) {
        var draft = new Draft<NamespaceState, NamespaceEvent>(
                before, (state, event) -> event.applyTo(state), NamespaceState::ledger);
        draft.act(later);
        later.clear();
        desk.takeIn(draft).forEach(settled -> learn(settled, draft));
        works.follow(draft.takeChanged(), draft.ledger());
        if (listed) {
            listed = false;
            works.listed(draft.ledger());
        }
        if (foundationStands && !desk.settling()) {
            Optional<NamespaceFact> fact = facts.namespace();
            if (presence.isOver(draft.state())) {
                leave(draft, fact.orElse(null));
            } else {
                fact.ifPresent(present -> serve(present, draft));
            }
        }
        draft.act(works.takeActions());
        draft.act(sights.looks());
        return draft.round();
    }

    private void learn(Settlement settled, Draft<NamespaceState, NamespaceEvent> draft) {
        settled.fixed().forEach(fixed -> estate.learnForwarding(fixed, draft));
        works.settled(settled);
    }

    private void serve(NamespaceFact fact, Draft<NamespaceState, NamespaceEvent> draft) {
        OwnerKey owner = Estate.ownerOf(fact.id().uid());
        if (leaving) {
            leaving = false;
            works.resume();
        }
        if (!fact.id().uid().equals(draft.state().uid())) {
            draft.persist(new NamespaceEvent.Entered(fact.id().uid()));
            // While an earlier namespace of this name was leaving, nothing was wanted for this one either.
            desk.workshop.touch(owner);
        }
        Household decided = estate.decide(fact, draft);
        boolean surveyed = census.isTaken(owner, draft);
        works.follow(draft.takeChanged(), draft.ledger());
        Household household = new Household(fact, decided.settings(), decided.stands() && surveyed);
        works.inhabit(household);
        if (commitments.takeIn(fact, draft.state())) {
            works.renumbered();
        }
        desk.begin(
                draft, key -> works.own(key) ? works.wish(key, draft.ledger()) : wish(key, owner, fact), works::inUse);
        works.follow(draft.takeChanged(), draft.ledger());
        // Link-local services are known when the services are; without them those that stand would go.
        boolean linksAreKnown =
                !namespace.equals(ObjectNames.DEFAULT_NAMESPACE) || facts.complete(Set.of(ServiceKind.NAME));
        if (!fact.terminating() && linksAreKnown) {
            estate.contribute(household, herald.linkLocal(), commitments.profile(fact), draft);
        }
        commitments.answer(fact, draft);
        draft.act(estate.tell(
                household, sights.isMissing(owner, household.settings().network())));
        draft.act(herald.news(draft.ledger(), fact.id()));
        if (desk.workshop.isDone(owner) && estate.isServed()) {
            facts.takeUnserved(fact.id()).ifPresent(seen -> draft.act(new Action.Served(NamespaceKind.NAME, seen)));
        }
    }

    /** Nothing new is made for a namespace that is being deleted; its workloads go on until they are deleted themselves. */
    private Wish wish(OwnerKey key, OwnerKey owner, NamespaceFact fact) {
        if (fact.terminating()) {
            return new Wish.Later();
        }
        return Wish.stand(key.equals(owner) ? estate.objects() : List.of());
    }

    /** Shared objects first let go, then ours are deleted, then nothing is left to remember (spec 01 section 5.8). */
    private void leave(Draft<NamespaceState, NamespaceEvent> draft, @Nullable NamespaceFact next) {
        estate.leave();
        census.forget();
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
        if (estate.letGo(draft)) {
            if (!leaving) {
                leaving = true;
                works.leave(draft.ledger());
                draft.ledger().owners().forEach(desk.workshop::touch);
            }
            boolean worksAreLeft = draft.ledger().owners().stream().anyMatch(works::own);
            desk.begin(draft, key -> nothing(key, worksAreLeft), works::inUse);
            works.follow(draft.takeChanged(), draft.ledger());
        }
    }

    /** Workloads go before what the namespace itself has: they are in it, and refer to it. */
    private Wish nothing(OwnerKey key, boolean worksAreLeft) {
        return worksAreLeft && !works.own(key) ? new Wish.Later() : works.nothingFor(key);
    }

    private void touchNamespace(ObjectId id) {
        if (id.kind().equals(NamespaceKind.NAME)) {
            desk.workshop.touch(Estate.ownerOf(id.uid()));
        }
    }

    /** The namespace for people. */
    public NamespaceView view(NamespaceState state) {
        // Known from Kubernetes it is known, also while nothing may be decided yet.
        String uid = state.uid() != null
                ? state.uid()
                : facts.namespace().map(fact -> fact.id().uid()).orElse(null);
        var problems = new ArrayList<Problem>(estate.problems());
        problems.addAll(herald.problems());
        return Views.namespace(
                new NamespaceView.Head(namespace, uid, waitingFor(state), estate.isServed()),
                state,
                desk.workshop,
                estate.settings(),
                new Views.Troubles(problems, works.outlooks().waits()));
    }

    private String waitingFor(NamespaceState state) {
        if (!foundationStands) {
            return "the objects that all namespaces rest on";
        }
        return desk.settling() ? "a look at what an interrupted plan left in Contrail" : presence.missing(state);
    }
}
