package io.contrailkube.core.plan;

/**
 * The time within which a plan may write. An entity opens it with the journal write that begins the plan; a node that
 * was frozen or cut off finds it closed and has to pass the journal again, which a stale twin cannot.
 */
@FunctionalInterface
public interface Fence {
    boolean isOpen();

    /** For tools that have no journal and no twin. */
    Fence ALWAYS_OPEN = () -> true;
}
