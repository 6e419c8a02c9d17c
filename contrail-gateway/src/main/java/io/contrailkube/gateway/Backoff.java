package io.contrailkube.gateway;

import java.time.Duration;

/**
 * Exponential back-off.
 *
 * @param jitter fraction of a pause by which it may be longer or shorter
 */
public record Backoff(Duration min, Duration max, double jitter) {
    private static final int DOUBLINGS = 40;

    public Backoff {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("a back-off from " + min + " to " + max + " is none");
        }
        if (jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException("jitter must be from 0 to below 1, not " + jitter);
        }
    }

    /**
     * The pause after a number of failures in a row, at least one.
     *
     * @param random from 0 to below 1
     */
    Duration pause(int failures, double random) {
        double doubled = min.toNanos() * Math.pow(2, Math.min(Math.max(failures, 1) - 1, DOUBLINGS));
        return Duration.ofNanos(Math.round(Math.min(doubled, max.toNanos()) * (1 + jitter * (2 * random - 1))));
    }
}
