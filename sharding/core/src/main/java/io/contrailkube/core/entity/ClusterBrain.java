package io.contrailkube.core.entity;

import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.kind.ingress.IngressClassKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the cluster as a whole (spec 01 section 3): the objects that all namespaces rest on, and the only writer of
 * what they share. Holds what is soft; what must survive is in {@link ClusterState}.
 */
public final class ClusterBrain implements Brain<ClusterEvent, ClusterState> {
    private static final String CLUSTER = OwnershipMarks.CLUSTER_KIND;
    private static final OwnerKey FOUNDATION = new OwnerKey(CLUSTER, "foundation");
    private static final OwnerKey UNDERLAY = new OwnerKey(CLUSTER, "underlay");
    private static final OwnerKey VROUTER_CONFIG = new OwnerKey(CLUSTER, "vrouter-config");
    private static final List<OwnerKey> OWN = List.of(FOUNDATION, UNDERLAY, VROUTER_CONFIG);
    private static final String TAG = "Tag";
    /** References to the one policy go one after another: more plans at once would wait until their fences close. */
    private static final int HUB_PLANS = 64;

    private final ObjectNames names;
    private final ClusterRules rules;
    private final Desk desk;
    private final Bulletin bulletin;
    private final List<Action> later = new ArrayList<>();
    private final ClassBoard classes = new ClassBoard(IngressClassKind.NAME);
    private final Petitions petitions = new Petitions();
    private final PolicyBoard policies;
    private boolean stood;
    /** Objects that were made anew: somebody had removed them, and with them the references that the ledger believes in. */
    private final Set<ObjectKey> remade = new HashSet<>();

    private Contributions sums = new Contributions(Map.of());

    public ClusterBrain(ObjectNames names) {
        this.names = names;
        this.rules = new ClusterRules(names);
        this.desk = new Desk(new OwnershipMarks(names));
        this.policies = new PolicyBoard(names, desk);
        this.bulletin = new Bulletin(names.settings().features().forwarding());
    }

    @Override
    public List<Action> recovered(ClusterState state) {
        sums = new Contributions(state.contributions());
        state.contributions().keySet().forEach(classes::listen);
        policies.recovered(state);
        OWN.forEach(desk.workshop::touch);
        state.ledger().owners().forEach(desk.workshop::touch);
        state.contributions().forEach((namespace, wanted) -> {
            desk.workshop.touch(ruleReferences(namespace));
            wanted.tags().forEach(tag -> desk.workshop.touch(tagOwner(tag)));
        });
        var actions = new ArrayList<>(desk.settle(state.ledger()));
        // Whatever others changed while nobody of us was there is found now, not at the next round of the timer.
        actions.addAll(audit(state));
        return actions;
    }

    /** A namespace wants this among the shared objects, and waits to hear that it stands. */
    public void contributed(String namespace, Contribution contribution) {
        petitions.contributed(namespace, contribution);
    }

    /** The network policies of all namespaces. */
    public PolicyBoard policies() {
        return policies;
    }

    /** Nothing is left of a namespace. */
    public void departed(String namespace) {
        classes.forget(namespace);
        petitions.departed(namespace);
    }

    /**
     * A list of a kind is complete. Of namespaces it says which there are, and the others have to look after themselves; of
     * other kinds every namespace has to, for what is missing may be one object among many.
     */
    public void listed(String kind, Set<String> namespaces, ClusterState state) {
        state.contributions().keySet().stream()
                .filter(namespace -> !kind.equals(NamespaceKind.NAME) || !namespaces.contains(namespace))
                .sorted()
                .forEach(namespace -> later.add(new Action.Wake(namespace, kind)));
    }

    /** A namespace has collected a tag that it needs no more. */
    public void collected(String tag) {
        if (wantsTag(tag)) {
            desk.workshop.suspect(tagOwner(tag), Set.of(ObjectKey.of(ContrailTypes.TAG, tag)));
        }
    }

    /** What is known of the ingress classes. */
    public ClassBoard classes() {
        return classes;
    }

    @Override
    public void finished(OwnerKey owner, List<StepOutcome> outcomes) {
        desk.finished(owner, outcomes);
        if (owner.equals(FOUNDATION)) {
            outcomes.stream()
                    .filter(outcome ->
                            outcome instanceof StepOutcome.Applied applied && applied.origin() == Origin.CREATED)
                    .forEach(outcome -> remade.add(outcome.key()));
        }
    }

    @Override
    public void retryDue(OwnerKey owner) {
        desk.workshop.touch(owner);
    }

    @Override
    public void read(Purpose purpose, Map<ObjectKey, Actual> found) {
        desk.read(purpose, found);
    }

    @Override
    public List<Action> audit(ClusterState state) {
        return desk.audit(state.ledger(), owner -> true);
    }

    /** Whether everything that namespaces rest on stands; once it did, repairs do not make them wait again. */
    public boolean foundationStands(ClusterState state) {
        stood = stood
                || (!desk.settling() && foundation(state).stream().allMatch(object -> stands(state.ledger(), object)));
        return stood;
    }

    @Override
    public Round<ClusterEvent> round(ClusterState before) {
        var draft = new Draft<ClusterState, ClusterEvent>(
                before, (state, event) -> event.applyTo(state), ClusterState::ledger);
        draft.act(later);
        draft.act(classes.news());
        later.clear();
        desk.takeIn(draft).forEach(settled -> {
            settled.fixed().forEach(fixed -> learnForwarding(fixed, draft));
            policies.settled(settled);
        });
        if (!remade.isEmpty()) {
            desk.suspectReferencesTo(remade, draft.ledger());
            remade.clear();
        }
        petitions.takeIn(draft, (namespace, old, now) -> changed(namespace, old, now, draft));
        policies.takeIn(draft);
        if (!desk.settling()) {
            if (draft.state().forwarding() == null) {
                draft.persist(new ClusterEvent.DefaultForwardingFixed(
                        names.settings().features().forwarding()));
            }
            policies.step(draft);
            do {
                desk.begin(draft, owner -> wish(owner, draft), (owner, key) -> false);
            } while (policies.step(draft));
            policies.tell(draft);
            petitions.confirm(draft, (namespace, wanted) -> holds(namespace, wanted, draft.state()));
        }
        bulletin.tell(draft, desk.workshop);
        return draft.round();
    }

    private Wish wish(OwnerKey owner, Draft<ClusterState, ClusterEvent> draft) {
        boolean onHub = owner.kind().equals(NamespaceKind.NAME) || PolicyBoard.owns(owner);
        if (onHub && desk.workshop.running(owner.kind()) >= HUB_PLANS) {
            return new Wish.Later();
        }
        return PolicyBoard.owns(owner)
                ? policies.wish(owner, draft.ledger())
                : Wish.stand(desired(owner, draft.state()));
    }

    private void changed(
            String namespace,
            @Nullable Contribution before,
            @Nullable Contribution after,
            Draft<ClusterState, ClusterEvent> draft) {
        policies.contributed(namespace, after, draft);
        sums.replace(before, after);
        Contribution now = after == null ? Contribution.NONE : after;
        desk.workshop.touch(ruleReferences(namespace));
        now.tags().forEach(tag -> desk.workshop.touch(tagOwner(tag)));
        if (before != null) {
            before.tags().forEach(tag -> desk.workshop.touch(tagOwner(tag)));
        }
        if (Contributions.foundationDiffers(namespace, before, now)) {
            desk.workshop.touch(FOUNDATION);
        }
        if (!now.linkLocal().equals(before == null ? List.of() : before.linkLocal())) {
            desk.workshop.touch(VROUTER_CONFIG);
        }
    }

    private List<ContrailObject> desired(OwnerKey owner, ClusterState state) {
        if (owner.equals(FOUNDATION)) {
            return foundation(state);
        }
        if (owner.equals(UNDERLAY)) {
            return rules.underlay();
        }
        if (owner.equals(VROUTER_CONFIG)) {
            return rules.vrouterConfig(state.linkLocal());
        }
        if (owner.kind().equals(TAG)) {
            return wantsTag(owner.id())
                    ? List.of(rules.labelTag(ObjectKey.of(ContrailTypes.TAG, owner.id())))
                    : List.of();
        }
        Contribution wanted = state.contributions().getOrDefault(owner.id(), Contribution.NONE);
        return wanted.firewallRules() ? List.of(rules.allowAllReferences(owner.id())) : List.of();
    }

    private boolean wantsTag(String tag) {
        return sums.wantsTag(tag) || policies.wantsTag(ObjectKey.of(ContrailTypes.TAG, tag));
    }

    private List<ContrailObject> foundation(ClusterState state) {
        Boolean fixed = state.forwarding();
        return rules.foundation(
                fixed != null ? fixed : names.settings().features().forwarding(),
                state.contributions().getOrDefault(ObjectNames.DEFAULT_NAMESPACE, Contribution.NONE),
                sums.readers());
    }

    /** Whether the shared objects are as a namespace wants them. */
    private boolean holds(String namespace, Contribution wanted, ClusterState state) {
        boolean foundationDone = desk.workshop.isDone(FOUNDATION)
                || (wanted.reader() == null && !namespace.equals(ObjectNames.DEFAULT_NAMESPACE));
        return foundationDone
                && (!wanted.equals(Contribution.NONE) || PolicyBoard.isReleased(namespace, state))
                && desk.workshop.isDone(ruleReferences(namespace))
                && wanted.tags().stream()
                        .allMatch(tag -> desk.workshop.isDone(tagOwner(tag))
                                && desk.stands(state.ledger(), tagOwner(tag), ObjectKey.of(ContrailTypes.TAG, tag)));
    }

    /** A default network that stood before decides about forwarding, not the option (spec 01, CL-9). */
    private void learnForwarding(StepOutcome.Fixed fixed, Draft<ClusterState, ClusterEvent> draft) {
        boolean onUnderlay = !fixed.actual().path(VirtualNetwork.PROVIDER_REFS).isEmpty();
        if (fixed.key().equals(names.defaultPodNetwork())
                && !Boolean.valueOf(onUnderlay).equals(draft.state().forwarding())) {
            draft.persist(new ClusterEvent.DefaultForwardingFixed(onUnderlay));
            desk.workshop.reconsider(FOUNDATION);
        }
    }

    /** The cluster for people. */
    public ClusterView view(ClusterState state) {
        boolean ready = foundationStands(state);
        String missing = foundation(state).stream()
                .filter(object -> !stands(state.ledger(), object))
                .map(object -> object.key().type() + ' ' + object.key().fqName())
                .findFirst()
                .orElse("a look at what an interrupted plan left in Contrail");
        return Views.cluster(names.cluster(), state, desk.workshop, ready ? "" : missing, bulletin.problems());
    }

    private boolean stands(Ledger ledger, ContrailObject object) {
        return desk.stands(ledger, FOUNDATION, object.key());
    }

    private static OwnerKey ruleReferences(String namespace) {
        return new OwnerKey(NamespaceKind.NAME, namespace);
    }

    private static OwnerKey tagOwner(String tag) {
        return new OwnerKey(TAG, tag);
    }
}
