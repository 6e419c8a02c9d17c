package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What users hear and see of the workloads of a namespace: Events, status, and how long a change took. */
final class Herald {
    private static final String NAMESPACE_NOT_READY = "NamespaceNotReady";

    private final Works works;
    private final Facts facts;
    private final Workshop workshop;
    private final Voices voices = new Voices();
    private final Map<OwnerKey, List<KubeWrite>> written = new HashMap<>();

    Herald(Works works, Facts facts, Workshop workshop) {
        this.works = works;
        this.facts = facts;
        this.workshop = workshop;
    }

    /** News about the owner keys that were looked at or whose plans have ended. */
    List<Action> news(Ledger ledger, ObjectId namespace) {
        var actions = new ArrayList<Action>();
        Scene scene = works.scene(ledger);
        for (OwnerKey owner : works.outlooks().takeLooked()) {
            if (!works.isKnown(owner)) {
                // What seems to be missing may not have been heard of yet; it is looked at again when it has.
                continue;
            }
            Optional<ObjectId> about = owner.kind().equals(TagUse.KIND)
                    ? Optional.of(namespace)
                    : works.workload(owner).flatMap(workload -> workload.about(owner, scene));
            if (about.isEmpty()) {
                voices.forget(owner);
                written.remove(owner);
            } else {
                actions.addAll(voices.speak(owner, about.get(), problems(owner, Estate.ownerOf(namespace.uid()))));
                actions.addAll(writes(owner));
                served(owner).ifPresent(actions::add);
            }
        }
        return actions;
    }

    /** What was written may have been lost, or undone by others. */
    void doubt() {
        written.clear();
    }

    List<Problem> problems() {
        return voices.problems();
    }

    /** Link-local services wanted by all workloads, in a fixed order. */
    List<LinkLocalService> linkLocal() {
        var byName = new TreeMap<String, LinkLocalService>();
        works.outlooks().all().forEach(outlook -> outlook.linkLocal()
                .forEach(service -> byName.put(service.name(), service)));
        return List.copyOf(byName.values());
    }

    private List<Problem> problems(OwnerKey owner, OwnerKey namespace) {
        var problems = new ArrayList<Problem>();
        // A new namespace takes a moment, and every first pod would complain; it is news only when it fails.
        boolean coming = workshop.failures(namespace) == 0;
        works.outlooks().of(owner).problems().stream()
                .filter(problem -> !coming || !problem.reason().equals(NAMESPACE_NOT_READY))
                .forEach(problems::add);
        var unexplained = new ArrayList<Failure>();
        for (Failure failure : workshop.troubles(owner)) {
            Optional<Problem> words = works.workload(owner).flatMap(workload -> workload.explain(owner, failure));
            words.ifPresentOrElse(problems::add, () -> unexplained.add(failure));
        }
        problems.addAll(Voice.problems(Voice.NOT_READY, unexplained, workshop.failures(owner)));
        return problems;
    }

    private List<Action> writes(OwnerKey owner) {
        List<KubeWrite> wanted = works.outlooks().of(owner).writes();
        if (wanted.isEmpty()) {
            // Kubernetes shows it now; should it vanish again, it is written again.
            written.remove(owner);
            return List.of();
        }
        return wanted.equals(written.put(owner, wanted))
                ? List.of()
                : wanted.stream().<Action>map(Action.Write::new).toList();
    }

    private Optional<Action> served(OwnerKey owner) {
        if (!workshop.isDone(owner) || !works.outlooks().of(owner).waitsFor().isEmpty()) {
            return Optional.empty();
        }
        return facts.withUid(owner.id()).map(KubeFact::id).flatMap(id -> facts.takeUnserved(id)
                .map(seen -> new Action.Served(id.kind(), seen)));
    }
}
