package io.contrailkube.standins.kubernetes.store;

/** The history that would be needed has been compacted. */
public final class Expired extends Exception {
    private static final long serialVersionUID = 1;

    private final long asked;
    private final long oldest;

    Expired(long asked, long oldest) {
        super("too old resource version: " + asked + " (" + oldest + ")", null, false, false);
        this.asked = asked;
        this.oldest = oldest;
    }

    public long asked() {
        return asked;
    }

    public long oldest() {
        return oldest;
    }
}
