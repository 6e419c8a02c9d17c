package io.contrailkube.loadtest.growth;

import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Brain;
import io.contrailkube.core.entity.ClusterBrain;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.registry.KubeWorkloads;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.loadtest.events.Answers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** All entities of a cluster in one thread; Contrail does at once what it is told. */
final class Realm {
    private final ObjectNames names;
    private final Answers answers;
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Entity<ClusterBrain, ClusterEvent, ClusterState> cluster;
    private final Map<String, Entity<NamespaceBrain, NamespaceEvent, NamespaceState>> namespaces = new HashMap<>();
    private long writes;

    private final class Entity<B extends Brain<E, S>, E, S> {
        private final B brain;
        private final BiFunction<S, E, S> transition;
        private S state;

        Entity(B brain, S empty, BiFunction<S, E, S> transition) {
            this.brain = brain;
            this.state = empty;
            this.transition = transition;
        }

        List<Action> round() {
            Round<E> round = brain.round(state);
            round.events().forEach(event -> state = transition.apply(state, event));
            return round.actions();
        }

        List<StepOutcome> carryOut(Action.Launch launch) {
            writes += launch.order().steps().size();
            return launch.order().steps().stream().map(answers::to).toList();
        }
    }

    /** What something has cost. */
    record Cost(long nanos, long writes) {}

    Realm(ObjectNames names, int size) {
        this.names = names;
        this.answers = new Answers(names);
        cluster = new Entity<>(new ClusterBrain(names), ClusterState.EMPTY, (state, event) -> event.applyTo(state));
        cluster.brain.recovered(cluster.state);
        KubeKinds.CLUSTER_SCOPED.forEach(kind -> cluster.brain.classes().replayed(new Replay(kind, List.of(), true)));
        work.add(this::clusterRound);
        settle();
        for (int number = 0; number < size; number++) {
            begin(number);
            settle();
        }
    }

    /** An object appears or changes. */
    Cost apply(KubeFact fact) {
        return hear(new FactChange.Present(fact, Instant.EPOCH));
    }

    Cost delete(KubeFact fact) {
        return hear(new FactChange.Absent(fact.id(), Instant.EPOCH));
    }

    /** Network policies that the cluster entity knows. */
    int policies() {
        return cluster.state.policies().sorted().values().stream()
                .mapToInt(Map::size)
                .sum();
    }

    /** Whether all policies that are claimed are in force as claimed. */
    boolean isAtRest() {
        return cluster.state.policies().sorted().entrySet().stream()
                .allMatch(namespace -> namespace.getValue().values().stream()
                        .allMatch(policy -> policy.editions().size() == 1));
    }

    private void begin(int number) {
        String name = Contents.name(number);
        var brain = new NamespaceBrain(name, names, KubeKinds.IN_NAMESPACES, KubeWorkloads.of(names));
        var entity = new Entity<NamespaceBrain, NamespaceEvent, NamespaceState>(
                brain, NamespaceState.EMPTY, (state, event) -> event.applyTo(state));
        namespaces.put(name, entity);
        brain.recovered(entity.state);
        brain.foundationStands(cluster.brain.policies().briefing(name, cluster.state));
        brain.knowIngressClasses(Map.of());
        KubeKinds.IN_NAMESPACES.forEach(kind -> brain.replayed(new Replay(kind, List.of(), true)));
        apply(Contents.namespace(number));
        for (int pod = 0; pod < Contents.PODS; pod++) {
            apply(Contents.pod(number, pod));
        }
        for (int policy = 0; policy < Contents.policies(); policy++) {
            apply(Contents.policy(number, policy));
        }
    }

    private Cost hear(FactChange change) {
        String name = change.id().namespace().isEmpty()
                ? change.id().name()
                : change.id().namespace();
        Entity<NamespaceBrain, NamespaceEvent, NamespaceState> entity = namespaces.get(name);
        if (entity == null) {
            throw new IllegalArgumentException("no namespace " + name);
        }
        long before = writes;
        long began = System.nanoTime();
        entity.brain.offer(change);
        namespaceRound(name, entity);
        settle();
        return new Cost(System.nanoTime() - began, writes - before);
    }

    private void settle() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private void clusterRound() {
        for (Action action : cluster.round()) {
            if (action instanceof Action.Launch launch) {
                List<StepOutcome> outcomes = cluster.carryOut(launch);
                work.add(() -> {
                    cluster.brain.finished(launch.order().owner(), outcomes);
                    clusterRound();
                });
            } else if (action instanceof Action.Confirm confirm) {
                tell(confirm.namespace(), brain -> brain.confirmed(confirm.contribution()));
            } else if (action instanceof Action.Assign assign) {
                tell(assign.namespace(), brain -> brain.commitments().assign(assign.assignment()));
            } else if (action instanceof Action.Answer answer) {
                tell(answer.namespace(), brain -> brain.commitments().told(answer.status()));
            } else if (action instanceof Action.Fault fault) {
                throw new IllegalStateException("of " + fault.owner(), fault.cause());
            }
        }
    }

    private void tell(String namespace, Consumer<NamespaceBrain> news) {
        var entity = namespaces.get(namespace);
        if (entity != null) {
            work.add(() -> {
                news.accept(entity.brain);
                namespaceRound(namespace, entity);
            });
        }
    }

    private void namespaceRound(String name, Entity<NamespaceBrain, NamespaceEvent, NamespaceState> entity) {
        for (Action action : entity.round()) {
            if (action instanceof Action.Launch launch) {
                List<StepOutcome> outcomes = entity.carryOut(launch);
                work.add(() -> {
                    entity.brain.finished(launch.order().owner(), outcomes);
                    namespaceRound(name, entity);
                });
            } else if (action instanceof Action.Look look) {
                work.add(() -> {
                    entity.brain.seen(look.question(), answers.to(look.question()));
                    namespaceRound(name, entity);
                });
            } else if (action instanceof Action.Contribute contribute) {
                toCluster(() -> cluster.brain.contributed(name, contribute.contribution()));
            } else if (action instanceof Action.Claim claim) {
                toCluster(() -> cluster.brain.policies().claimed(name, claim.claim()));
            } else if (action instanceof Action.Carried carried) {
                toCluster(() -> cluster.brain.policies().carried(name, carried.fingerprint()));
            } else if (action instanceof Action.Collected collected) {
                toCluster(() -> cluster.brain.collected(collected.tag()));
            } else if (action instanceof Action.Fault fault) {
                throw new IllegalStateException("of " + fault.owner(), fault.cause());
            }
        }
    }

    private void toCluster(Runnable news) {
        work.add(() -> {
            news.run();
            clusterRound();
        });
    }
}
