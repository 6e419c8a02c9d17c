package io.contrailkube.core.world;

import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.ClusterBrain;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.registry.KubeWorkloads;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The entities, and what they tell each other; who does not answer is asked again. */
final class Community implements Ingest.Sink {
    private static final int PATIENCE = 12;

    private final ObjectNames names;
    private final Entity.Surroundings surroundings;
    private final Finder finder;
    private final Ears ears;
    private final Ingest ingest;
    private final Entity<ClusterBrain, ClusterState, ClusterEvent> cluster;
    private final Map<String, Entity<NamespaceBrain, NamespaceState, NamespaceEvent>> namespaces = new TreeMap<>();
    /** How often each has asked for a replay of a kind: only the answer to the latest question counts. */
    private final Map<String, Integer> asks = new HashMap<>();

    private final Map<String, Contribution> unanswered = new TreeMap<>();
    private final Map<String, Map<String, PolicyClaim>> unmet = new TreeMap<>();
    private final Set<String> awaitingFoundation = new TreeSet<>();
    private final Set<String> heard = new HashSet<>();
    private final Set<String> departing = new HashSet<>();
    /** Those that have departed; the others are started again when they have died. */
    private final Set<String> stopped = new HashSet<>();

    private Consumer<Action.Write> writer = write -> {};

    Community(ObjectNames names, Entity.Surroundings surroundings, Ears ears) {
        this.names = names;
        this.surroundings = surroundings;
        this.finder = new Finder(surroundings.contrail());
        this.ears = ears;
        this.ingest = new Ingest(names.cluster(), surroundings.scheduler(), this);
        this.cluster = new Entity<>(
                names.cluster(),
                surroundings,
                new Entity.Nature<>(ClusterState.EMPTY, (state, event) -> event.applyTo(state), this::tellFoundation),
                this::clusterActs);
    }

    /** @param kubernetes takes what is written to Kubernetes */
    void writeTo(Consumer<Action.Write> kubernetes) {
        writer = kubernetes;
    }

    Ingest ingest() {
        return ingest;
    }

    Entity<ClusterBrain, ClusterState, ClusterEvent> cluster() {
        return cluster;
    }

    Map<String, Entity<NamespaceBrain, NamespaceState, NamespaceEvent>> namespaces() {
        return namespaces;
    }

    /** Starts what is not alive, the cluster first; a start asks for replays. */
    void start() {
        startCluster();
        namespaces.keySet().stream()
                .filter(name -> !entity(name).isAlive() && !stopped.contains(name))
                .toList()
                .forEach(this::awakeFor);
    }

    private void startCluster() {
        if (!cluster.isAlive()) {
            heard.clear();
            cluster.start(new ClusterBrain(names));
            KubeKinds.CLUSTER_SCOPED.forEach(this::askForClasses);
        }
    }

    void unrest(List<String> unrest) {
        if (!cluster.isAlive()) {
            unrest.add("the cluster is dead");
        }
        namespaces.forEach((name, entity) -> {
            if (!entity.isAlive() && !stopped.contains(name)) {
                unrest.add(name + " is dead");
            }
        });
        awaitingFoundation.forEach(name -> unrest.add(name + " waits for the foundation"));
        unanswered.forEach((name, asked) -> unrest.add(name + " waits for " + asked));
        departing.forEach(name -> unrest.add(name + " departs"));
        unmet.forEach((name, claims) -> claims.values().forEach(claim -> unrest.add(name + " waits for " + claim)));
        if (cluster.isAlive()) {
            cluster.mind()
                    .policies()
                    .unanswered()
                    .forEach(name -> unrest.add("pods of " + name + " are not as assigned"));
        }
    }

    Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity(String namespace) {
        return namespaces.computeIfAbsent(
                namespace,
                name -> new Entity<>(
                        names.cluster() + '/' + name,
                        surroundings,
                        new Entity.Nature<>(NamespaceState.EMPTY, (state, event) -> event.applyTo(state), () -> {}),
                        action -> namespaceActs(name, action)));
    }

    // What Kubernetes says.

    /** An offer is made until it is taken: it starts the entity if need be. */
    @Override
    public void offer(FactChange change) {
        if (KubeKinds.CLUSTER_SCOPED.contains(change.id().kind())) {
            awakeCluster();
            cluster.mind().classes().offer(change);
            cluster.round();
            return;
        }
        String namespace = change.id().namespace();
        awakeFor(namespace);
        entity(namespace).mind().offer(change);
        entity(namespace).round();
    }

    @Override
    public void listed(String kind, Set<String> listing) {
        if (KubeKinds.CLUSTER_SCOPED.contains(kind)) {
            toCluster("kube", () -> askForClasses(kind));
        } else {
            toCluster("kube", () -> cluster.mind().listed(kind, listing, cluster.state()));
        }
    }

    private void awakeCluster() {
        for (int i = 0; i < PATIENCE && !cluster.isAlive(); i++) {
            startCluster();
        }
    }

    private void awakeFor(String namespace) {
        for (int i = 0; i < PATIENCE && !entity(namespace).isAlive(); i++) {
            awake(namespace);
        }
    }

    private void awake(String namespace) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        unanswered.remove(namespace);
        unmet.remove(namespace);
        departing.remove(namespace);
        stopped.remove(namespace);
        entity.start(new NamespaceBrain(namespace, names, KubeKinds.IN_NAMESPACES, KubeWorkloads.of(names)));
        if (entity.isAlive()) {
            KubeKinds.IN_NAMESPACES.stream().sorted().forEach(kind -> askForReplay(namespace, kind));
            awaitingFoundation.add(namespace);
            await(namespace);
        }
    }

    private void askForReplay(String namespace, String kind) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        String lane = kind + " of " + namespace;
        int ask = asks.merge(lane, 1, Integer::sum);
        entity.mind().replaying(kind);
        entity.ask(lane, () -> ingest.replay(kind, namespace), replay -> {
            if (asks.getOrDefault(lane, 0) == ask) {
                entity.mind().replayed(replay);
                if (!replay.complete()) {
                    ingest.whenListed(kind, () -> askAgain(namespace, kind, ask));
                }
            }
        });
    }

    private void askAgain(String namespace, String kind, int ask) {
        if (entity(namespace).isAlive() && asks.getOrDefault(kind + " of " + namespace, 0) == ask) {
            askForReplay(namespace, kind);
        }
    }

    private void askForClasses(String kind) {
        if (!cluster.isAlive()) {
            return;
        }
        int ask = asks.merge(kind, 1, Integer::sum);
        cluster.mind().classes().replaying(kind);
        cluster.<Replay>ask(kind, () -> ingest.replay(kind, ""), replay -> {
            if (asks.getOrDefault(kind, 0) == ask) {
                cluster.mind().classes().replayed(replay);
                if (!replay.complete()) {
                    ingest.whenListed(kind, () -> askForClasses(kind));
                }
            }
        });
    }

    // What entities tell each other.

    void resend() {
        awaitingFoundation.forEach(this::await);
        unanswered.forEach(this::contribute);
        unmet.forEach((namespace, claims) -> claims.values().forEach(claim -> claim(namespace, claim)));
        toCluster("timer", () -> cluster.mind().policies().reminders().forEach(this::clusterActs));
        departing.forEach(this::depart);
    }

    private void toCluster(String from, Runnable work) {
        surroundings.scheduler().send(names.cluster() + '/' + from + " to cluster", () -> {
            if (cluster.isAlive()) {
                work.run();
                cluster.round();
            }
        });
    }

    /** To a namespace if it is alive when the message arrives. */
    private void toNamespace(String namespace, String lane, Runnable work) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        surroundings.scheduler().send(names.cluster() + '/' + namespace + ' ' + lane, () -> {
            if (entity.isAlive()) {
                work.run();
                entity.round();
            }
        });
    }

    private void await(String namespace) {
        toCluster(namespace, () -> {
            heard.add(namespace);
            cluster.mind().classes().listen(namespace);
            cluster.mind().classes().controllers().ifPresent(classes -> inform(namespace, classes));
        });
    }

    private void inform(String namespace, Map<String, String> classes) {
        toNamespace(namespace, "from cluster", () -> entity(namespace).mind().knowIngressClasses(classes));
    }

    private void tellFoundation() {
        if (cluster.isAlive() && cluster.mind().foundationStands(cluster.state())) {
            awaitingFoundation.stream().filter(heard::contains).toList().forEach(namespace -> {
                awaitingFoundation.remove(namespace);
                Briefing briefing = cluster.mind().policies().briefing(namespace, cluster.state());
                toNamespace(
                        namespace, "foundation", () -> entity(namespace).mind().foundationStands(briefing));
            });
        }
    }

    private void contribute(String namespace, Contribution contribution) {
        toCluster(namespace, () -> cluster.mind().contributed(namespace, contribution));
    }

    private void claim(String namespace, PolicyClaim claim) {
        toCluster(namespace, () -> cluster.mind().policies().claimed(namespace, claim));
    }

    private void answered(String namespace, PolicyStatus status) {
        PolicyClaim claim = status.claim();
        unmet.computeIfPresent(namespace, (any, claims) -> {
            PolicyClaim asked = claims.get(claim.uid());
            if (status.settled() && asked != null && asked.levels().equals(claim.levels())) {
                claims.remove(claim.uid());
            }
            return claims.isEmpty() ? null : claims;
        });
        entity(namespace).mind().commitments().told(status);
    }

    private void depart(String namespace) {
        toCluster(namespace, () -> {
            cluster.mind().departed(namespace);
            toNamespace(namespace, "from cluster", () -> forgotten(namespace));
        });
    }

    private void forgotten(String namespace) {
        NamespaceState state = entity(namespace).state();
        if (departing.remove(namespace) && state.uid() == null && state.ledger().isEmpty() && !isThere(namespace)) {
            entity(namespace).die();
            stopped.add(namespace);
        }
    }

    private boolean isThere(String namespace) {
        return !ingest.replay(NamespaceKind.NAME, namespace).facts().isEmpty();
    }

    private void confirmed(Action.Confirm confirm) {
        if (confirm.contribution().equals(unanswered.get(confirm.namespace()))) {
            unanswered.remove(confirm.namespace());
        }
        entity(confirm.namespace()).mind().confirmed(confirm.contribution());
    }

    // What entities do.

    private void clusterActs(Action action) {
        if (action instanceof Action.Confirm confirm) {
            toNamespace(confirm.namespace(), "from cluster", () -> confirmed(confirm));
        } else if (action instanceof Action.Wake wake) {
            surroundings.scheduler().send(names.cluster() + '/' + wake.namespace() + " from cluster", () -> {
                awakeFor(wake.namespace());
                askForReplay(wake.namespace(), wake.kind());
            });
        } else if (action instanceof Action.Assign assign) {
            toNamespace(
                    assign.namespace(),
                    "from cluster",
                    () -> entity(assign.namespace()).mind().commitments().assign(assign.assignment()));
        } else if (action instanceof Action.Answer answer) {
            toNamespace(answer.namespace(), "from cluster", () -> answered(answer.namespace(), answer.status()));
        } else if (action instanceof Action.Inform inform) {
            inform(inform.namespace(), inform.ingressClasses());
        } else {
            ears.hear(action, names.cluster());
        }
    }

    private void namespaceActs(String namespace, Action action) {
        if (action instanceof Action.Contribute contribute) {
            departing.remove(namespace);
            unanswered.put(namespace, contribute.contribution());
            if (contribute.contribution().equals(Contribution.NONE)) {
                unmet.remove(namespace);
            }
            contribute(namespace, contribute.contribution());
        } else if (action instanceof Action.Depart) {
            unanswered.remove(namespace);
            unmet.remove(namespace);
            if (departing.add(namespace)) {
                depart(namespace);
            }
        } else if (action instanceof Action.Claim claim) {
            unmet.computeIfAbsent(namespace, any -> new TreeMap<>())
                    .put(claim.claim().uid(), claim.claim());
            claim(namespace, claim.claim());
        } else if (action instanceof Action.Carried carried) {
            toCluster(namespace, () -> cluster.mind().policies().carried(namespace, carried.fingerprint()));
        } else if (action instanceof Action.Collected collected) {
            toCluster(namespace, () -> cluster.mind().collected(collected.tag()));
        } else if (action instanceof Action.Look look) {
            Question question = look.question();
            entity(namespace).<Optional<?>>ask(question.toString(), () -> find(question), found -> entity(namespace)
                    .mind()
                    .seen(question, found));
        } else if (action instanceof Action.Survey survey) {
            entity(namespace)
                    .ask(
                            survey.toString(),
                            () -> new Surveyor(surroundings.contrail()).survey(survey.project()),
                            found -> entity(namespace).mind().surveyed(found));
        } else if (action instanceof Action.LookLater later) {
            entity(namespace).lookLater(() -> entity(namespace).mind().lookDue(later.question()));
        } else {
            ears.hear(action, namespace);
            if (action instanceof Action.Write write) {
                writer.accept(write);
            }
        }
    }

    private Optional<?> find(Question question) {
        if (question instanceof Question.FactNamed named) {
            return factNamed(named);
        }
        return finder.find((Question.OfContrail) question);
    }

    private Optional<KubeFact> factNamed(Question.FactNamed named) {
        return ingest.replay(named.kind(), named.namespace()).facts().stream()
                .filter(fact -> fact.id().name().equals(named.name()))
                .findFirst();
    }
}
