package io.contrailkube.standins.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * What etcd is to an API server: objects of all kinds under one counter of revisions, written by compare and swap, watched in order.
 * It knows no rules of the API; those are the API's own.
 */
public final class ObjectStore {
    private static final int SNAPSHOTS = 8;

    private final Object lock = new Object();
    private final int historyPerKind;
    private final Map<ResourceType, Shelf> shelves = new LinkedHashMap<>();
    private final Map<ResourceType, Map<Long, TreePMap<String, Stored>>> listed = new LinkedHashMap<>();
    private volatile long revision = 1;

    /** Keeps that many changes of each kind. */
    public ObjectStore(int historyPerKind) {
        this.historyPerKind = historyPerKind;
    }

    public long revision() {
        return revision;
    }

    public @Nullable Stored get(ResourceType type, String namespace, String name) {
        return latest(type).objects().get(Stored.key(namespace, name));
    }

    /** Stores a new object; null when the name is taken. The tree becomes the store's. */
    public @Nullable Stored create(ResourceType type, ObjectNode tree) {
        synchronized (lock) {
            Stored made = Stored.of(type, tree, revision + 1);
            Shelf shelf = shelf(type);
            if (shelf.objects().containsKey(made.key())) {
                return null;
            }
            return commit(shelf, new Change(Change.Kind.ADDED, made, null));
        }
    }

    /** Replaces exactly that state of the object; null when it is no longer the current one. The tree becomes the store's. */
    public @Nullable Stored replace(Stored expected, ObjectNode tree) {
        synchronized (lock) {
            Shelf shelf = shelf(expected.type());
            if (shelf.objects().get(expected.key()) != expected) {
                return null;
            }
            Stored made = Stored.of(expected.type(), tree, revision + 1);
            return commit(shelf, new Change(Change.Kind.MODIFIED, made, expected));
        }
    }

    /** Removes exactly that state of the object; null when it is no longer the current one. */
    public @Nullable Stored delete(Stored expected) {
        synchronized (lock) {
            Shelf shelf = shelf(expected.type());
            if (shelf.objects().get(expected.key()) != expected) {
                return null;
            }
            Stored last = Stored.of(expected.type(), expected.tree(), revision + 1);
            return commit(shelf, new Change(Change.Kind.DELETED, last, expected));
        }
    }

    /** What the tree would be if it was stored now; for dry runs. */
    public Stored preview(ResourceType type, ObjectNode tree) {
        return Stored.of(type, tree, revision);
    }

    /** Several steps that no other write may come between. */
    public <T> T exclusively(Supplier<T> steps) {
        synchronized (lock) {
            return steps.get();
        }
    }

    private Stored commit(Shelf shelf, Change change) {
        revision = change.revision();
        shelf.add(change);
        return change.now();
    }

    public Snapshot latest(ResourceType type) {
        synchronized (lock) {
            return new Snapshot(revision, shelf(type).objects());
        }
    }

    /** The latest state, remembered so that the following pages of a list are cheap. */
    public Snapshot remembered(ResourceType type) {
        synchronized (lock) {
            Snapshot now = latest(type);
            Map<Long, TreePMap<String, Stored>> recent = listed.computeIfAbsent(type, t -> new LinkedHashMap<>());
            recent.put(now.revision(), now.objects());
            if (recent.size() > SNAPSHOTS) {
                recent.remove(recent.keySet().iterator().next());
            }
            return now;
        }
    }

    /** The state at a revision of the past. */
    public Snapshot at(ResourceType type, long asked) throws Expired {
        synchronized (lock) {
            Map<Long, TreePMap<String, Stored>> recent = listed.get(type);
            TreePMap<String, Stored> known = recent == null ? null : recent.get(asked);
            return new Snapshot(asked, known == null ? shelf(type).at(asked) : known);
        }
    }

    /** Tells the watcher every change of the kind after {@code since}, then every further one, until the watch is closed. */
    public Watch watch(ResourceType type, long since, Watcher watcher) throws Expired {
        synchronized (lock) {
            Shelf shelf = shelf(type);
            shelf.join(watcher, since);
            return new Watch(this, shelf, watcher);
        }
    }

    /** Tells the watcher the latest state as additions, then that it has reached it, then every further change. */
    public Watch watchFromState(ResourceType type, Watcher watcher) {
        synchronized (lock) {
            Shelf shelf = shelf(type);
            shelf.objects().values().forEach(object -> watcher.changed(new Change(Change.Kind.ADDED, object, null)));
            watcher.reached(revision);
            try {
                shelf.join(watcher, revision);
            } catch (Expired e) {
                throw new IllegalStateException("the present is never compacted", e);
            }
            return new Watch(this, shelf, watcher);
        }
    }

    /** Forgets all history up to now: older watches and lists cannot be continued. */
    public void compact() {
        synchronized (lock) {
            shelves.values().forEach(shelf -> shelf.compact(revision));
            listed.clear();
        }
    }

    void tellReached(Watcher watcher) {
        synchronized (lock) {
            watcher.reached(revision);
        }
    }

    void leave(Shelf shelf, Watcher watcher) {
        synchronized (lock) {
            shelf.leave(watcher);
        }
    }

    private Shelf shelf(ResourceType type) {
        return shelves.computeIfAbsent(type, t -> new Shelf(historyPerKind));
    }
}
