package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.kind.pod.SeenPod;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a namespace does for the network policies of all: its pods bear the tags that it is assigned (spec 03 section 11.3). */
final class Duties {
    private static final String TAG_CLAIM = Reference.TAGS + '/';

    private final PolicyNames names;
    private final Facts facts;
    private final Workshop workshop;
    private final Set<OwnerKey> behind = new LinkedHashSet<>();
    private Assignment assignment = Assignment.NONE;
    private @Nullable Assignment news;
    private boolean answered = true;

    Duties(PolicyNames names, Facts facts, Workshop workshop) {
        this.names = names;
        this.facts = facts;
        this.workshop = workshop;
    }

    /** What is in force. */
    Assignment assignment() {
        return assignment;
    }

    void assign(Assignment now) {
        news = now;
    }

    /** Takes in an assignment; pods whose tags differ by it are looked at again. Whether port names mean something else now. */
    boolean takeIn(NamespaceFact namespace, Ledger ledger) {
        if (news == null) {
            return false;
        }
        Assignment before = assignment;
        assignment = news;
        news = null;
        answered = false;
        for (PodFact pod : pods()) {
            OwnerKey owner = PodWorkload.ownerOf(pod.id().uid());
            PodView view = view(pod, namespace, ledger, owner);
            if (!before.marks(view).equals(assignment.marks(view))) {
                workshop.touch(owner);
            }
            behind.add(owner);
        }
        return !before.ports().equals(assignment.ports()) || !before.portNames().equals(assignment.portNames());
    }

    /** That all pods are as assigned, once that is so and was not said. */
    Optional<Action> answer(NamespaceFact namespace, Ledger ledger) {
        if (answered || !facts.complete(Set.of(KindNames.POD))) {
            return Optional.empty();
        }
        behind.removeIf(owner -> !isBehind(owner, namespace, ledger));
        if (!behind.isEmpty()) {
            return Optional.empty();
        }
        answered = true;
        return Optional.of(new Action.Carried(assignment.fingerprint()));
    }

    private boolean isBehind(OwnerKey owner, NamespaceFact namespace, Ledger ledger) {
        Optional<PodFact> pod =
                facts.withUid(owner.id()).filter(PodFact.class::isInstance).map(PodFact.class::cast);
        if (pod.isEmpty()) {
            return false;
        }
        var wanted = new TreeSet<String>();
        assignment.marks(view(pod.get(), namespace, ledger, owner)).forEach(term -> wanted.add(tag(term)));
        return ledger.of(owner).values().stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.VIRTUAL_MACHINE_INTERFACE))
                .anyMatch(entry -> entry.pending() || !marks(entry).equals(wanted));
    }

    private SortedSet<String> marks(LedgerEntry entry) {
        var marks = new TreeSet<String>();
        entry.claims().stream()
                .filter(claim -> claim.startsWith(TAG_CLAIM))
                .map(claim -> claim.substring(TAG_CLAIM.length()))
                .filter(tag -> names.isMark(ObjectKey.of(ContrailTypes.TAG, tag)))
                .forEach(marks::add);
        return marks;
    }

    private String tag(Term term) {
        return names.tag(term).fqName().leaf();
    }

    private static PodView view(PodFact pod, NamespaceFact namespace, Ledger ledger, OwnerKey owner) {
        return SeenPod.of(pod, ledger.of(owner).values()).view(namespace.labels(), Set.of());
    }

    private Iterable<PodFact> pods() {
        return facts.all(PodFact.class);
    }
}
