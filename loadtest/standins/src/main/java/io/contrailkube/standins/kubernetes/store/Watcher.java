package io.contrailkube.standins.kubernetes.store;

/** Hears of the changes of one kind, in order, under the lock of the store: take note and return. */
public interface Watcher {
    void changed(Change change);

    /** Everything up to the revision has been told. */
    default void reached(long revision) {}
}
