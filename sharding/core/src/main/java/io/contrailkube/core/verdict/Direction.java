package io.contrailkube.core.verdict;

/** Directions of flows, seen from a pod. */
public enum Direction {
    EGRESS,
    INGRESS
}
