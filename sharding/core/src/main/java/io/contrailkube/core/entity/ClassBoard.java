package io.contrailkube.core.entity;

import io.contrailkube.core.kind.ingress.IngressClassFact;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ingress classes, which belong to no namespace, and the namespaces that want to know of them (spec 02 section 11.2). */
public final class ClassBoard {
    private final Facts facts;
    private final Map<String, String> controllers = new TreeMap<>();
    private final Set<String> listeners = new TreeSet<>();
    private boolean changed;

    /** @param kind name of the kind IngressClass */
    ClassBoard(String kind) {
        this.facts = new Facts(Set.of(kind));
    }

    public void offer(FactChange change) {
        take(facts.offer(change).stream().toList());
    }

    /** A replay is asked for; what is offered from now on is newer. */
    public void replaying(String kind) {
        facts.replaying(kind);
    }

    public void replayed(Replay replay) {
        boolean knew = facts.complete();
        take(facts.replayed(replay));
        changed |= facts.complete() && !knew;
    }

    /** Controllers by class name; empty until all classes are known. */
    public Optional<Map<String, String>> controllers() {
        return facts.complete() ? Optional.of(Map.copyOf(controllers)) : Optional.empty();
    }

    /** A namespace wants to know, now and whenever something changes. */
    public void listen(String namespace) {
        listeners.add(namespace);
    }

    void forget(String namespace) {
        listeners.remove(namespace);
    }

    /** What has to be told since the last time. */
    List<Action> news() {
        var actions = new ArrayList<Action>();
        if (changed && facts.complete()) {
            changed = false;
            listeners.forEach(namespace -> actions.add(new Action.Inform(namespace, Map.copyOf(controllers))));
        }
        return actions;
    }

    private void take(List<Facts.Change> changes) {
        for (Facts.Change change : changes) {
            if (change.after() instanceof IngressClassFact fact) {
                controllers.put(fact.id().name(), fact.controller());
            } else {
                controllers.remove(change.id().name());
            }
            facts.takeUnserved(change.id());
            changed = true;
        }
    }
}
