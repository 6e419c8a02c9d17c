package io.contrailkube.core.offline;

import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Brain;
import io.contrailkube.core.entity.ClusterBrain;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.registry.KubeWorkloads;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All entities of a cluster, on paper: one after the other, nothing fails and nothing takes time. */
final class PaperWorld {
    private final ObjectNames names;
    private final Map<String, List<KubeFact>> factsOf;
    private final PaperContrail contrail;
    private final Queue<Runnable> work = new ArrayDeque<>();
    /** Looks for what others make come last: by then we have made what we make. */
    private final Queue<Runnable> looks = new ArrayDeque<>();

    private final Set<PlannedWorld.Finding> findings = new LinkedHashSet<>();
    private final Entity<ClusterBrain, ClusterEvent, ClusterState> cluster;
    private final Map<String, Entity<NamespaceBrain, NamespaceEvent, NamespaceState>> namespaces = new TreeMap<>();

    PaperWorld(ObjectNames names, Collection<KubeFact> facts, PodAddresses addresses) {
        this.names = names;
        this.contrail = new PaperContrail(addresses);
        this.factsOf = facts.stream()
                .collect(Collectors.groupingBy(fact -> fact.id().namespace(), TreeMap::new, Collectors.toList()));
        this.cluster = new Entity<>(
                "Cluster", new ClusterBrain(names), ClusterState.EMPTY, (state, event) -> event.applyTo(state));
    }

    /** A brain and the state that its events have led to. */
    private static final class Entity<B extends Brain<E, S>, E, S> {
        private final String name;
        private final B brain;
        private final BiFunction<S, E, S> transition;
        private S state;

        Entity(String name, B brain, S empty, BiFunction<S, E, S> transition) {
            this.name = name;
            this.brain = brain;
            this.state = empty;
            this.transition = transition;
        }

        List<Action> round() {
            Round<E> round = brain.round(state);
            round.events().forEach(event -> state = transition.apply(state, event));
            return round.actions();
        }
    }

    PlannedWorld run() {
        cluster.brain.recovered(cluster.state);
        KubeKinds.CLUSTER_SCOPED.forEach(kind -> cluster.brain.classes().replayed(replay(kind, "")));
        work.add(this::clusterRound);
        drain();
        factsOf.forEach((namespace, facts) -> {
            boolean exists = facts.stream().anyMatch(fact -> fact.id().kind().equals(NamespaceKind.NAME));
            if (exists) {
                begin(namespace);
            }
        });
        drain();
        return new PlannedWorld(contrail.objects(), List.copyOf(findings));
    }

    private void begin(String namespace) {
        var brain = new NamespaceBrain(namespace, names, KubeKinds.IN_NAMESPACES, KubeWorkloads.of(names));
        var entity = new Entity<NamespaceBrain, NamespaceEvent, NamespaceState>(
                namespace, brain, NamespaceState.EMPTY, (state, event) -> event.applyTo(state));
        namespaces.put(namespace, entity);
        brain.recovered(entity.state);
        brain.foundationStands(Briefing.NOTHING);
        cluster.brain.classes().controllers().ifPresent(brain::knowIngressClasses);
        KubeKinds.IN_NAMESPACES.forEach(kind -> brain.replayed(replay(kind, namespace)));
        work.add(() -> namespaceRound(entity));
    }

    private Replay replay(String kind, String namespace) {
        List<KubeFact> facts = factsOf.getOrDefault(namespace, List.of()).stream()
                .filter(fact -> fact.id().kind().equals(kind))
                .toList();
        return new Replay(kind, facts, true);
    }

    private void drain() {
        while (!work.isEmpty() || !looks.isEmpty()) {
            Runnable next = work.isEmpty() ? looks.remove() : work.remove();
            next.run();
        }
    }

    private void clusterRound() {
        for (Action action : cluster.round()) {
            if (action instanceof Action.Launch launch) {
                work.add(() -> {
                    cluster.brain.finished(launch.order().owner(), outcomes(cluster.name, launch));
                    clusterRound();
                });
            } else if (action instanceof Action.Confirm confirm) {
                with(confirm.namespace(), brain -> brain.confirmed(confirm.contribution()));
            } else if (action instanceof Action.Assign assign) {
                with(assign.namespace(), brain -> brain.commitments().assign(assign.assignment()));
            } else if (action instanceof Action.Answer answer) {
                with(answer.namespace(), brain -> brain.commitments().told(answer.status()));
            } else {
                note(action);
            }
        }
    }

    private void namespaceRound(Entity<NamespaceBrain, NamespaceEvent, NamespaceState> entity) {
        for (Action action : entity.round()) {
            if (action instanceof Action.Launch launch) {
                OwnerKey owner = launch.order().owner();
                work.add(() -> {
                    entity.brain.finished(owner, outcomes(entity.name, launch));
                    namespaceRound(entity);
                });
            } else if (action instanceof Action.Contribute contribute) {
                cluster.brain.contributed(entity.name, contribute.contribution());
                work.add(this::clusterRound);
            } else if (action instanceof Action.Claim claim) {
                cluster.brain.policies().claimed(entity.name, claim.claim());
                work.add(this::clusterRound);
            } else if (action instanceof Action.Carried carried) {
                cluster.brain.policies().carried(entity.name, carried.fingerprint());
                work.add(this::clusterRound);
            } else if (action instanceof Action.Look look) {
                looks.add(() -> {
                    entity.brain.seen(look.question(), answer(look.question()));
                    namespaceRound(entity);
                });
            } else {
                note(action);
            }
        }
    }

    private void with(String namespace, Consumer<NamespaceBrain> news) {
        var entity = namespaces.get(namespace);
        if (entity != null) {
            news.accept(entity.brain);
            work.add(() -> namespaceRound(entity));
        }
    }

    private List<StepOutcome> outcomes(String entity, Action.Launch launch) {
        return launch.order().steps().stream()
                .map(step -> contrail.apply(entity, launch.order().owner(), step))
                .toList();
    }

    private Optional<?> answer(Question question) {
        if (question instanceof Question.FactNamed named) {
            return replay(named.kind(), named.namespace()).facts().stream()
                    .filter(fact -> fact.id().name().equals(named.name()))
                    .findFirst();
        }
        return contrail.find(question);
    }

    /** What the owners of objects would be told; what is repaired or shown later has no place on paper. */
    private void note(Action action) {
        if (action instanceof Action.Tell tell) {
            findings.add(new PlannedWorld.Finding(tell.about(), tell.problem()));
        } else if (action instanceof Action.Fault fault) {
            throw new IllegalStateException("what " + fault.owner() + " needs cannot be told", fault.cause());
        }
    }
}
