package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.ClusterBrain;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.workload.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One Kubernetes cluster with its entities on a Contrail. What the actors do is done here in the plainest way: messages
 * are lanes of the scheduler, unanswered ones are sent again when time passes, a start reads the journal.
 */
public final class World {
    private static final int PATIENCE = 12;
    private static final Instant NOW = Instant.EPOCH;

    private final ObjectNames names;
    private final Scheduler scheduler;
    private final Entity.Surroundings surroundings;
    private final Entity<ClusterBrain, ClusterState, ClusterEvent> cluster;
    private final Map<String, Entity<NamespaceBrain, NamespaceState, NamespaceEvent>> namespaces = new TreeMap<>();
    private final Map<String, NamespaceBuilder> kubernetes = new TreeMap<>();
    /** What the ingest worker knows: Kubernetes, as far as it has offered its changes. */
    private final Map<String, NamespaceFact> cache = new TreeMap<>();

    /** How often each has asked for a replay: only the answer to the latest question counts. */
    private final Map<String, Integer> asks = new TreeMap<>();

    private final Map<String, Integer> deletions = new TreeMap<>();
    private final Map<String, Contribution> unanswered = new TreeMap<>();
    private final Set<String> awaitingFoundation = new HashSet<>();
    private final Set<String> departing = new HashSet<>();
    /** Those that have departed; the others are started again when they have died. */
    private final Set<String> stopped = new HashSet<>();

    private final List<Told> told = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> served = new ArrayList<>();
    private boolean listed = true;
    private int ingestLife;

    /** An Event of Kubernetes. */
    public record Told(ObjectId about, Problem problem) {}

    public World(ObjectNames names, Contrail contrail, Scheduler scheduler, Mishaps mishaps) {
        this.names = names;
        this.scheduler = scheduler;
        var meaning = new StepMeaning(contrail, new OwnershipMarks(names));
        this.surroundings = new Entity.Surroundings(scheduler, contrail, meaning, mishaps);
        this.cluster = new Entity<>(
                names.cluster(),
                surroundings,
                new Entity.Nature<>(ClusterState.EMPTY, (state, event) -> event.applyTo(state), this::tellFoundation),
                this::clusterActs);
    }

    /** A calm world on its own Contrail. */
    public static World of(ObjectNames names, Contrail contrail) {
        return new World(names, contrail, Scheduler.inTurn(), Mishaps.NONE);
    }

    public ClusterSettings settings() {
        return names.settings();
    }

    public Contrail contrail() {
        return surroundings.contrail();
    }

    /** Starts what is not alive, the cluster first; a start of a namespace asks for a replay. */
    public World start() {
        if (!cluster.isAlive()) {
            cluster.start(new ClusterBrain(names));
        }
        namespaces.keySet().stream()
                .filter(name -> !entity(name).isAlive() && !stopped.contains(name))
                .toList()
                .forEach(this::awakeFor);
        return this;
    }

    /** All processes die at once, the ingest workers too. */
    public World killAll() {
        kill();
        namespaces.values().forEach(Entity::die);
        cache.clear();
        listed = false;
        ingestLife++;
        return this;
    }

    /** All processes die, start again and list what Kubernetes has. */
    public World restart() {
        return killAll().list().settle();
    }

    /** The cluster entity dies. */
    public void kill() {
        cluster.die();
    }

    public void kill(String namespace) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = namespaces.get(namespace);
        if (entity != null) {
            entity.die();
        }
    }

    /** Adds or changes a namespace; one of another uid is deleted first, and nobody ever gets an old uid. */
    public World apply(NamespaceBuilder namespace) {
        NamespaceBuilder before = kubernetes.get(namespace.name());
        if (before != null && !before.isSameLife(namespace, deletions(namespace.name()))) {
            delete(namespace.name());
        }
        applyUnseen(namespace);
        offer(new FactChange.Present(
                kubernetes.getOrDefault(namespace.name(), namespace).fact(), NOW));
        return this;
    }

    public World delete(String name) {
        NamespaceBuilder gone = kubernetes.get(name);
        deleteUnseen(name);
        if (gone != null) {
            offer(new FactChange.Absent(gone.fact().id(), NOW));
        }
        return this;
    }

    /** Something changes in Kubernetes while nobody of us is there: no offer, only what a list says later. */
    public World applyUnseen(NamespaceBuilder namespace) {
        kubernetes.put(namespace.name(), namespace.inLife(deletions(namespace.name())));
        return this;
    }

    public World deleteUnseen(String name) {
        if (kubernetes.remove(name) != null) {
            deletions.merge(name, 1, Integer::sum);
        }
        return this;
    }

    /** What Kubernetes holds. */
    public List<JsonNode> manifests() {
        return kubernetes.values().stream()
                .map(namespace -> (JsonNode) namespace.manifest())
                .toList();
    }

    private int deletions(String name) {
        return deletions.getOrDefault(name, 0);
    }

    /** A complete list: what is there is offered, and the cluster learns what is not. */
    public World list() {
        if (!listed) {
            kubernetes.forEach((name, namespace) -> cache.put(name, namespace.fact()));
            listed = true;
        }
        kubernetes.values().forEach(namespace -> offer(new FactChange.Present(namespace.fact(), NOW)));
        Set<String> all = Set.copyOf(kubernetes.keySet());
        scheduler.send("kube cluster", () -> {
            if (cluster.isAlive()) {
                cluster.mind().listed(NamespaceKind.NAME, all, cluster.state());
                cluster.round();
            }
        });
        return this;
    }

    /** Lets everything come to rest: what died starts, timers go off, what was not answered is sent again. */
    public World settle() {
        for (int i = 0; i < PATIENCE; i++) {
            scheduler.drain();
            start();
            scheduler.drain();
            if (isAtRest()) {
                return this;
            }
            resend();
            scheduler.pass();
        }
        return this;
    }

    /** Whether nothing is left to be done or to be waited for. */
    public boolean isAtRest() {
        return unrest().isEmpty();
    }

    /** What is left to be done or to be waited for, in words. */
    public List<String> unrest() {
        var unrest = new ArrayList<String>();
        if (!cluster.isAlive()) {
            unrest.add("the cluster is dead");
        }
        namespaces.forEach((name, entity) -> {
            if (!entity.isAlive() && !stopped.contains(name)) {
                unrest.add(name + " is dead");
            }
        });
        if (scheduler.hasTimers()) {
            unrest.add("timers are set");
        }
        unanswered.forEach((name, asked) -> unrest.add(name + " waits for " + asked));
        departing.forEach(name -> unrest.add(name + " departs"));
        return unrest;
    }

    /** All entities that are alive compare what stands with what should, and repair it. */
    public World audit() {
        if (cluster.isAlive()) {
            cluster.audit();
        }
        namespaces.values().stream().filter(Entity::isAlive).forEach(Entity::audit);
        return settle();
    }

    public List<Told> told() {
        return told;
    }

    /** Names of namespaces whose change was served, in order. */
    public List<String> served() {
        return served;
    }

    public List<String> reasons() {
        return told.stream().map(one -> one.problem().reason()).toList();
    }

    public ClusterView view() {
        return cluster.mind().view(cluster.state());
    }

    public NamespaceView view(String namespace) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        return entity.mind().view(entity.state());
    }

    public ClusterState clusterState() {
        return cluster.state();
    }

    public NamespaceState state(String namespace) {
        return entity(namespace).state();
    }

    public List<NamespaceEvent> journal(String namespace) {
        return entity(namespace).journal();
    }

    public List<ClusterEvent> clusterJournal() {
        return cluster.journal();
    }

    public Set<String> entityNames() {
        return namespaces.keySet();
    }

    /** Does one thing that is under way. */
    public boolean step() {
        return scheduler.step();
    }

    private boolean isLeft(String namespace) {
        NamespaceState state = entity(namespace).state();
        return state.uid() == null && state.ledger().isEmpty() && !kubernetes.containsKey(namespace);
    }

    private Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity(String namespace) {
        return namespaces.computeIfAbsent(
                namespace,
                name -> new Entity<>(
                        names.cluster() + '/' + name,
                        surroundings,
                        new Entity.Nature<>(NamespaceState.EMPTY, (state, event) -> event.applyTo(state), () -> {}),
                        action -> namespaceActs(name, action)));
    }

    private void awake(String namespace) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        if (!entity.isAlive()) {
            unanswered.remove(namespace);
            departing.remove(namespace);
            stopped.remove(namespace);
            entity.start(new NamespaceBrain(namespace, names, Set.of(NamespaceKind.NAME), List.of()));
        }
        if (entity.isAlive()) {
            awaitingFoundation.add(namespace);
            askForReplay(namespace);
            tellFoundation();
        }
    }

    private void askForReplay(String namespace) {
        int ask = asks.merge(namespace, 1, Integer::sum);
        entity(namespace).mind().replaying(NamespaceKind.NAME);
        toIngest(namespace, () -> {
            NamespaceFact present = cache.get(namespace);
            List<KubeFact> facts = present == null ? List.of() : List.of(present);
            var replay = new Replay(NamespaceKind.NAME, facts, listed);
            toNamespace(namespace, "replay", () -> {
                if (asks.getOrDefault(namespace, 0) == ask) {
                    entity(namespace).mind().replayed(replay);
                }
            });
        });
    }

    private void toIngest(String namespace, Runnable work) {
        scheduler.send("ingest " + names.cluster() + '/' + namespace, work);
    }

    /** To a namespace if it is alive when the message arrives. */
    private void toNamespace(String namespace, String lane, Runnable work) {
        Entity<NamespaceBrain, NamespaceState, NamespaceEvent> entity = entity(namespace);
        scheduler.send(names.cluster() + '/' + namespace + ' ' + lane, () -> {
            if (entity.isAlive()) {
                work.run();
                entity.round();
            }
        });
    }

    /** An offer is made until it is taken: it starts the entity if need be. */
    private void offer(FactChange change) {
        String namespace = change.id().namespace();
        int life = ingestLife;
        scheduler.send("kube " + names.cluster() + '/' + namespace, () -> {
            if (life != ingestLife) {
                return;
            }
            if (change instanceof FactChange.Present present) {
                cache.put(namespace, (NamespaceFact) present.fact());
            } else {
                cache.remove(namespace);
            }
            awakeFor(namespace);
            entity(namespace).mind().offer(change);
            entity(namespace).round();
        });
    }

    private void awakeFor(String namespace) {
        for (int i = 0; i < PATIENCE && !entity(namespace).isAlive(); i++) {
            awake(namespace);
        }
    }

    private void tellFoundation() {
        if (cluster.isAlive() && cluster.mind().foundationStands(cluster.state())) {
            awaitingFoundation.forEach(namespace -> toNamespace(
                    namespace, "foundation", () -> entity(namespace).mind().foundationStands()));
            awaitingFoundation.clear();
        }
    }

    private void resend() {
        unanswered.forEach(this::contribute);
        departing.forEach(this::depart);
        tellFoundation();
    }

    private void contribute(String namespace, Contribution contribution) {
        scheduler.send(names.cluster() + '/' + namespace + " to cluster", () -> {
            if (cluster.isAlive()) {
                cluster.mind().contributed(namespace, contribution);
                cluster.round();
            }
        });
    }

    private void depart(String namespace) {
        scheduler.send(names.cluster() + '/' + namespace + " to cluster", () -> {
            if (cluster.isAlive()) {
                cluster.mind().departed(namespace);
                cluster.round();
                if (cluster.isAlive()) {
                    toNamespace(namespace, "from cluster", () -> forgotten(namespace));
                }
            }
        });
    }

    private void forgotten(String namespace) {
        if (departing.remove(namespace) && isLeft(namespace)) {
            entity(namespace).die();
            stopped.add(namespace);
        }
    }

    private void clusterActs(Action action) {
        if (action instanceof Action.Confirm confirm) {
            toNamespace(confirm.namespace(), "from cluster", () -> confirmed(confirm));
        } else if (action instanceof Action.Wake wake) {
            scheduler.send(names.cluster() + '/' + wake.namespace() + " from cluster", () -> {
                awakeFor(wake.namespace());
                askForReplay(wake.namespace());
            });
        } else {
            say(action);
        }
    }

    private void confirmed(Action.Confirm confirm) {
        if (confirm.contribution().equals(unanswered.get(confirm.namespace()))) {
            unanswered.remove(confirm.namespace());
        }
        entity(confirm.namespace()).mind().confirmed(confirm.contribution());
    }

    private void namespaceActs(String namespace, Action action) {
        if (action instanceof Action.Contribute contribute) {
            departing.remove(namespace);
            unanswered.put(namespace, contribute.contribution());
            contribute(namespace, contribute.contribution());
        } else if (action instanceof Action.Depart) {
            unanswered.remove(namespace);
            if (departing.add(namespace)) {
                depart(namespace);
            }
        } else if (action instanceof Action.Look look) {
            look(namespace, look.question());
        } else if (action instanceof Action.LookLater later) {
            scheduler.later(() -> toNamespace(
                    namespace, "looks", () -> entity(namespace).mind().lookDue(later.question())));
        } else if (action instanceof Action.Served) {
            served.add(namespace);
        } else {
            say(action);
        }
    }

    private void look(String namespace, Question question) {
        if (!(question instanceof Question.Named named)) {
            throw new AssertionError("nobody answers " + question);
        }
        toNamespace(namespace, "looks", () -> entity(namespace)
                .mind()
                .seen(question, contrail().find(named.key(), null)));
    }

    /** Reasons of what operators alone were told. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void say(Action action) {
        if (action instanceof Action.Tell tell) {
            told.add(new Told(tell.about(), tell.problem()));
        } else if (action instanceof Action.Remark remark) {
            remarks.add(remark.problem().reason());
        } else {
            throw new AssertionError("nobody carries out " + action);
        }
    }
}
