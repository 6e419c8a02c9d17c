package io.contrailkube.core.entity;

import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The workloads of a namespace: what is wanted for each owner key, and what wakes it. */
final class Works {
    private static final Wish NOTHING = Wish.stand(List.of());
    private static final Wish LEAVE = new Wish.Leave();

    private final ObjectNames names;
    private final Around around;
    private final Map<String, Workload> byKind = new LinkedHashMap<>();
    private final Precedence precedence;
    private final Aliases aliases = new Aliases();
    private final Absences absences;
    private final Set<OwnerKey> postponed = new HashSet<>();
    /** Those that were looked at while not all was known. */
    private final Set<OwnerKey> guessed = new HashSet<>();

    private final Outlooks outlooks = new Outlooks();
    private final List<Action> actions = new ArrayList<>();
    private Optional<Map<String, String>> ingressClasses = Optional.empty();
    private @Nullable Household household;

    /** Who of the brain works together. */
    record Around(Facts facts, Workshop workshop, Dependencies dependencies, Sights sights, Commitments commitments) {}

    Works(String namespace, ObjectNames names, List<Workload> workloads, Around around) {
        this.names = names;
        this.around = around;
        this.absences = new Absences(around.facts());
        this.precedence = new Precedence(
                new ClusterRules(names),
                around.workshop(),
                Set.of(names.applicationTag(), names.namespaceTag(namespace)));
        workloads.forEach(workload -> byKind.put(workload.kind(), workload));
    }

    boolean own(OwnerKey owner) {
        return owner.kind().equals(TagUse.KIND) || byKind.containsKey(owner.kind());
    }

    Optional<Workload> workload(OwnerKey owner) {
        return Optional.ofNullable(byKind.get(owner.kind()));
    }

    /** @param said Kubernetes has just said so; else it was found out by comparing lists */
    void learned(List<Facts.Change> changes, boolean said) {
        for (Facts.Change change : changes) {
            byKind.values().forEach(workload -> workload.learn(change.before(), change.after())
                    .forEach(owner -> touch(owner, said)));
            for (KubeFact fact : new KubeFact[] {change.before(), change.after()}) {
                if (fact != null) {
                    wake(new Topic.Named(fact.getClass(), fact.id().name()), said);
                    wake(new Topic.WithUid(fact.id().uid()), said);
                }
            }
            if (!byKind.containsKey(change.id().kind()) && !change.id().kind().equals(NamespaceKind.NAME)) {
                // Nothing is made for it alone, so nobody will say when it is served.
                around.facts().takeUnserved(change.id());
            }
        }
    }

    /** Whether all has been heard of that may say something about an owner key; of tags anything may. */
    boolean isKnown(OwnerKey owner) {
        Workload workload = byKind.get(owner.kind());
        return workload == null ? facts().complete() : facts().complete(workload.reads());
    }

    /** Kubernetes has said that this object was deleted, whether it was known here or not. */
    void deleted(ObjectId id) {
        if (byKind.containsKey(id.kind())) {
            absences.deleted(id);
            around.workshop().touch(new OwnerKey(id.kind(), id.uid()));
        }
    }

    /** Lists have become complete: what is not in them may go now. */
    void listed(Ledger ledger) {
        Set<OwnerKey> waiting = around.facts().complete() ? ledger.owners() : absences.waiting();
        waiting.stream().filter(this::own).forEach(around.workshop()::touch);
        if (around.facts().complete()) {
            // Of a policy that has gone meanwhile there may be nothing but the claim.
            around.commitments().claimed().forEach(around.workshop()::touch);
        }
        guessed.stream().filter(this::isKnown).forEach(around.workshop()::touch);
        guessed.removeIf(this::isKnown);
    }

    /** What names of ports stand for has changed. */
    void renumbered() {
        wake(new Topic.PortNumbers(), false);
    }

    void inhabit(Household now) {
        Household before = household;
        household = now;
        boolean same = before != null
                && before.fact().equals(now.fact())
                && before.settings().equals(now.settings());
        if (!same) {
            wake(new Topic.OfNamespace(), false);
        }
        if (before == null || before.stands() != now.stands()) {
            wake(new Topic.NamespaceStands(), false);
        }
    }

    void knowIngressClasses(Map<String, String> classes) {
        if (!ingressClasses.equals(Optional.of(classes))) {
            ingressClasses = Optional.of(Map.copyOf(classes));
            wake(new Topic.IngressClasses(), false);
        }
    }

    /** What stands for these owner keys has changed. */
    void follow(Set<OwnerKey> changed, Ledger ledger) {
        for (OwnerKey owner : changed) {
            aliases.follow(owner, ledger.of(owner));
            Map<ObjectKey, LedgerEntry> before = precedence.standing(owner);
            Map<ObjectKey, LedgerEntry> now = ledger.of(owner);
            precedence.follow(owner, ledger);
            if (!Standing.looksLike(before, now)) {
                around.dependencies().readersOf(new Topic.LedgerOf(owner)).stream()
                        .filter(reader -> !reader.equals(owner) || Standing.isNewsForItself(before, now))
                        .forEach(around.workshop()::touch);
            }
        }
    }

    /** A plan has ended. */
    void settled(Settlement settlement) {
        OwnerKey owner = settlement.ended().owner();
        if (!own(owner)) {
            if (!settlement.failures().isEmpty()) {
                // Whoever waits for the namespace has something to tell now.
                wake(new Topic.NamespaceStands(), false);
            }
            return;
        }
        outlooks.look(owner);
        wake(new Topic.PlanOf(owner), false);
        if (owner.kind().equals(TagUse.KIND) && !settlement.ended().gone().isEmpty()) {
            actions.add(new Action.Collected(owner.id()));
        }
        if (!settlement.failures().isEmpty()) {
            around.sights().doubt(owner);
            precedence.doubtTags(owner);
        }
        if (!settlement.fixed().isEmpty()
                && workload(owner).map(Workload::rebuilds).orElse(false)) {
            precedence.rebuild(owner);
        }
    }

    boolean inUse(OwnerKey owner, ObjectKey key) {
        return precedence.inUse(owner, key);
    }

    Wish wish(OwnerKey owner, Ledger ledger) {
        if (owner.kind().equals(TagUse.KIND)) {
            return isKnown(owner)
                    ? precedence.ofTag(owner)
                    : precedence.ofTag(owner).takingNothingBack();
        }
        Workload workload = byKind.get(owner.kind());
        if (workload == null || household == null) {
            return LEAVE;
        }
        if (!isKnown(owner)) {
            guessed.add(owner);
        }
        SceneView scene = scene(ledger);
        Wish wish = LEAVE;
        try {
            wish = wish(workload.want(owner, scene), owner, scene, ledger);
        } catch (RuntimeException bug) {
            actions.add(new Action.Fault(owner, bug));
        }
        around.dependencies().replace(owner, scene.read());
        outlooks.look(owner);
        return wish;
    }

    private Wish wish(Want want, OwnerKey owner, SceneView scene, Ledger ledger) {
        boolean gone = want.stance() == Want.Stance.GONE || want.stance() == Want.Stance.GOING;
        if (gone && !absences.believed(owner, Objects.requireNonNull(byKind.get(owner.kind())))) {
            return LEAVE;
        }
        around.commitments().ask(want.claim()).ifPresent(actions::add);
        if (!gone || (ledger.of(owner).isEmpty() && want.claim() == null)) {
            absences.forget(owner);
        }
        Outlook outlook = Outlook.of(want);
        Wish wish = LEAVE;
        if (want.stance() == Want.Stance.STAND || want.stance() == Want.Stance.GONE) {
            List<ContrailObject> objects = precedence.possible(aliases.real(owner, want.objects()), owner, scene);
            String heldUp = precedence.heldUp(owner, objects, scene, ledger);
            outlook = heldUp.isEmpty() ? outlook : outlook.waitingFor(heldUp);
            wish = heldUp.isEmpty() ? Wish.stand(objects) : LEAVE;
        }
        if (!gone && !isKnown(owner)) {
            // A service, a slice, a class may be there and not be heard of yet (spec 02 section 3.3, sweeps).
            wish = wish.takingNothingBack();
        }
        outlooks.put(owner, outlook);
        return wish;
    }

    /** Nothing is wanted any more, whatever Kubernetes says: the namespace is being left. */
    void leave(Ledger ledger) {
        household = null;
        outlooks.clear();
        absences.clear();
        around.commitments().leave();
        precedence.leave(ledger);
    }

    /** Nothing, and whatever is asked about now is asked about again after {@link #resume}. */
    Wish nothingFor(OwnerKey owner) {
        postponed.add(owner);
        return owner.kind().equals(TagUse.KIND) ? precedence.ofTag(owner) : NOTHING;
    }

    /** A namespace of the same name is served after one that was left. */
    void resume() {
        postponed.forEach(around.workshop()::touch);
        around.dependencies().owners().forEach(around.workshop()::touch);
        postponed.clear();
    }

    Outlooks outlooks() {
        return outlooks;
    }

    /** What is to be done besides plans. */
    List<Action> takeActions() {
        List<Action> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }

    SceneView scene(Ledger ledger) {
        return new SceneView(
                new SceneView.Surroundings(
                        names,
                        Objects.requireNonNull(household),
                        around.facts(),
                        around.sights(),
                        around.commitments(),
                        ingressClasses),
                owner -> aliases.shown(owner, ledger.of(owner)));
    }

    private Facts facts() {
        return around.facts();
    }

    private void wake(Topic topic, boolean said) {
        around.dependencies().readersOf(topic).forEach(owner -> touch(owner, said));
    }

    private void touch(OwnerKey owner, boolean said) {
        around.workshop().touch(owner);
        if (said) {
            absences.said(owner);
        }
    }
}
