package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.NamespaceView.ObjectView;
import io.contrailkube.core.entity.NamespaceView.StepView;
import io.contrailkube.core.entity.NamespaceView.WaitView;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the views that the introspection shows. */
final class Views {
    private Views() {}

    /** What is the matter, and what waits for what. */
    record Troubles(List<Problem> problems, List<WaitView> waits) {}

    static NamespaceView namespace(
            NamespaceView.Head head,
            NamespaceState state,
            Workshop workshop,
            @Nullable NamespaceSettings settings,
            Troubles troubles) {
        return new NamespaceView(
                head.name(),
                head.uid(),
                phase(state, workshop, settings, head.waitingFor(), head.contributed()),
                head.waitingFor(),
                settings == null ? List.of() : settings.decided(),
                objects(state.ledger()),
                steps(workshop),
                head.contributed(),
                troubles.problems(),
                troubles.waits());
    }

    /** @param waitingFor empty when everything that namespaces rest on stands */
    static ClusterView cluster(
            String name, ClusterState state, Workshop workshop, String waitingFor, List<Problem> problems) {
        return new ClusterView(
                name,
                waitingFor.isEmpty(),
                waitingFor,
                objects(state.ledger()),
                steps(workshop),
                new TreeSet<>(state.contributions().keySet()),
                problems);
    }

    static List<ObjectView> objects(Ledger ledger) {
        return ledger.owners().stream()
                .sorted()
                .flatMap(owner -> ledger.of(owner).values().stream()
                        .sorted(Comparator.comparing(LedgerEntry::key))
                        .map(entry -> object(owner, entry)))
                .toList();
    }

    static List<StepView> steps(Workshop workshop) {
        return workshop.running().entrySet().stream()
                .flatMap(plan -> plan.getValue().stream().map(step -> step(plan.getKey(), step)))
                .toList();
    }

    private static String phase(
            NamespaceState state,
            Workshop workshop,
            @Nullable NamespaceSettings settings,
            String waitingFor,
            boolean contributed) {
        if (!waitingFor.isEmpty()) {
            return "waiting";
        }
        if (settings == null && !state.ledger().isEmpty()) {
            return "leaving";
        }
        if (!workshop.troubles().isEmpty()) {
            return "troubled";
        }
        return contributed && workshop.running().isEmpty() ? "served" : "working";
    }

    private static ObjectView object(OwnerKey owner, LedgerEntry entry) {
        return new ObjectView(
                entry.key().type(),
                entry.key().fqName().toString(),
                entry.uuid(),
                entry.origin().name().toLowerCase(Locale.ROOT),
                entry.pending() ? "pending" : "standing",
                owner.toString());
    }

    private static StepView step(OwnerKey owner, Step step) {
        String action = step instanceof Step.Ensure ? "ensure" : step instanceof Step.Delete ? "delete" : "withdraw";
        return new StepView(
                owner.toString(), action, step.key().type(), step.key().fqName().toString());
    }
}
