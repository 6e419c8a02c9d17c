package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.state.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a namespace itself has in Contrail: its settings, its objects, and its part of what is shared. */
final class Estate {
    private final String namespace;
    private final ObjectNames names;
    private final NamespaceRules rules;
    private final Desk desk;
    private final Voice voice = Voice.ofOneObject("NamespaceNotReady");
    private List<Problem> problems = List.of();
    private @Nullable NamespaceFact fact;
    private @Nullable NamespaceSettings settings;
    private List<ContrailObject> objects = List.of();
    private @Nullable Contribution asked;
    private @Nullable Contribution confirmed;

    Estate(String namespace, ObjectNames names, Desk desk) {
        this.namespace = namespace;
        this.names = names;
        this.rules = new NamespaceRules(names);
        this.desk = desk;
    }

    static OwnerKey ownerOf(String uid) {
        return new OwnerKey(NamespaceKind.NAME, uid);
    }

    /** Decides anew what is in force, and remembers what must not change any more. */
    Household decide(NamespaceFact now, Draft<NamespaceState, NamespaceEvent> draft) {
        NamespaceSettings decided = NamespaceDecider.settings(now, draft.state(), names.settings());
        if (decided.isolated() && !draft.state().isolated()) {
            draft.persist(new NamespaceEvent.Isolated());
        }
        if (decided.isolated() && draft.state().forwarding() == null) {
            draft.persist(new NamespaceEvent.ForwardingFixed(decided.forwarding()));
        }
        if (!now.equals(fact) || !decided.equals(settings)) {
            fact = now;
            settings = decided;
            objects = rules.objects(now, decided);
        }
        OwnerKey owner = ownerOf(now.id().uid());
        boolean stands = objects.stream().allMatch(object -> desk.stands(draft.ledger(), owner, object.key()));
        return new Household(now, decided, stands);
    }

    List<ContrailObject> objects() {
        return objects;
    }

    void contribute(
            Household household,
            List<LinkLocalService> linkLocal,
            @Nullable Profile profile,
            Draft<NamespaceState, NamespaceEvent> draft) {
        OwnerKey owner = ownerOf(household.fact().id().uid());
        // While a plan runs it may be just deleting them, for a namespace that was thought to be gone.
        boolean rulesStand = !desk.workshop.isRunning(owner)
                && desk.stands(draft.ledger(), owner, names.ingressRule(namespace))
                && desk.stands(draft.ledger(), owner, names.egressRule(namespace));
        if (rulesStand) {
            String project = draft.ledger()
                    .find(owner, names.project(namespace))
                    .map(LedgerEntry::uuid)
                    .orElse(null);
            ask(
                    rules.contribution(household.fact(), household.settings(), project)
                            .with(linkLocal)
                            .knownAs(profile),
                    draft);
        }
    }

    /** Wants nothing any more among what is shared; true once that is so. */
    boolean letGo(Draft<NamespaceState, NamespaceEvent> draft) {
        ask(Contribution.NONE, draft);
        return Contribution.NONE.equals(confirmed);
    }

    private void ask(Contribution contribution, Draft<NamespaceState, NamespaceEvent> draft) {
        if (!contribution.equals(asked)) {
            asked = contribution;
            confirmed = null;
            draft.act(new Action.Contribute(contribution));
        }
    }

    void confirmed(Contribution contribution) {
        // A late answer to an earlier question says nothing about what is wanted now.
        if (contribution.equals(asked)) {
            confirmed = contribution;
        }
    }

    boolean isServed() {
        return asked != null && asked.equals(confirmed);
    }

    /** @param networkMissing the network that its annotation names does not exist (spec 01, NS-23) */
    List<Action> tell(Household household, boolean networkMissing) {
        var now = new ArrayList<>(household.settings().problems());
        ObjectKey network = household.settings().network();
        if (networkMissing && network != null) {
            now.add(Problem.warning(
                    "NetworkNotFound",
                    "annotation " + NamespaceAnnotations.NETWORK + " names the virtual network " + network.fqName()
                            + ", which does not exist: pods of this namespace wait until it is created or the annotation"
                            + " is changed"));
        }
        now.addAll(problemsOfPlan(ownerOf(household.fact().id().uid())));
        problems = List.copyOf(now);
        return voice.speak(household.fact().id(), problems);
    }

    /** Nothing is in force any more; what keeps its objects from going is a problem still. */
    void leave() {
        fact = null;
        settings = null;
        objects = List.of();
        problems = desk.workshop.troubles().keySet().stream()
                .flatMap(owner -> problemsOfPlan(owner).stream())
                .toList();
    }

    List<Problem> problems() {
        return problems;
    }

    @Nullable
    NamespaceSettings settings() {
        return settings;
    }

    /** A network that stood before decides about forwarding, not the annotation (spec 01 section 5.6). */
    void learnForwarding(StepOutcome.Fixed fixed, Draft<NamespaceState, NamespaceEvent> draft) {
        boolean onUnderlay = !fixed.actual().path(VirtualNetwork.PROVIDER_REFS).isEmpty();
        String uid = draft.state().uid();
        if (uid != null
                && fixed.key().equals(names.podNetwork(namespace))
                && !Boolean.valueOf(onUnderlay).equals(draft.state().forwarding())) {
            draft.persist(new NamespaceEvent.ForwardingFixed(onUnderlay));
            desk.workshop.reconsider(ownerOf(uid));
        }
    }

    private List<Problem> problemsOfPlan(OwnerKey owner) {
        return voice.problems(desk.workshop.troubles(owner), desk.workshop.failures(owner));
    }
}
