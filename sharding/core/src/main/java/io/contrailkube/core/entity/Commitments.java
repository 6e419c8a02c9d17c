package io.contrailkube.core.entity;

import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.state.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Where network policies bind a namespace and the cluster entity: claims one way, duties the other, and what both must know. */
public final class Commitments {
    /** What a profile is made of; before they are listed nobody is told anything. */
    private static final Set<String> PROFILED = Set.of(KindNames.POD, KindNames.NETWORK_POLICY);

    private final Facts facts;
    private final Workshop workshop;
    private final Claims claims = new Claims();
    private final PortUse ports = new PortUse();
    private final Duties duties;

    Commitments(ObjectNames names, Facts facts, Workshop workshop) {
        this.facts = facts;
        this.workshop = workshop;
        this.duties = new Duties(new PolicyNames(names), facts, workshop);
    }

    void learned(List<Facts.Change> changes) {
        ports.learned(changes);
    }

    /** What the cluster entity says of a policy. */
    public void told(PolicyStatus status) {
        if (claims.told(status)) {
            workshop.touch(Claims.ownerOf(status.claim().uid()));
        }
    }

    /** What was so when this life began; what was under way is asked about again. */
    List<Action> brief(Briefing briefing) {
        duties.assign(briefing.assignment());
        briefing.policies().forEach(this::told);
        return briefing.policies().stream()
                .filter(status -> !status.settled())
                .<Action>map(status -> new Action.Claim(status.claim()))
                .toList();
    }

    public void assign(Assignment assignment) {
        duties.assign(assignment);
    }

    Assignment assignment() {
        return duties.assignment();
    }

    Optional<PolicyStatus> statusOf(String uid) {
        return claims.of(uid);
    }

    /** What a name of a port stands for in the pods of the cluster; empty if that is not known yet. */
    Optional<SortedSet<Integer>> numbers(Port.Named name) {
        return duties.assignment().numbers(name);
    }

    /** Owner keys of policies for which anything is claimed. */
    Set<OwnerKey> claimed() {
        return claims.owners();
    }

    /** What is to be said of a claim. */
    Optional<Action> ask(@Nullable PolicyClaim claim) {
        return claim != null && claims.ask(claim) ? Optional.of(new Action.Claim(claim)) : Optional.empty();
    }

    /** Whether names of ports mean something else now. */
    boolean takeIn(NamespaceFact namespace, NamespaceState state) {
        return duties.takeIn(namespace, state.ledger());
    }

    void answer(NamespaceFact namespace, Draft<NamespaceState, NamespaceEvent> draft) {
        duties.answer(namespace, draft.ledger()).ifPresent(draft::act);
    }

    /** What others have to know of the namespace; null while that is not known. */
    @Nullable
    Profile profile(NamespaceFact namespace) {
        return facts.complete(PROFILED) ? ports.profile(namespace.labels()) : null;
    }

    /** Nothing is claimed any more, and the cluster entity knows. */
    void leave() {
        claims.clear();
    }
}
