package io.contrailkube.ingest;

import java.time.Duration;

/**
 * Exponential back-off.
 *
 * @param jitter fraction of a pause by which it may be longer or shorter
 */
public record Backoff(Duration min, Duration max, double jitter) {
    public Backoff {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("a back-off from " + min + " to " + max + " is none");
        }
        if (jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException("jitter must be from 0 to below 1, not " + jitter);
        }
    }

    /**
     * The pause after a number of failures in a row.
     *
     * @param random from 0 to below 1
     */
    public Duration pause(int failures, double random) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        double doubled = min.toMillis() * Math.pow(2, Math.min(failures - 1, 40));
        double pause = Math.min(doubled, max.toMillis()) * (1 + jitter * (2 * random - 1));
        return Duration.ofMillis(Math.max(1, Math.round(pause)));
    }
}
