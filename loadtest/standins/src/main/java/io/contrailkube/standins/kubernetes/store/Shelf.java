package io.contrailkube.standins.kubernetes.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.pcollections.TreePMap;

/** The objects of one kind, their recent changes and their watchers; guarded by the store's lock. */
final class Shelf {
    private final int historyLimit;
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private TreePMap<String, Stored> objects = TreePMap.empty();
    private long compacted;

    Shelf(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    TreePMap<String, Stored> objects() {
        return objects;
    }

    void add(Change change) {
        String key = change.now().key();
        objects = change.kind() == Change.Kind.DELETED ? objects.minus(key) : objects.plus(key, change.now());
        history.add(change);
        if (history.size() > historyLimit) {
            compacted = history.remove().revision();
        }
        // By index: a watcher may be added or removed by what it hears.
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).changed(change);
        }
    }

    void compact(long revision) {
        history.removeIf(change -> change.revision() <= revision);
        compacted = Math.max(compacted, revision);
    }

    /** Tells the watcher what happened after the revision, and from now on. */
    void join(Watcher watcher, long since) throws Expired {
        refuseOlder(since);
        for (Change change : history) {
            if (change.revision() > since) {
                watcher.changed(change);
            }
        }
        watchers.add(watcher);
    }

    void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** The objects as they were, by taking the changes since then back. */
    TreePMap<String, Stored> at(long revision) throws Expired {
        refuseOlder(revision);
        TreePMap<String, Stored> then = objects;
        for (Iterator<Change> newest = history.descendingIterator(); newest.hasNext(); ) {
            Change change = newest.next();
            if (change.revision() <= revision) {
                break;
            }
            Stored before = change.before();
            String key = change.now().key();
            then = before == null ? then.minus(key) : then.plus(key, before);
        }
        return then;
    }

    private void refuseOlder(long revision) throws Expired {
        if (revision < compacted) {
            throw new Expired(revision, compacted);
        }
    }
}
