package io.contrailkube.standins.kubernetes.api;

/** What a deletion may ask for; empty preconditions and a negative grace period are none. */
public record DeleteOptions(String uid, String resourceVersion, long graceSeconds, boolean dryRun) {
    public static final DeleteOptions PLAIN = new DeleteOptions("", "", -1, false);
}
