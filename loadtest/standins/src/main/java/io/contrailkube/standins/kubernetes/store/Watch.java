package io.contrailkube.standins.kubernetes.store;

/** A watch that goes on until it is closed. */
public final class Watch implements AutoCloseable {
    private final ObjectStore store;
    private final Shelf shelf;
    private final Watcher watcher;

    Watch(ObjectStore store, Shelf shelf, Watcher watcher) {
        this.store = store;
        this.shelf = shelf;
        this.watcher = watcher;
    }

    /** Has the watcher told the current revision, in order with the changes. */
    public void mark() {
        store.tellReached(watcher);
    }

    @Override
    public void close() {
        store.leave(shelf, watcher);
    }
}
