package io.contrailkube.core.world;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.registry.KubeKinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One ingest worker per kind: what it has heard is in its cache, and on its way to the entity of its namespace in a lane of
 * the kind and namespace. Who got a replay of a list that was not complete asks again when it is.
 */
final class Ingest {
    private static final Instant NOW = Instant.EPOCH;

    /** Where the workers put what they see. */
    interface Sink {
        void offer(FactChange change);

        void listed(String kind, Set<String> namespaces);
    }

    private static final class Worker {
        private final Map<String, Map<String, KubeFact>> cache = new TreeMap<>();
        private final List<Runnable> unsatisfied = new ArrayList<>();
        private boolean complete = true;
        private int life;
    }

    private final String cluster;
    private final Scheduler scheduler;
    private final Sink sink;
    private final Map<String, Worker> workers = new HashMap<>();

    Ingest(String cluster, Scheduler scheduler, Sink sink) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.sink = sink;
        KubeKinds.ALL.forEach(kind -> workers.put(kind.name(), new Worker()));
    }

    /** A watch tells of a change. */
    void hear(FactChange change) {
        String kind = change.id().kind();
        inLife(kind, "watch " + kind, () -> {
            if (change instanceof FactChange.Present present) {
                present(present.fact());
            } else {
                absent(change.id());
            }
        });
    }

    /** A list of a kind, of which this is the answer. */
    void list(String kind, List<KubeFact> facts) {
        inLife(kind, "watch " + kind, () -> {
            Worker worker = worker(kind);
            Set<ObjectId> listed = new TreeSet<>((one, other) -> one.toString().equals(other.toString())
                    ? one.uid().compareTo(other.uid())
                    : one.toString().compareTo(other.toString()));
            facts.forEach(fact -> listed.add(fact.id()));
            worker.cache.values().stream()
                    .flatMap(names -> List.copyOf(names.values()).stream())
                    .map(KubeFact::id)
                    .filter(id -> !listed.contains(id))
                    .toList()
                    .forEach(this::absent);
            facts.forEach(this::present);
            worker.complete = true;
            sink.listed(kind, Set.copyOf(worker.cache.keySet()));
            List<Runnable> asking = List.copyOf(worker.unsatisfied);
            worker.unsatisfied.clear();
            asking.forEach(Runnable::run);
        });
    }

    Replay replay(String kind, String namespace) {
        Worker worker = worker(kind);
        List<KubeFact> facts =
                List.copyOf(worker.cache.getOrDefault(namespace, Map.of()).values());
        return new Replay(kind, facts, worker.complete);
    }

    /** To be done when a list of the kind is complete. */
    void whenListed(String kind, Runnable work) {
        Worker worker = worker(kind);
        if (worker.complete) {
            // It has become so while an answer that says otherwise was under way.
            scheduler.send(cluster + " asks again", work);
        } else {
            worker.unsatisfied.add(work);
        }
    }

    /** The worker of a kind starts anew, with nothing. */
    void die(String kind) {
        Worker worker = worker(kind);
        worker.cache.clear();
        worker.complete = false;
        worker.life++;
    }

    private void present(KubeFact fact) {
        KubeFact before = worker(fact.id().kind())
                .cache
                .computeIfAbsent(fact.id().namespace(), any -> new TreeMap<>())
                .put(fact.id().name(), fact);
        if (before != null && !before.id().equals(fact.id())) {
            offer(new FactChange.Absent(before.id(), NOW));
        }
        offer(new FactChange.Present(fact, NOW));
    }

    private void absent(ObjectId id) {
        worker(id.kind()).cache.computeIfPresent(id.namespace(), (any, names) -> {
            KubeFact known = names.get(id.name());
            if (known != null && known.id().equals(id)) {
                names.remove(id.name());
            }
            return names.isEmpty() ? null : names;
        });
        offer(new FactChange.Absent(id, NOW));
    }

    private void offer(FactChange change) {
        String kind = change.id().kind();
        inLife(kind, "kube " + kind + ' ' + change.id().namespace(), () -> sink.offer(change));
    }

    private void inLife(String kind, String lane, Runnable work) {
        Worker worker = worker(kind);
        int life = worker.life;
        scheduler.send(cluster + ' ' + lane, () -> {
            if (worker.life == life) {
                work.run();
            }
        });
    }

    private Worker worker(String kind) {
        Worker worker = workers.get(kind);
        if (worker == null) {
            throw new AssertionError("nobody watches " + kind);
        }
        return worker;
    }
}
