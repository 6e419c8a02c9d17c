package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.testing.NamespaceBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Kubernetes kubernetes = new Kubernetes();
    private final Map<String, NamespaceBuilder> namespaces = new TreeMap<>();
    private final Map<String, Integer> deletions = new TreeMap<>();
    private final Ears ears = new Ears();
    private final Community community;

    /** An Event of Kubernetes. */
    public record Told(ObjectId about, Problem problem) {}

    public World(ObjectNames names, Contrail contrail, Scheduler scheduler, Mishaps mishaps) {
        this.names = names;
        this.scheduler = scheduler;
        var meaning = new StepMeaning(contrail, new OwnershipMarks(names));
        this.surroundings = new Entity.Surroundings(scheduler, contrail, meaning, mishaps);
        this.community = new Community(names, surroundings, ears);
        community.writeTo(this::write);
    }

    /** A calm world on its own Contrail. */
    public static World of(ObjectNames names, Contrail contrail) {
        return new World(names, contrail, Scheduler.inTurn(), Mishaps.NONE);
    }

    public ClusterSettings settings() {
        return names.settings();
    }

    public ObjectNames names() {
        return names;
    }

    public Contrail contrail() {
        return surroundings.contrail();
    }

    // Lives.

    /** Starts what is not alive, the cluster first; a start asks for replays. */
    public World start() {
        community.start();
        return this;
    }

    /** All processes die at once, the ingest workers too. */
    public World killAll() {
        kill();
        community.namespaces().values().forEach(Entity::die);
        KubeKinds.ALL.forEach(kind -> community.ingest().die(kind.name()));
        return this;
    }

    /** All processes die, start again and list what Kubernetes has. */
    public World restart() {
        return killAll().list().settle();
    }

    /** The cluster entity dies. */
    public void kill() {
        community.cluster().die();
    }

    public void kill(String namespace) {
        if (community.namespaces().containsKey(namespace)) {
            community.entity(namespace).die();
        }
    }

    /** The ingest worker of a kind starts anew and has not listed yet. */
    public World killWorker(String kind) {
        community.ingest().die(kind);
        return this;
    }

    // Kubernetes.

    /** Adds or changes a namespace; one of another uid is deleted first, and nobody ever gets an old uid. */
    public World apply(NamespaceBuilder namespace) {
        NamespaceBuilder before = namespaces.get(namespace.name());
        if (before != null && !before.isSameLife(namespace, deletions(namespace.name()))) {
            delete(namespace.name());
        }
        applyUnseen(namespace);
        hear(namespaces.getOrDefault(namespace.name(), namespace).fact());
        return this;
    }

    public World delete(String name) {
        NamespaceBuilder gone = namespaces.get(name);
        deleteUnseen(name);
        if (gone != null) {
            community.ingest().hear(new FactChange.Absent(gone.fact().id(), NOW));
        }
        return this;
    }

    /** Something changes in Kubernetes while nobody of us is there: no offer, only what a list says later. */
    public World applyUnseen(NamespaceBuilder namespace) {
        NamespaceBuilder now = namespace.inLife(deletions(namespace.name()));
        namespaces.put(namespace.name(), now);
        kubernetes.put(now.fact());
        return this;
    }

    public World deleteUnseen(String name) {
        NamespaceBuilder gone = namespaces.remove(name);
        if (gone != null) {
            kubernetes.remove(gone.fact().id());
            deletions.merge(name, 1, Integer::sum);
        }
        return this;
    }

    /** Adds or changes objects; one of the same name with another uid is deleted first. */
    public World apply(KubeFact... facts) {
        for (KubeFact fact : facts) {
            kubernetes
                    .find(fact.id())
                    .filter(before -> !before.id().equals(fact.id()))
                    .ifPresent(before -> delete(before.id()));
            hear(kubernetes.put(fact));
        }
        return this;
    }

    /** The same while nobody of us is there. */
    public World applyUnseen(KubeFact... facts) {
        for (KubeFact fact : facts) {
            kubernetes.put(fact);
        }
        return this;
    }

    public World delete(KubeFact... facts) {
        for (KubeFact fact : facts) {
            delete(fact.id());
        }
        return this;
    }

    private void delete(ObjectId id) {
        if (kubernetes.same(id).isPresent()) {
            kubernetes.remove(id);
            community.ingest().hear(new FactChange.Absent(id, NOW));
        }
    }

    public World deleteUnseen(KubeFact... facts) {
        for (KubeFact fact : facts) {
            kubernetes.same(fact.id()).ifPresent(known -> kubernetes.remove(known.id()));
        }
        return this;
    }

    /** Deletes a namespace as Kubernetes does: first all that is in it. */
    public World deleteWithin(String namespace) {
        kubernetes.within(namespace).forEach(fact -> delete(fact.id()));
        return delete(namespace);
    }

    /** Watches tell of an object once more. */
    public World repeat(KubeFact fact) {
        kubernetes.same(fact.id()).ifPresent(this::hear);
        return this;
    }

    /** Somebody clears the status of an object. */
    public World clearStatus(KubeFact fact) {
        kubernetes.replace(Shown.cleared(kubernetes.same(fact.id()).orElse(fact)));
        return repeat(fact);
    }

    /** How many objects of this name have been deleted. */
    public int deletions(KubeFact fact) {
        return kubernetes.deletions(fact.id());
    }

    /** What Kubernetes holds of an object, with what we have written. */
    public KubeFact held(KubeFact fact) {
        return kubernetes
                .same(fact.id())
                .orElseThrow(() -> new AssertionError("Kubernetes does not hold " + fact.id()));
    }

    public boolean holdsNamespace(String name) {
        return namespaces.containsKey(name);
    }

    /** Everything that Kubernetes holds. */
    public List<KubeFact> facts() {
        return kubernetes.all();
    }

    /** What Kubernetes holds of namespaces. */
    public List<JsonNode> manifests() {
        return namespaces.values().stream()
                .map(namespace -> (JsonNode) namespace.manifest())
                .toList();
    }

    private int deletions(String name) {
        return deletions.getOrDefault(name, 0);
    }

    private void hear(KubeFact fact) {
        community.ingest().hear(new FactChange.Present(fact, NOW));
    }

    /** Complete lists of all kinds: what is there is offered, and the cluster learns what is not. */
    public World list() {
        KubeKinds.ALL.forEach(kind -> list(kind.name()));
        return this;
    }

    public World list(String kind) {
        community.ingest().list(kind, kubernetes.ofKind(kind));
        return this;
    }

    /** One of the same name with another uid is not touched, and what is shown already is no change. */
    private void write(Action.Write action) {
        KubeWrite write = action.write();
        scheduler.send(names.cluster() + " writes " + write.about() + ' ' + write.place(), () -> {
            Optional<KubeFact> known = kubernetes.same(write.about());
            known.map(fact -> Shown.after(write, fact))
                    .filter(changed -> !changed.equals(known.get()))
                    .ifPresent(changed -> {
                        kubernetes.replace(changed);
                        hear(changed);
                    });
        });
    }

    // Time.

    /**
     * Lets everything come to rest: what died starts, timers go off, what was not answered is sent again, what was missing
     * is looked for once more.
     */
    public World settle() {
        boolean looked = false;
        for (int i = 0; i < PATIENCE; i++) {
            scheduler.drain();
            start();
            scheduler.drain();
            if (isAtRest() && (looked || !scheduler.hasLooks())) {
                return this;
            }
            long before = activity();
            community.resend();
            scheduler.pass();
            looked = activity() == before;
        }
        return this;
    }

    private long activity() {
        return contrail().count() + decisions();
    }

    /** Everything in the journals. */
    public int decisions() {
        return clusterJournal().size()
                + entityNames().stream().mapToInt(name -> journal(name).size()).sum();
    }

    /** The journals, each in its order, without their first so many events. */
    public List<String> decisionsAfter(Map<String, Integer> marks) {
        var texts = new ArrayList<String>();
        clusterJournal().stream().skip(marks.getOrDefault("", 0)).forEach(event -> texts.add("cluster: " + event));
        entityNames().stream().sorted().forEach(name -> journal(name).stream()
                .skip(marks.getOrDefault(name, 0))
                .forEach(event -> texts.add(name + ": " + event)));
        return texts;
    }

    /** How long the journals are; the cluster's has no name. */
    public Map<String, Integer> marks() {
        var marks = new TreeMap<String, Integer>();
        marks.put("", clusterJournal().size());
        entityNames().forEach(name -> marks.put(name, journal(name).size()));
        return marks;
    }

    /** Whether nothing is left to be done or to be waited for. */
    public boolean isAtRest() {
        return unrest().isEmpty();
    }

    /** What is left to be done or to be waited for, in words. */
    public List<String> unrest() {
        var unrest = new ArrayList<String>();
        community.unrest(unrest);
        if (scheduler.hasTimers()) {
            unrest.add("timers are set");
        }
        return unrest;
    }

    /** Does one thing that is under way. */
    public boolean step() {
        return scheduler.step();
    }

    /** All entities that are alive compare what stands with what should, and repair it. */
    public World audit() {
        if (community.cluster().isAlive()) {
            community.cluster().audit();
        }
        community.namespaces().values().stream().filter(Entity::isAlive).forEach(Entity::audit);
        return settle();
    }

    // What is seen and heard.

    public List<Told> told() {
        return ears.told();
    }

    public List<String> reasons() {
        return ears.reasons();
    }

    /** Reasons of what was told about an object. */
    public List<String> reasons(KubeFact about) {
        return ears.reasons(about.id());
    }

    /** Reasons of what operators alone were told. */
    public List<String> remarks() {
        return ears.remarks();
    }

    /** What was written to Kubernetes. */
    public List<KubeWrite> writes() {
        return ears.writes();
    }

    /** Names of namespaces whose change was served, in order. */
    public List<String> served() {
        return served(NamespaceKind.NAME);
    }

    /** Namespaces in which a change of an object of this kind was served, in order. */
    public List<String> served(String kind) {
        return ears.served(kind);
    }

    public ClusterView view() {
        return community.cluster().mind().view(clusterState());
    }

    public NamespaceView view(String namespace) {
        return community.entity(namespace).mind().view(state(namespace));
    }

    public ClusterState clusterState() {
        return community.cluster().state();
    }

    public NamespaceState state(String namespace) {
        return community.entity(namespace).state();
    }

    public List<NamespaceEvent> journal(String namespace) {
        return community.entity(namespace).journal();
    }

    public List<ClusterEvent> clusterJournal() {
        return community.cluster().journal();
    }

    /** What namespaces believe to have in Contrail, and what they wait for. */
    public List<String> books() {
        var lines = new ArrayList<String>();
        for (String name : entityNames()) {
            state(name)
                    .ledger()
                    .byOwner()
                    .forEach((owner, entries) -> lines.add(name + ' ' + owner + ' ' + entries.keySet()));
            lines.add(name + ' ' + unrest(name));
        }
        return lines;
    }

    private String unrest(String name) {
        return community.entity(name).isAlive()
                ? view(name).phase()
                        + ' '
                        + view(name).waits()
                        + ' '
                        + view(name).planInFlight()
                : "not alive";
    }

    public Set<String> entityNames() {
        return new TreeSet<>(community.namespaces().keySet());
    }
}
