package io.contrailkube.core.policy;

/** Directions of flows as a policy names them, seen from the pods that it selects. */
public enum Direction {
    INGRESS,
    EGRESS
}
